"""From what is on disk to what is heard: compile, learn where it is needed, clips, and go on.

One build at a time, in a thread of its own. Whatever ends it, a kill included, leaves whole files:
leaflet and model are written together, and every clip by itself.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

from skill.atomic_write import write_together
from skill.channels import Runtime
from skill.editorial import Content, checked_content, freshness, read_content, read_words
from skill.errors import ContentError, EngineError, Finding, RugwijzerError, raise_all
from skill.leaflet import LEAFLET_FILE, dump_leaflet, script
from skill.manifest import Manifest, read_manifest
from skill.server.editing.change import WRITING, shown
from skill.server.making import MAKING
from skill.server.refusals import place
from skill.settings import Settings
from skill.studio import Engine, build, chosen, engine, engine_name, status
from skill.training import dump_model, fingerprint, learn, model_findings, read_questions
from skill.understanding import MODEL_FILE

log = logging.getLogger(__name__)

STEPS = {
    "compile": "De folder opbouwen",
    "learn": "De vragen leren (soms enkele minuten)",
    "clips": "Nieuwe clips maken",
    "renew": "De server neemt het over",
}
"""The steps in order, as the page names them."""

Renew = Callable[[], None]
"""Makes the running server use what is compiled; raises ContentError when it cannot."""


class Build:
    """The build of one server; `state()` may be asked at any moment, from any thread."""

    def __init__(self, settings: Settings, renew: Renew | None = None) -> None:
        self.settings = settings
        self.renew = renew
        self._lock = threading.Lock()
        self._state: dict[str, Any] = _fresh("idle")
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins a build; nothing when one is running."""
        with self._lock:
            if self._state["state"] == "running":
                return
            self._state = _fresh("running")
            # A daemon: nobody who stops the server waits until everything is learnt.
            self._thread = threading.Thread(target=self.run, name="build", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Waits for the build that is running, if any."""
        if self._thread is not None:
            self._thread.join()

    def state(self) -> dict[str, Any]:
        """How it stands, as JSON values (docs/http.md)."""
        with self._lock:
            return {**self._state, "steps": [dict(step) for step in self._state["steps"]]}

    def run(self) -> None:
        """One build, in this thread."""
        try:
            content = self._compile()
            self._clips(content)
            self._take_over()
        except ContentError as error:
            self._failed("Het opbouwen is gestopt; er klinkt nog wat er klonk.", error.findings)
        except ModuleNotFoundError as error:
            self._failed(f"Hier ontbreekt een programma: {error.name}. Vraag een ontwikkelaar.")
        except RugwijzerError as error:
            self._failed(f"Dit lukte niet: {error}")
        except Exception as error:  # else the page would wait for ever
            log.error("%s at %s", type(error).__name__, place(error))
            self._failed("Er ging iets mis in het programma. Probeer het nog eens.")
        else:
            with self._lock:
                self._state |= {"state": "done"}

    def _compile(self) -> Content:
        """Writes the leaflet, and with it the model where that is of other questions."""
        folder = self.settings.content_dir
        with self._step("compile"):
            with WRITING:
                content = checked_content(folder)
                leaflet = content.leaflet
                words, wrong = read_words(
                    folder,
                    alarms=leaflet.alarms,
                    subjects=leaflet.subjects,
                    passages=leaflet.passages,
                )
                questions, more = read_questions(folder)
            raise_all(wrong, more)
        files = {LEAFLET_FILE.as_posix(): dump_leaflet(leaflet).encode()}
        with self._step("learn") as step:
            if any(model_findings(folder, fingerprint(questions, words, leaflet))):
                model = dump_model(learn(questions, words, leaflet))
                files[MODEL_FILE.as_posix()] = model.encode()
            else:
                step.skipped("De vragen zijn niet veranderd.")
            write_together(folder, files)
        self._set(content=leaflet.fingerprint)
        return content

    def _clips(self, content: Content) -> None:
        """Makes the clips that are missing or stale, if the voice of the others is here."""
        folder = self.settings.audio_dir
        with self._step("clips") as step, MAKING:
            manifest = read_manifest(folder)
            lines = list(script(content.leaflet).values())
            stale = {
                (one.line_id, one.slow)
                for one in status(lines, content.lexicon, folder)
                if one.line_id and one.state not in ("fresh", "orphan")
            }
            if not manifest.clips:
                step.skipped("Er zijn geen clips; elke regel klinkt met de stem van het apparaat.")
                return
            if not stale:
                step.skipped("Alle clips zijn vers.")
                return
            silent = sorted({name for name, _ in stale})
            self._set(of=len(stale), silent=silent)
            try:
                voice = _voice(manifest, self.settings)
            except EngineError:
                step.skipped(
                    f"De stem van de clips ({manifest.engine}) is hier niet geïnstalleerd. Deze "
                    "regels klinken met de stem van het apparaat, tot iemand hun clips maakt."
                )
                return
            build(
                lines,
                content.lexicon,
                folder,
                engine=voice,
                jobs=1,
                progress=lambda _: self._one_more(),
            )
            self._set(silent=[])

    def _take_over(self) -> None:
        with self._step("renew") as step:
            if self.renew is None:
                step.skipped("Start de server opnieuw om het te horen.")
            else:
                self.renew()

    def _one_more(self) -> None:
        with self._lock:
            self._state["made"] = min(self._state["made"] + 1, self._state["of"])

    def _set(self, **values: object) -> None:
        with self._lock:
            self._state |= values

    def _step(self, name: str) -> _Step:
        return _Step(self._lock, next(one for one in self._state["steps"] if one["name"] == name))

    def _failed(self, message: str, findings: Iterable[Finding] = ()) -> None:
        with self._lock:
            told = [shown(one) for one in findings]
            self._state |= {"state": "failed", "message": message, "findings": told}


class _Step:
    """A step that is running inside the block, and afterwards done, skipped or failed."""

    def __init__(self, lock: threading.Lock, step: dict[str, Any]) -> None:
        self.lock, self.step = lock, step

    def __enter__(self) -> _Step:
        self._is("running")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._is("failed")
        elif self.step["state"] == "running":
            self._is("done")

    def skipped(self, why: str) -> None:
        """There is nothing to do, or it cannot be done here; `why` is shown."""
        self._is("skipped", why)

    def _is(self, state: str, told: str = "") -> None:
        with self.lock:
            self.step |= {"state": state, "told": told}


def _fresh(state: str) -> dict[str, Any]:
    steps = [
        {"name": name, "label": label, "state": "todo", "told": ""} for name, label in STEPS.items()
    ]
    return {
        "state": state,
        "steps": steps,
        "made": 0,
        "of": 0,
        "silent": [],
        "message": "",
        "findings": [],
        "content": "",
    }


def _voice(manifest: Manifest, settings: Settings) -> Engine:
    """The engine that made the clips; EngineError where it is not here.

    Another voice would speak a few lines among all others: no voice is better (the device's own).
    """
    name, voice = chosen(None, None, settings)
    if engine_name(name, voice) != manifest.engine:
        raise EngineError(f"the clips have another voice: {manifest.engine}")
    return engine(name, voice)


def waits(runtime: Runtime) -> bool:
    """Whether the files hold something that is not heard yet: a text, or a clip."""
    folder, audio = runtime.settings.content_dir, runtime.settings.audio_dir
    content, findings = read_content(folder)
    if findings or freshness(folder, content.leaflet):
        return True
    with contextlib.suppress(ContentError):
        return read_manifest(audio) != runtime.manifest
    return False
