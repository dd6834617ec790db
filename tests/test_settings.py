"""Settings: what the environment may say, and what it may not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.errors import SettingsError
from skill.settings import (
    ROOT,
    Settings,
    Supervisor,
    read_port,
    read_settings,
    read_supervisor,
)


def test_nothing_set_is_the_default() -> None:
    assert read_settings({}) == Settings()
    assert read_settings({"CONTENT_DIR": "", "AUDIO_DIR": "", "ALEXA_VOICE": ""}) == Settings()
    assert Settings().content_dir == ROOT / "content"


def test_everything_set() -> None:
    settings = read_settings(
        {
            "CONTENT_DIR": "folder",
            "AUDIO_DIR": "klanken",
            "AUDIO_BASE_URL": "https://klanken.example.nl/rug/",
            "ALEXA_SKILL_ID": "amzn1.x",
            "ALEXA_VOICE": "device",
            "TWILIO_AUTH_TOKEN": "geheim",
            "PUBLIC_URL": "https://bel.example.nl//",
            "REVIEW_SECRET": "een lang geheim van ons",
            "TRUSTED_PROXY": "127.0.0.1, 2001:DB8::1,",
            "METRICS": "1",
            "EAR": "whisper:/srv/whisper small",
            "HOME": "/root",
        }
    )

    assert (settings.content_dir, settings.audio_dir) == (Path("folder"), Path("klanken"))
    assert settings.audio_base_url == "https://klanken.example.nl/rug"
    assert settings.public_url == "https://bel.example.nl"
    assert (settings.alexa_skill_id, settings.alexa_voice) == ("amzn1.x", "device")
    assert settings.review_secret == "een lang geheim van ons"
    assert settings.trusted_proxy == ("127.0.0.1", "2001:db8::1")
    assert settings.metrics is True
    assert settings.ear == "whisper:/srv/whisper small"


def test_no_variable_opens_the_patient_page() -> None:
    settings = read_settings({"PUBLIC": "1", "RUGWIJZER_PUBLIC": "1", "public": "1"})

    assert settings.public is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALEXA_VOICE", "Clips"),
        ("METRICS", "true"),
        ("EAR", "/srv/whisper"),
        ("EAR", "whisper:"),
        ("AUDIO_BASE_URL", "http://klanken.example.nl"),
        ("AUDIO_BASE_URL", "https://"),
        ("AUDIO_BASE_URL", "klanken"),
        ("REVIEW_SECRET", "te kort"),
        ("REVIEW_SECRET", "lang genoeg, maar met\neen regeleinde"),
        ("TRUSTED_PROXY", "localhost"),
        ("TRUSTED_PROXY", "10.0.0.0/8"),
        ("TRUSTED_PROXY", "127.0.0.1;::1"),
        ("TRUSTED_PROXY", "*"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({name: value})


@pytest.mark.parametrize(
    ("text", "port"), [(None, 5000), ("", 5000), ("0", 0), ("8080", 8080), ("65535", 65535)]
)
def test_a_port(text: str | None, port: int) -> None:
    assert read_port({} if text is None else {"PORT": text}) == port


@pytest.mark.parametrize(
    "text", ["65536", "-1", "vijf", "²", "٣", "5000.0", " 80", "80\n", "9" * 9]
)
def test_what_is_no_port(text: str) -> None:
    with pytest.raises(SettingsError, match="PORT"):
        read_port({"PORT": text})


SECRET = "wachtwoord"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AUDIO_BASE_URL", f"http://wij:{SECRET}@klanken.example"),
        ("PUBLIC_URL", f"https://wij:{SECRET}@bel.example"),
        ("REVIEW_SECRET", SECRET),
    ],
)
def test_a_message_holds_no_secret(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read_settings({name: value})

    assert SECRET not in str(raised.value)


def test_settings_that_are_printed_hold_no_secret() -> None:
    settings = read_settings(
        {
            "ALEXA_SKILL_ID": SECRET,
            "TWILIO_AUTH_TOKEN": SECRET,
            "JAMBONZ_WEBHOOK_SECRET": SECRET,
            "REVIEW_SECRET": f"{SECRET} om na te kijken",
            "PUBLIC_URL": f"https://bel.example/{SECRET}",
            "AUDIO_BASE_URL": f"https://klanken.example/{SECRET}",
        }
    )

    assert SECRET not in repr(settings)
    assert SECRET not in f"{settings}"


def test_the_voice_and_the_speech_model_of_the_telephone() -> None:
    settings = read_settings(
        {"PHONE_VOICE": "Polly.Ruben", "PHONE_SPEECH_MODEL": "deepgram_nova-2"}
    )

    assert (settings.phone_voice, settings.phone_speech_model) == ("Polly.Ruben", "deepgram_nova-2")
    assert read_settings({"PHONE_VOICE": ""}).phone_voice == "Polly.Lotte"
    for name in ("PHONE_VOICE", "PHONE_SPEECH_MODEL"):
        with pytest.raises(SettingsError, match=name):
            read_settings({name: 'x" loop="9'})


def test_the_voice_and_the_language_at_jambonz() -> None:
    settings = read_settings(
        {
            "JAMBONZ_WEBHOOK_SECRET": "geheim",
            "JAMBONZ_VOICE": "microsoft/nl-NL-FennaNeural",
            "JAMBONZ_SPEECH_LANGUAGE": "nl",
        }
    )

    assert settings.jambonz_webhook_secret == "geheim"
    assert settings.jambonz_voice == "microsoft/nl-NL-FennaNeural"
    assert settings.jambonz_speech_language == "nl"
    assert read_settings({"JAMBONZ_SPEECH_LANGUAGE": ""}).jambonz_speech_language == "nl-NL"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JAMBONZ_VOICE", "Lotte"),
        ("JAMBONZ_VOICE", "aws/"),
        ("JAMBONZ_VOICE", "/Lotte"),
        ("JAMBONZ_VOICE", 'aws/x"'),
        ("JAMBONZ_SPEECH_LANGUAGE", "en-US"),
        ("JAMBONZ_SPEECH_LANGUAGE", "nl_NL"),
    ],
)
def test_what_jambonz_does_not_know_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({name: value})


@pytest.mark.parametrize("address", ["/run/systemd/notify", "@/org/freedesktop/systemd1/notify/1"])
def test_who_watches_is_what_systemd_says(address: str) -> None:
    said = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "10000000"}

    assert read_supervisor(said) == Supervisor(address, 10)
    assert read_supervisor(said | {"WATCHDOG_PID": str(os.getpid())}) == Supervisor(address, 10)
    assert read_supervisor({"NOTIFY_SOCKET": address}) == Supervisor(address)


def test_signs_of_life_that_another_process_owes_are_not_given() -> None:
    said = {"NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "10000000", "WATCHDOG_PID": "1"}

    assert read_supervisor(said) == Supervisor("/run/x")


def test_without_a_supervisor_nobody_watches() -> None:
    assert read_supervisor({}) == Supervisor()
    assert read_supervisor({"NOTIFY_SOCKET": "", "WATCHDOG_USEC": "1"}) == Supervisor()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NOTIFY_SOCKET", "notify"),
        ("NOTIFY_SOCKET", "@"),
        ("NOTIFY_SOCKET", "/"),
        ("NOTIFY_SOCKET", "vsock:2:9999"),
        ("NOTIFY_SOCKET", "/" + 107 * "x"),
        ("WATCHDOG_USEC", "0"),
        ("WATCHDOG_USEC", "-1"),
        ("WATCHDOG_USEC", "10s"),
        ("WATCHDOG_USEC", "1" + 20 * "0"),
    ],
)
def test_what_systemd_would_not_say_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_supervisor({"NOTIFY_SOCKET": "/run/x", name: value})


@given(st.text(), st.text(), st.text())
def test_whatever_is_said_of_a_supervisor_is_read_or_refused(
    address: str, micro: str, process: str
) -> None:
    said = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": micro, "WATCHDOG_PID": process}
    try:
        found = read_supervisor(said)
    except SettingsError:
        return
    assert found.seconds >= 0
