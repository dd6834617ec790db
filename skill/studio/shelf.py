"""An audio folder as it stands at one moment: which clip a line has, and putting another there.

Read anew for every clip that is kept, so that what another command wrote meanwhile is not undone.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from skill.atomic_write import write_together
from skill.manifest import MANIFEST_NAME, Clip, Manifest
from skill.studio import manifest_writer
from skill.studio.audition import Take, Trial
from skill.studio.plan import ClipPlan, rendered
from skill.studio.read_back import (
    MISHEARD_FILE,
    misheard,
    moved_row,
    read_accepted,
    read_heard,
)
from skill.studio.renditions import CHOICES_FILE, NONE, Choice, find, read_choices, written
from skill.studio.speech_engine import kind_of


class Shelf:
    """The clips of `folder`, and all that is known of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest, self.recordings = manifest_writer.read(folder)
        self.heard = read_heard(folder)
        self.accepted = read_accepted(folder)
        self.choices = read_choices(folder)

    @property
    def engine(self) -> str:
        """Full name of the voice; empty in a folder without clips."""
        return self.manifest.engine

    def clip(self, plain: ClipPlan, text: str) -> tuple[Clip | None, str]:
        """The clip that says `text`, and the name of the rendition that it has.

        None for a clip that must be built first. One that is still as it was before a rendition was
        chosen counts as having none: a run was stopped between the two, or a person wrote the row.
        """
        found = self.manifest.clip(plain.line_id, text, slow=plain.slow)
        if found is None or not (self.folder / found.file).is_file():
            return None, NONE
        if found.file == plain.file:
            return found, NONE
        choice = self.choices.get(plain.file)
        rendition = find(kind_of(self.engine), choice.rendition) if choice else None
        if rendition and found.file == rendered(plain, rendition).file:
            return found, rendition.name
        return None, NONE

    def tried(self, plain: ClipPlan, rendition: str, tried_with: str) -> bool:
        """Whether this clip is what came of trying the same."""
        return self.choices.get(plain.file) == Choice(rendition, tried_with)

    def keep(self, trial: Trial, take: Take | None, tried_with: str) -> bool:
        """Writes down what came of a trial: the take in the place of the clip that was there, or
        that none was better. Whole or not at all; the file that it replaces goes last.

        False, and nothing is written, when the clip is no longer the one that was tried.
        """
        plain = trial.plain
        before, _ = self.clip(plain, trial.text)
        if before is None or before.sha256 != trial.clip.sha256:
            return False
        name = take.rendition if take else trial.rendition
        choices = written({**self.choices, plain.file: Choice(name, tried_with)})
        if take is None:
            write_together(self.folder, {CHOICES_FILE: choices})
            return True
        entry = self.manifest.clips[plain.line_id]
        entry = replace(entry, slow=take.clip) if plain.slow else replace(entry, normal=take.clip)
        manifest = Manifest(self.engine, {**self.manifest.clips, plain.line_id: entry})
        heard = {**self.heard, take.clip.sha256: take.heard}
        files = {take.clip.file: take.data, CHOICES_FILE: choices}
        still = any(one.file == take.clip.file for one in misheard(manifest, heard, {}))
        rows = moved_row(self.folder, before.file, take.clip.file if still else "")
        if rows is not None:
            files[MISHEARD_FILE] = rows
        # The manifest last: until it is there, the clip is the one that was tried.
        files[MANIFEST_NAME] = manifest_writer.written(manifest, self.recordings, heard)
        write_together(self.folder, files)
        if before.file != take.clip.file:
            (self.folder / before.file).unlink(missing_ok=True)
        return True
