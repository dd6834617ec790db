"""What jambonz posts, and a reply as its JSON verbs.

Names: https://docs.jambonz.org/verbs/verbs/gather and its neighbours, and the schemas that its
server holds a document against (npm: @jambonz/verb-specifications), as the tests do. What the pages
do not say is from the source of its feature server (github.com/jambonz/jambonz-feature-server,
`lib/tasks`), and is told where it counts here:

- A `gather` holds one prompt: `say` or `play`. Of a list of addresses to play, a key would cut off
  one and let the rest sound (FreeSWITCH, signalwire/freeswitch#179), so the clips of a reply are
  one address.
- A `say` or `play` of its own that fails may end the call; inside a `gather` it does not.
- When a `gather` ends without new verbs (the recogniser failed, we did not answer, or answered
  with an empty list), the next verb of the same document is carried out.
- Without `minDigits` a key that was pressed starts no timer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from skill.channels.phone import spoken
from skill.channels.phone.call import Posted, is_over
from skill.channels.phone.spoken import Addresses, Sound
from skill.channels.runtime import Runtime
from skill.dialogue import Reply
from skill.leaflet import person_number

Verb = dict[str, Any]
Verbs = list[Verb]

MOST_HINTS = 100
"""Phrases for the recogniser: the smallest number that one of its vendors takes
(https://developers.deepgram.com/docs/keywords)."""
PAUSE = 0.5
"""Seconds between what is said of a grave turn and the same in clips."""
AT_ONCE = 0.1
"""The same where nobody is listened to; 0 would be for ever."""
UNFINISHED = 3
"""Seconds after which words count that the recogniser gave as a first guess and never settled:
they silence the prompt, and no timer would run."""
PART, SAID = "part", "said"
"""Field and value in the query that make the address of the first half of a grave turn another:
silence there goes on to its clips."""

_SCHEME = re.compile(r"(\s*[A-Za-z][A-Za-z0-9+.-]*):")


def read(body: dict[str, Any], part: str = "") -> Posted:
    """A body that was posted; whatever is not as it should be is as if it were not there.

    `part` is that field of the query that was called. After the first half of a grave turn, and
    when the recogniser failed, the document that jambonz has says what is next: the clips, or the
    same question by keys alone.
    """
    connection, reason = _text(body, "dial_call_status"), _text(body, "reason")
    over = is_over(_text(body, "call_status"), connection)
    speech, confidence = _best(body.get("speech"))
    return Posted(
        call=_text(body, "call_sid"),
        keys=_text(body, "digits"),
        speech=speech,
        confidence=confidence,
        over=over,
        unanswered=bool(connection) and not over,
        told=reason == "error" or (reason == "timeout" and part == SAID),
    )


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _best(speech: object) -> tuple[str, float]:
    """The likeliest transcript that says something, and how sure the recogniser is of it (0..1)."""
    alternatives = speech.get("alternatives") if isinstance(speech, dict) else None
    for one in alternatives if isinstance(alternatives, list) else []:
        if isinstance(one, dict) and (text := _text(one, "transcript").strip()):
            return text, _share(one.get("confidence"))
    return "", 0.0


def _share(value: object) -> float:
    """A number from 0 to 1; 0 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if 0 <= value <= 1 else 0.0


def write(runtime: Runtime, reply: Reply, at: Addresses, expected: Sequence[str]) -> Verbs:
    """The document for one reply; `at.action` begins with a slash, `expected` is `hints`.

    An address with a scheme may have 2,048 characters at jambonz (parse-url), one without as many
    as it likes. Every key counts at once, `#` included, but for a code.
    """
    prompts = _prompts(runtime, spoken.sounds(runtime, reply), at, grave=reply.grave)
    if reply.hands_over:
        return [*map(_aloud, prompts), _dial(runtime, at), *sorry(runtime, at)]
    if reply.ends:
        return [*map(_aloud, prompts), {"verb": "hangup"}]
    *first, last = prompts or [{}]
    said = [_keys(reply, f"{at.action}&{PART}={SAID}", PAUSE) | prompt for prompt in first]
    by_keys = _keys(reply, at.action, spoken.patience(reply))
    if reply.asks == "moment":
        return [by_keys, *sorry(runtime, at)]
    asked = by_keys | _hearing(runtime, reply, expected) | last
    # When our server no longer answers: a sign is said once more, and nothing that weakens it.
    end = [_aloud(prompts[0]), {"verb": "hangup"}] if reply.grave else sorry(runtime, at)
    return [*said, asked, by_keys | last, *end]


def _keys(reply: Reply, action: str, seconds: float) -> Verb:
    """A gather for keys, which cut off its prompt; `seconds` of silence end it."""
    count = spoken.keys_at_once(reply)
    how: Verb = {
        "verb": "gather",
        "actionHook": action,
        "input": ["digits"],
        "numDigits": count,
        "minDigits": 1,
        "dtmfBargein": True,
        "timeout": seconds,
    }
    return how | {"interDigitTimeout": spoken.patience(reply)} if count > 1 else how


def _hearing(runtime: Runtime, reply: Reply, expected: Sequence[str]) -> Verb:
    """What makes a gather for keys one for speech as well.

    The recogniser is the application's. Coarse words are not masked: people say them of where they
    feel nothing any more.
    """
    free = spoken.may_be_interrupted(reply)
    return {
        "input": ["digits", "speech"],
        "bargein": free,
        "listenDuringPrompt": free,
        "recognizer": {
            "vendor": "default",
            "language": runtime.settings.jambonz_speech_language,
            "hints": list(expected[:MOST_HINTS]),
            "profanityFilter": False,
            "profanityOption": "raw",
            "fastRecognitionTimeout": UNFINISHED,
        },
    }


def _prompts(runtime: Runtime, heard: list[Sound], at: Addresses, *, grave: bool) -> list[Verb]:
    """What is heard, one prompt after another: one of a gather is said, or it is played.

    So a reply of which one line has no clip is said from beginning to end.
    """
    texts = [sound.text for sound in heard if not (grave and sound.file)]
    files = [sound.file for sound in heard if sound.file]
    said = [{"say": _say(runtime, texts)}]
    played = [{"play": {"url": f"{at.audio}/{'/'.join(files)}"}}] if files else []
    if grave:
        return said + played
    return said if len(files) < len(heard) else played


def _say(runtime: Runtime, texts: list[str]) -> Verb:
    vendor, _, voice = runtime.settings.jambonz_voice.partition("/")
    how = {"vendor": vendor or "default", "language": spoken.LANGUAGE}
    return {
        "text": " ".join(map(_no_address, texts)),
        "synthesizer": how | {"voice": voice} if voice else how,
    }


def _no_address(text: str) -> str:
    """Older feature servers take `Eén woord: en meer` for an address, and fetch it."""
    return _SCHEME.sub(r"\1,", text, count=1) if _SCHEME.match(text) else text


def _aloud(prompt: Verb) -> Verb:
    """A prompt that is heard to its end; when it fails, the next verb is carried out."""
    return {
        "verb": "gather",
        "input": ["digits"],
        "minDigits": 1,
        "dtmfBargein": False,
        "timeout": AT_ONCE,
    } | prompt


def _dial(runtime: Runtime, at: Addresses) -> Verb:
    number = person_number(runtime.leaflet)
    target = [{"type": "phone", "number": number}]
    return {"verb": "dial", "actionHook": at.action, "target": target, "timeout": spoken.RINGING}


def nothing(posted: Posted) -> Verbs:
    """No turn: jambonz goes on with what it has, or nobody is on the line any more."""
    return [{"verb": "hangup"}] if posted.over else []


def sorry(runtime: Runtime, at: Addresses) -> Verbs:
    """What is said when something goes wrong here, and goodbye."""
    prompts = _prompts(runtime, spoken.apology(runtime), at, grave=True)
    return [*map(_aloud, prompts), {"verb": "hangup"}]
