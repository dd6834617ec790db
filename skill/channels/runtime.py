"""What every channel needs at hand: the leaflet, its lines, an ear and the clips. Loaded once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from skill.dialogue import Event, Reply, State, respond
from skill.leaflet import Leaflet, Line, read_leaflet, script
from skill.manifest import Clip, Manifest, read_manifest
from skill.settings import Settings
from skill.understanding import Hear, read_ear


def _always(_: Clip) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Runtime:
    """Everything that run time works with. Between turns only the clips' files may change, at which
    `plays` looks."""

    leaflet: Leaflet = field(repr=False)
    lines: Mapping[str, Line] = field(repr=False)
    """The script by line id."""
    hear: Hear = field(repr=False)
    manifest: Manifest = field(repr=False)
    settings: Settings = field(repr=False)
    plays: Callable[[Clip], bool] = field(default=_always, repr=False)
    """Whether a clip can be played now. Clips that stand elsewhere (AUDIO_BASE_URL) cannot be seen:
    they count as whole."""

    def respond(self, state: State, event: Event) -> tuple[State, Reply]:
        """One turn of the conversation."""
        return respond(self.leaflet, self.hear, state, event)

    def clip(self, line_id: str, *, slow: bool = False) -> Clip | None:
        """The clip that speaks a line as it reads now, and can be played; or None."""
        clip = self.manifest.clip(line_id, self.lines[line_id].text, slow=slow)
        return clip if clip is not None and self.plays(clip) else None


def open_runtime(settings: Settings, ear: Callable[[Path, Leaflet], Hear] = read_ear) -> Runtime:
    """Reads the compiled content and the manifest that `settings` point at.

    `ear` makes an ear of the content folder for its leaflet: now, or when it is needed
    (`checked_ear`).

    Raises ContentError, saying what to run, when a compiled file is missing or damaged, or when the
    model is another leaflet's.
    """
    leaflet = read_leaflet(settings.content_dir)
    return Runtime(
        leaflet,
        script(leaflet),
        ear(settings.content_dir, leaflet),
        read_manifest(settings.audio_dir),
        settings,
    )
