"""Real calls to a real Asterisk: how long callers wait, and how many it carries at once.

    python bench/calls.py [--line FOLDER]
    python bench/calls.py --at-once 100 [--line FOLDER]

Needs what tests/phone needs (tests/phone/install_asterisk.sh) and calls over SIP and RTP in a
network namespace with nothing but loopback. `--line` is a folder of `phone export asterisk
--concept`; without it one is made of the shipped content, which takes a minute.

The first prints for each passage the seconds from the answer to the first byte of its title, for a
caller who hears each menu up to the choice, beside what `phone map` computes; then the same in
short for callers who hear all, who know the keys and who have the code. Where a choice has been
said is found in the sound; half a second later its key is let go. The second lets so many callers
listen at the same time, and compares every byte.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import fmean, median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "phone")]

from call_rehearsal import Rehearsal  # noqa: E402
from call_runner import asterisk, make_calls  # noqa: E402
from call_script import Session  # noqa: E402
from call_session import AT_ONCE  # noqa: E402
from choice_ends import first_sound  # noqa: E402
from timed_calls import BY_CODE, KNOWN, PIECE, TO_THE_CHOICE, TO_THE_END, Clock, late, title_of  # noqa: E402

from skill.cli.progress import working  # noqa: E402
from skill.editorial import read_content  # noqa: E402
from skill.exports.asterisk import ASTERISK  # noqa: E402
from skill.exports.card.keymap import SOON, Way, ways  # noqa: E402
from skill.leaflet import Leaflet, as_trial, menu  # noqa: E402
from skill.manifest import read_manifest  # noqa: E402

FEW = 40
"""Calls at once where the clock counts."""
LISTENS = 600
"""Pieces of 20 ms that each of many callers hears of a passage (12 s): so all are up together."""
HOWS: dict[str, Callable[[Way], float]] = {
    TO_THE_CHOICE: lambda way: way.seconds,
    TO_THE_END: lambda way: way.patient,
    KNOWN: lambda way: way.known,
    BY_CODE: lambda way: way.by_code,
}
"""How a caller goes, and which figure of `phone map` is about that."""

Say = Callable[[str], None]


def export(folder: Path, say: Say) -> Path:
    """The shipped content as a line for an exchange."""
    say("0/1 making the line (about a minute)")
    line = folder / "line"
    command = [sys.executable, "-m", "skill", "phone", "export", "asterisk", "--concept"]
    done = subprocess.run(
        [*command, "--out", str(line)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return line


def complaints(session: Session) -> list[str]:
    """What went wrong in any call, and on the exchange."""
    found = list(session.complaints)
    for name, one in session.outcomes.items():
        if one.trouble or one.unknown or one.lost:
            what = f"{one.unknown} pieces in no file, {one.lost} packets lost {one.trouble}"
            found.append(f"{name}: {what}")
    return found


def waits(leaflet: Leaflet, prefix: Path, line: Path, folder: Path, say: Say) -> list[str]:
    """The table of how long callers wait."""
    clock = Clock(leaflet, line)
    computed = {way.passage: way for way in ways(leaflet, read_manifest(ROOT / "audio"))}
    scripts = [clock.call(how, passage) for how in HOWS for passage in computed]
    session = make_calls(
        prefix, line, scripts, folder, at_once=FEW, progress=lambda row: say(f"{row} calls")
    )
    real = {
        how: {
            passage: session.outcomes[f"{how}: {passage}"].begin(title_of(passage))[0]
            for passage in computed
        }
        for how in HOWS
    }
    rows = [f"{'':30} keys  real   map  real-map"]
    for passage, way in computed.items():
        seconds = real[TO_THE_CHOICE][passage]
        name = leaflet.passages[passage].spoken_title
        off = seconds - way.seconds
        rows.append(f"{name:30} {way.keys:>4} {seconds:5.1f} {way.seconds:5.1f}     {off:+5.2f}")
    rows += ["", f"{'':14}        mean  worst  within {SOON:.0f} s   phone map: mean  worst"]
    for how, figure in HOWS.items():
        found = list(real[how].values())
        soon = f"{sum(one <= SOON for one in found)} of {len(found)}"
        map_ = [figure(way) for way in computed.values()]
        told = f"{fmean(found):5.2f}  {max(found):5.2f}  {soon:>11}"
        rows.append(f"{how:14}       {told}              {fmean(map_):5.2f}  {max(map_):5.2f}")
    sounds = line / "sounds/nl/rugwijzer"
    leads = [first_sound((sounds / f"{title_of(one)}.alaw").read_bytes()) for one in computed]
    quiet = PIECE * fmean(leads)
    rows.append(f"A title begins with {quiet:.2f} s of silence (mean), which is not counted.")
    behind = [
        PIECE * pieces
        for script in scripts
        for pieces in late(script, session.outcomes[script.name])
    ]
    rows.append(
        f"Keys came {fmean(behind):.2f} s (mean) to {max(behind):.2f} s later than the half second:"
        " more than 0.05 s says that the machine was too busy to measure on."
    )
    return [*rows, *complaints(session)]


def load(leaflet: Leaflet, prefix: Path, line: Path, folder: Path, say: Say, count: int) -> str:
    """What comes of so many calls at the same time, in one row."""
    paths = list(menu.key_paths(leaflet).items())
    calls = []
    for number in range(count):
        passage, keys = paths[number % len(paths)]
        call = Rehearsal(f"{number} {passage}", leaflet)
        for key in keys:
            call.press(key)
        call.listen_into(passage, LISTENS)
        call.hang_up()
        calls.append(call)
    scripts = [call.script for call in calls]
    session = make_calls(prefix, line, scripts, folder, progress=lambda row: say(f"{row} calls"))
    wrong = {call.name: call.problems(session.outcomes[call.name]) for call in calls}
    outcomes = list(session.outcomes.values())
    edges = sorted(edge for one in outcomes for edge in ((one.up[0], 1), (one.up[1], -1)))
    most = up = 0
    for _, step in edges:
        up += step
        most = max(most, up)
    setups = [1000 * one.setup_seconds for one in outcomes]
    told = [
        f"{count} calls, {most} of them at the same time",
        f"as the dialogue says, byte for byte: {sum(not one for one in wrong.values())}",
        f"packets lost: {sum(one.lost for one in outcomes)}",
        f"set-up: median {median(setups):.0f} ms, slowest {max(setups):.0f} ms",
        f"longest time between two packets: {1000 * max(one.worst_gap for one in outcomes):.0f} ms",
        f"Asterisk: {session.load['exchange_share']:.0%} of a core, "
        f"{session.load['exchange_megabytes']:.0f} MB; the callers: "
        f"{session.load['caller_share']:.0%}",
        f"errors and warnings in its log: {len(session.complaints)}; calls left: {session.left}",
        *(f"{name}: {'; '.join(found)}" for name, found in wrong.items() if found),
    ]
    return "\n".join(told)


def main() -> None:
    """Reads the options, makes the calls, prints."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--line", type=Path, help="a folder of `phone export asterisk --concept`")
    parser.add_argument(
        "--at-once", type=int, metavar="N", help=f"N calls together ({AT_ONCE} most)"
    )
    options = parser.parse_args()
    if options.at_once is not None and not 0 < options.at_once <= AT_ONCE:
        parser.error(f"--at-once takes 1 to {AT_ONCE}")
    if options.line and not (options.line / ASTERISK.files[0]).is_file():
        parser.error(f"--line {options.line} is no folder of `phone export asterisk`")
    prefix, reason = asterisk()
    if reason:
        parser.exit(1, f"{reason}\n")
    content, findings = read_content(ROOT / "content")
    if findings:
        parser.exit(1, "\n".join(map(str, findings)) + "\n")
    leaflet = as_trial(content.leaflet)
    with tempfile.TemporaryDirectory(prefix="calls-") as name:
        folder = Path(name)
        with working("calls", counted=True) as say:
            line = options.line or export(folder, say)
            try:
                if options.at_once:
                    told = load(leaflet, prefix, line, folder, say, options.at_once)
                else:
                    told = "\n".join(waits(leaflet, prefix, line, folder, say))
            except (KeyError, RuntimeError) as error:
                # A call that failed, or all of them: the message says which and how.
                parser.exit(1, f"{error.args[0]}\n")
    print(told)


if __name__ == "__main__":
    main()
