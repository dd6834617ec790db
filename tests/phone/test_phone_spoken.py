"""Real calls that are spoken to: a program that understands tones stands beside the exchange.

A caller sends tones as sound over RTP; each means a sentence (tones.py). What is heard are the
lines of the dialogue, byte for byte; and whatever happens to that program, the keys are there. Of
every sound the first 1.2 s are played, by the exchange and by the program alike.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from call_runner import make_calls, read_session
from call_script import Script, Session, Step
from rtp_stream import FRAME
from tones import SAYINGS

from skill.channels import open_runtime
from skill.dialogue import Event, Reply, State
from skill.exports.asterisk import ASTERISK
from skill.leaflet import as_trial
from skill.settings import read_settings
from skill.studio.line_sound import line_sound
from tests import shipped
from tests.conftest import Once

SPOKEN, NOBODY = "200", "201"
"""Numbers: with the program that listens, and with nobody there."""
PIECES = 60
"""Of 20 ms, of every sound."""
ANSWERS = (*SAYINGS[:5], "stop")
"""A question, its offer, slower, a sign, again, goodbye."""


def replies(*texts: str) -> list[Reply]:
    """The welcome, and what the dialogue says to each text."""
    runtime = open_runtime(read_settings())
    state, reply = runtime.respond(State(), Event("launch", medium="phone", hears=True))
    found = [reply]
    for text in texts:
        event = Event("text", text=text, medium="phone", hears=True)
        state, reply = runtime.respond(state, event)
        found.append(reply)
    return found


def sounds(reply: Reply) -> list[str]:
    return [f"{'slow' if reply.slow else 'normal'}/{line}" for line in reply.say]


WELCOME = sounds(replies()[0])
BY_KEYS = [sound for sound in WELCOME if not sound.endswith("may-speak")]
"""The same from the dialplan."""
HELP = "normal/prompt_help-alarm"
TALK = replies(*ANSWERS)
CONFUSED = replies("bla blie blo")
NEEDED = {line for reply in (*TALK, *CONFUSED) for line in reply.say} | {"prompt_help-alarm"}
TO_THE_END: Step = ("ends", WELCOME[-1])


def conversation() -> Script:
    steps: list[Step] = []
    for reply, text in zip(TALK, ANSWERS, strict=False):
        steps += [("ends", sounds(reply)[-1]), ("says", text)]
    return Script("six turns", (*steps, ("is hung up on", "")), number=SPOKEN)


SCRIPTS = [
    conversation(),
    Script(
        "keys in the sound",
        (("starts", WELCOME[1]), ("presses", "0"), ("ends", HELP), ("hangs up", "")),
        number=SPOKEN,
    ),
    Script(
        "keys as INFO",
        (("starts", WELCOME[1]), ("presses", "0"), ("ends", HELP), ("hangs up", "")),
        number=SPOKEN,
        info=True,
    ),
    Script(
        "not understood",
        (
            TO_THE_END,
            ("says", "bla blie blo"),
            ("ends", sounds(CONFUSED[1])[-1]),
            ("says", "bla blie blo"),
            ("ends", BY_KEYS[-1]),
            ("presses", "0"),
            ("starts", HELP),
            ("hangs up", ""),
        ),
        number=SPOKEN,
    ),
    Script("nobody there", (("ends", BY_KEYS[-1]), ("hangs up", "")), number=NOBODY),
    Script("hangs up", (("starts", WELCOME[0]), ("hangs up", "")), number=SPOKEN),
]
DIES = Script(
    "killed",
    (("starts", WELCOME[2]), ("signals", "SIGKILL"), ("ends", BY_KEYS[-1]), ("hangs up", "")),
    number=SPOKEN,
)
STOPS = Script(
    "stopped",
    (("starts", WELCOME[2]), ("signals", "SIGTERM"), ("ends", BY_KEYS[-1]), ("hangs up", "")),
    number=SPOKEN,
)


@pytest.fixture(scope="session")
def spoken_line(exported: Path, once: Once) -> Path:
    """The line with its second way in, and the lines that only speech leads to."""

    def make(folder: Path) -> None:
        leaflet = as_trial(shipped.content().leaflet)
        line = ASTERISK.line(leaflet, ("alaw",), concept=True, speech=True)
        (folder / "extensions.conf").write_bytes(line.files({})["extensions.conf"])
        played = folder / "sounds/nl/rugwijzer"
        for path in (exported / "sounds/nl/rugwijzer").rglob("*.alaw"):
            to = played / path.parent.name / path.name
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(path.read_bytes()[: PIECES * FRAME])
        runtime = open_runtime(read_settings())
        for name in NEEDED:
            for tempo in ("normal", "slow"):
                to = played / tempo / f"{name}.alaw"
                clip = runtime.clip(name, slow=tempo == "slow")
                if clip and not to.exists():
                    sound = (runtime.settings.audio_dir / clip.file).read_bytes()
                    to.write_bytes(line_sound(sound, "alaw")[: PIECES * FRAME])

    return once("spoken-line", make)


@pytest.fixture(scope="session")
def spoken(prefix: Path, spoken_line: Path, once: Once) -> Callable[[str, list[Script]], Session]:
    """`spoken(name, scripts)`: makes the calls on one exchange with its own program beside it.

    A machine that is busy sends sound late, and late tones are others: such a call says that it had
    trouble, and all are made again, at most twice. What is heard is never a reason.
    """

    def calls(name: str, scripts: list[Script]) -> Session:
        def make(folder: Path) -> None:
            make_calls(prefix, spoken_line, scripts, folder, listens=True)

        for attempt in range(3):
            session = read_session(once(f"{name}-{attempt}", make))
            if not any(outcome.trouble for outcome in session.outcomes.values()):
                break
        return session

    return calls


@pytest.fixture(scope="session")
def session(spoken: Callable[[str, list[Script]], Session]) -> Session:
    return spoken("spoken", SCRIPTS)


def named(session: Session, name: str, sounds: list[str]) -> list[str]:
    """Sounds by the names under which this call would have heard them."""
    same = session.outcomes[name].same
    return [same.get(sound, sound) for sound in sounds]


def test_a_spoken_conversation_of_six_turns_ends_by_hanging_up(session: Session) -> None:
    outcome = session.outcomes["six turns"]
    said = [sound for reply in TALK for sound in sounds(reply)]
    assert outcome.trouble == ""
    assert outcome.clips() == named(session, "six turns", said)
    assert outcome.whole() == outcome.clips()
    assert outcome.ended_by == "them"


@pytest.mark.parametrize("name", ["keys in the sound", "keys as INFO"])
def test_a_key_reaches_the_program(session: Session, name: str) -> None:
    outcome = session.outcomes[name]
    assert outcome.trouble == ""
    assert HELP in outcome.whole()
    assert WELCOME[-1] not in outcome.clips()


def test_who_is_not_understood_twice_has_the_keys(session: Session) -> None:
    outcome = session.outcomes["not understood"]
    said = [*WELCOME, *sounds(CONFUSED[1]), *BY_KEYS, HELP]
    assert outcome.trouble == ""
    assert outcome.clips() == named(session, "not understood", said)


def test_without_the_program_the_line_is_one_by_keys(session: Session) -> None:
    outcome = session.outcomes["nobody there"]
    assert outcome.trouble == ""
    assert outcome.clips() == named(session, "nobody there", BY_KEYS)


def test_no_call_is_left_when_all_have_gone(session: Session) -> None:
    assert session.left == 0


@pytest.fixture(scope="module")
def dying(spoken: Callable[[str, list[Script]], Session]) -> dict[str, Session]:
    """Two exchanges at once, each with a program of its own that does not live to the end."""
    names = [script.name for script in (DIES, STOPS)]
    with ThreadPoolExecutor() as pool:
        made = pool.map(lambda one: spoken(f"spoken-{one.name}", [one]), (DIES, STOPS))
        return dict(zip(names, made, strict=True))


@pytest.mark.parametrize("script", [DIES, STOPS], ids=lambda script: script.name)
def test_a_program_that_dies_in_a_call_leaves_it_to_the_keys(
    dying: dict[str, Session], script: Script
) -> None:
    session = dying[script.name]
    outcome = session.outcomes[script.name]
    assert outcome.trouble == ""
    begun = outcome.clips().index(named(session, script.name, [WELCOME[2]])[0])
    after = outcome.clips()[begun + 1 :]
    assert after[-len(BY_KEYS) :] == named(session, script.name, BY_KEYS)
    assert outcome.ended_by == "us"
