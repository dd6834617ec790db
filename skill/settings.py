"""Settings: what may differ between one machine and another, read once from the environment.

Nothing else in the program reads an environment variable. Each is documented in docs/settings.md.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from skill.errors import SettingsError

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
"""The folder that holds the package: the checkout, the unpacked Lambda zip, or site-packages."""

HOME = ROOT if (ROOT / "content" / "compiled").is_dir() else PACKAGE
"""The folder that holds `content/` and `audio/`; an installed package brings compiled content
inside itself, and no clips."""

LAST_PORT = 65535
LONGEST_SOCKET = 107
"""Bytes of a Unix socket's address (https://man7.org/linux/man-pages/man7/unix.7.html)."""
SPEECH_LANGUAGE = "nl-NL"
PHONE_VOICE = "Polly.Lotte"
"""A Dutch voice that the telephone provider documents for nl-NL: a voice and a language that do not
fit may make the provider say nothing (https://www.twilio.com/docs/voice/twiml/say)."""

SHORTEST_SECRET = 16
"""Characters of REVIEW_SECRET; who guesses is slowed down, not locked out (skill/server/login.py).
"""

VARIABLES = (
    "AUDIO_BASE_URL",
    "ALEXA_SKILL_ID",
    "ALEXA_VOICE",
    "TWILIO_AUTH_TOKEN",
    "PUBLIC_URL",
    "REVIEW_SECRET",
    "TRUSTED_PROXY",
    "PHONE_VOICE",
    "PHONE_SPEECH_MODEL",
    "JAMBONZ_WEBHOOK_SECRET",
    "JAMBONZ_VOICE",
    "JAMBONZ_SPEECH_LANGUAGE",
    "CONTENT_DIR",
    "AUDIO_DIR",
    "KOKORO_DIR",
    "EAR",
    "METRICS",
    "PORT",
    "NOTIFY_SOCKET",
    "WATCHDOG_USEC",
    "WATCHDOG_PID",
)
"""Every environment variable that is read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and who may call."""

    content_dir: Path = HOME / "content"
    audio_dir: Path = HOME / "audio"
    kokoro_dir: Path = HOME / "voices" / "kokoro"
    """Files of the neural voice; only making clips needs them."""
    ear: str = ""
    """What understands speech here, `name` or `name:model`; empty: nothing does."""
    audio_base_url: str = field(default="", repr=False)
    """Public https root of the clips, without a slash at the end; empty: none."""
    alexa_skill_id: str = field(default="", repr=False)
    """The skill's own id; empty: only loopback clients are served."""
    alexa_voice: str = "clips"
    """`clips` or `device`: who speaks on the speaker (alarm lines are always the device's)."""
    twilio_auth_token: str = field(default="", repr=False)
    public_url: str = field(default="", repr=False)
    """The URL at which a telephone provider knows this server, without a slash at the end."""
    review_secret: str = field(default="", repr=False)
    """What who reviews logs in with; empty: reviewing is for this machine."""
    trusted_proxy: tuple[str, ...] = ()
    """Addresses of the proxies whose word on who is calling counts."""
    public: bool = False
    """Whether the patient page is served to others: `serve --public`, never the environment."""
    phone_voice: str = PHONE_VOICE
    """Name of the telephone provider's Dutch voice, for what is said without a clip."""
    phone_speech_model: str = ""
    """Name of the provider's speech model; empty: the provider chooses."""
    jambonz_webhook_secret: str = field(default="", repr=False)
    jambonz_voice: str = ""
    """`vendor/voice` by jambonz' names; empty: the voice of the application there."""
    jambonz_speech_language: str = SPEECH_LANGUAGE
    """What the vendor of jambonz' speech recognition calls Dutch."""
    metrics: bool = False
    """Whether counts are written as JSON lines to standard output."""
    edit: bool = False
    """Whether texts may be changed in the browser. No variable sets it: `serve --edit` does."""


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from `environment` (the process's own when None).

    Raises SettingsError for a value that cannot be used, naming the variable and the choices.
    """
    env = os.environ if environment is None else environment
    voice = env.get("ALEXA_VOICE", "clips") or "clips"
    if voice not in ("clips", "device"):
        raise SettingsError(f"ALEXA_VOICE is {voice!r}; it can be `clips` or `device`")
    metrics = env.get("METRICS", "")
    if metrics not in ("", "0", "1"):
        raise SettingsError(f"METRICS is {metrics!r}; it can be 1 (on) or 0 (off)")
    base = env.get("AUDIO_BASE_URL", "").rstrip("/")
    if base and not base.startswith("https://"):
        # Not the value: an address may hold a user name and a password.
        raise SettingsError("AUDIO_BASE_URL must begin with https://; an Echo fetches nothing else")
    public = env.get("PUBLIC_URL", "").rstrip("/")
    if public and not re.fullmatch(r"https?://[\w.-]+(:[0-9]{1,5})?(/[\w./~-]*)?", public):
        raise SettingsError("PUBLIC_URL is no address; write it as https://phone.example")
    ear = env.get("EAR", "")
    if ear and not re.fullmatch(r"[a-z]+(:.+)?", ear):
        raise SettingsError(f"EAR is {ear!r}; write a name, or name:model, as whisper:small")
    return Settings(
        content_dir=Path(env.get("CONTENT_DIR") or HOME / "content"),
        audio_dir=Path(env.get("AUDIO_DIR") or HOME / "audio"),
        kokoro_dir=Path(env.get("KOKORO_DIR") or HOME / "voices" / "kokoro"),
        ear=ear,
        audio_base_url=base,
        alexa_skill_id=env.get("ALEXA_SKILL_ID", ""),
        alexa_voice=voice,
        twilio_auth_token=env.get("TWILIO_AUTH_TOKEN", ""),
        public_url=public,
        review_secret=_secret(env.get("REVIEW_SECRET", "")),
        trusted_proxy=_proxies(env.get("TRUSTED_PROXY", "")),
        phone_voice=_name("PHONE_VOICE", env.get("PHONE_VOICE", "")) or PHONE_VOICE,
        phone_speech_model=_name("PHONE_SPEECH_MODEL", env.get("PHONE_SPEECH_MODEL", "")),
        jambonz_webhook_secret=env.get("JAMBONZ_WEBHOOK_SECRET", ""),
        jambonz_voice=_voice(env.get("JAMBONZ_VOICE", "")),
        jambonz_speech_language=_dutch(env.get("JAMBONZ_SPEECH_LANGUAGE", "")),
        metrics=metrics == "1",
    )


def _secret(secret: str) -> str:
    """What who reviews logs in with; empty where none is given."""
    if secret and (len(secret) < SHORTEST_SECRET or not secret.isprintable()):
        # Not the value.
        raise SettingsError(
            f"REVIEW_SECRET must have {SHORTEST_SECRET} characters or more, as of "
            "`openssl rand -base64 18`"
        )
    return secret


def _proxies(text: str) -> tuple[str, ...]:
    """Addresses in numbers with commas between; none where none is given."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    try:
        return tuple(str(ipaddress.ip_address(name)) for name in names)
    except ValueError:
        raise SettingsError(
            f"TRUSTED_PROXY is {text!r}; write addresses in numbers, as 127.0.0.1 or 10.0.0.5,::1"
        ) from None


def _voice(name: str) -> str:
    """A vendor and a voice of jambonz; empty where none is given."""
    if name and not re.fullmatch(r"[A-Za-z][\w:.-]*/[\w. :-]+", name, re.ASCII):
        raise SettingsError(f"JAMBONZ_VOICE is {name!r}; write vendor/voice, as aws/Lotte")
    return name


def _dutch(language: str) -> str:
    """A code of Dutch: an alarm in a recogniser of another language would not be heard."""
    if language and not re.fullmatch(r"nl(-[A-Za-z]{2})?", language):
        raise SettingsError(f"JAMBONZ_SPEECH_LANGUAGE is {language!r}; write nl-NL, nl or nl-BE")
    return language or SPEECH_LANGUAGE


def _name(variable: str, name: str) -> str:
    """A name of the telephone provider's; empty where none is given."""
    if name and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
        raise SettingsError(f"{variable} is {name!r}; write the provider's name: letters . _ -")
    return name


def read_port(environment: Mapping[str, str] | None = None) -> int:
    """The port of `serve` from PORT, or 5000; the only variable that one command alone reads.

    Raises SettingsError for anything but a number from 0 (any free port) to 65535.
    """
    env = os.environ if environment is None else environment
    text = env.get("PORT") or "5000"
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > LAST_PORT:
        raise SettingsError(f"PORT is {text!r}; it must be a number from 1 to {LAST_PORT}")
    return int(text)


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Who watches over this process, as systemd says it: sd_notify(3), sd_watchdog_enabled(3)."""

    address: str = ""
    """The socket that takes our messages, a path or `@` and an abstract name; empty: nobody."""
    seconds: float = 0.0
    """A process that has given no sign of life for so long is killed; 0: none is expected."""


def read_supervisor(environment: Mapping[str, str] | None = None) -> Supervisor:
    """Who watches, from NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID; read by what serves calls.

    Raises SettingsError for what systemd would never write there.
    """
    env = os.environ if environment is None else environment
    address = env.get("NOTIFY_SOCKET", "")
    if not address:
        return Supervisor()
    if address[0] not in "/@" or not 1 < len(os.fsencode(address)) <= LONGEST_SOCKET:
        raise SettingsError(f"NOTIFY_SOCKET is {address!r}; systemd writes a path, or @name")
    micro = env.get("WATCHDOG_USEC", "")
    if micro and not re.fullmatch(r"0*[1-9][0-9]{0,19}", micro):
        raise SettingsError(f"WATCHDOG_USEC is {micro!r}; systemd writes microseconds")
    # A program between systemd and this one hands on what was not meant for us.
    ours = env.get("WATCHDOG_PID", "") in ("", str(os.getpid()))
    return Supervisor(address, int(micro) / 1_000_000 if micro and ours else 0.0)
