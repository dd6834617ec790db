"""The picture of a shipped clip for the README.

    python -m bench.waveform goed-tillen docs/pictures/goed-tillen.svg

Draws how loud the clip of a line is from moment to moment; the file it is made of stands in the
picture.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import miniaudio
import numpy as np

from skill.atomic_write import write_whole
from skill.manifest import read_manifest

ROOT = Path(__file__).resolve().parents[1]
BARS = 160
WIDTH, HEIGHT = 960, 120


def loudness(path: Path) -> list[float]:
    """How loud each of BARS parts of a clip is, from 0 to 1."""
    sound = miniaudio.decode_file(str(path), nchannels=1)
    samples = np.abs(np.asarray(sound.samples, dtype=np.float64))
    parts = [float(np.sqrt(np.mean(part**2))) for part in np.array_split(samples, BARS)]
    return [part / max(parts) for part in parts]


def picture(name: str, seconds: float, bars: list[float]) -> str:
    """The SVG; it can be read on light and dark pages."""
    step = WIDTH / BARS
    drawn = []
    for at, bar in enumerate(bars):
        high = max(2.0, bar * HEIGHT)
        drawn.append(f"M{at * step + step / 2:.0f} {(HEIGHT - high) / 2:.0f}v{high:.0f}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">\n'
        f"<title>{name}, {seconds:.1f} s</title>\n"
        f'<path d="{"".join(drawn)}" stroke="#2a8c84" stroke-width="3" stroke-linecap="round"/>\n'
        "</svg>\n"
    )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("line", help="id of a line of the script")
    arguments.add_argument("out", type=Path, help="the SVG")
    options = arguments.parse_args()
    clip = read_manifest(ROOT / "audio").clips[options.line].normal
    bars = loudness(ROOT / "audio" / clip.file)
    write_whole(options.out, picture(clip.file, clip.seconds, bars).encode())
