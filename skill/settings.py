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
SPEECH_LANGUAGE = "nl-NL"
PHONE_VOICE = "Polly.Lotte"
"""A Dutch voice that the telephone provider documents for nl-NL: a voice and a language that do not
fit may make the provider say nothing (https://www.twilio.com/docs/voice/twiml/say)."""

SHORTEST_SECRET = 16
"""Characters of REVIEW_SECRET; who guesses is slowed down, not locked out (skill/server/login.py).
"""


_ADDRESS = r"https?://[\w.-]+(:[0-9]{1,5})?(/[\w./~-]*)?"
_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_VENDOR_VOICE = r"(?a)[A-Za-z][\w:.-]*/[\w. :-]+"


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
    if public and not re.fullmatch(_ADDRESS, public):
        raise SettingsError("PUBLIC_URL is no address; write it as https://phone.example")
    name = "write the provider's name: letters . _ -"

    def given(variable: str, pattern: str, fix: str) -> str:
        """What a variable says; empty where it is not set. SettingsError when it does not fit."""
        value = env.get(variable, "")
        if value and not re.fullmatch(pattern, value):
            raise SettingsError(f"{variable} is {value!r}; {fix}")
        return value

    return Settings(
        content_dir=Path(env.get("CONTENT_DIR") or HOME / "content"),
        audio_dir=Path(env.get("AUDIO_DIR") or HOME / "audio"),
        kokoro_dir=Path(env.get("KOKORO_DIR") or HOME / "voices" / "kokoro"),
        ear=given("EAR", r"[a-z]+(:.+)?", "write a name, or name:model, as whisper:small"),
        audio_base_url=base,
        alexa_skill_id=env.get("ALEXA_SKILL_ID", ""),
        alexa_voice=voice,
        twilio_auth_token=env.get("TWILIO_AUTH_TOKEN", ""),
        public_url=public,
        review_secret=_secret(env.get("REVIEW_SECRET", "")),
        trusted_proxy=_proxies(env.get("TRUSTED_PROXY", "")),
        phone_voice=given("PHONE_VOICE", _NAME, name) or PHONE_VOICE,
        phone_speech_model=given("PHONE_SPEECH_MODEL", _NAME, name),
        jambonz_webhook_secret=env.get("JAMBONZ_WEBHOOK_SECRET", ""),
        jambonz_voice=given("JAMBONZ_VOICE", _VENDOR_VOICE, "write vendor/voice, as aws/Lotte"),
        # In a recogniser of another language an alarm would not be heard.
        jambonz_speech_language=given(
            "JAMBONZ_SPEECH_LANGUAGE", r"nl(-[A-Za-z]{2})?", "write nl-NL, nl or nl-BE"
        )
        or SPEECH_LANGUAGE,
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


def read_port(environment: Mapping[str, str] | None = None) -> int:
    """The port of `serve` from PORT, or 5000; the only variable that one command alone reads.

    Raises SettingsError for anything but a number from 0 (any free port) to 65535.
    """
    env = os.environ if environment is None else environment
    text = env.get("PORT") or "5000"
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > LAST_PORT:
        raise SettingsError(f"PORT is {text!r}; it must be a number from 1 to {LAST_PORT}")
    return int(text)
