"""Making clips of what was recorded, while the page looks on.

One build at a time, in a thread of its own. A recording needs no voice of an engine, so the engine
is loaded only when a line has none.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from threading import Lock, Thread
from typing import Any

from skill.errors import AudioError, BadRequest, EngineError, RugwijzerError
from skill.leaflet import script
from skill.server.making import MAKING
from skill.server.review.folder import Folder
from skill.settings import Settings
from skill.studio import Samples, build, chosen, engine, engine_name
from skill.studio.speech_engine import kind_of

MOST_LINES = 50
"""Lines of one build from the page; more is work for `audio build`."""


class Waiting:
    """The voice that the clips have, loaded when it first has to say something."""

    def __init__(self, settings: Settings) -> None:
        self._engine, self._voice = chosen(None, None, settings)
        self.name = engine_name(self._engine, self._voice)
        self.kind = kind_of(self.name)
        self._loaded: Any = None

    def __getattr__(self, name: str) -> Any:
        # Engines that can be paced have more than `speak`.
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._load(), name)

    def speak(self, sentence: str, *, slow: bool) -> Samples:
        found: Samples = self._load().speak(sentence, slow=slow)
        return found

    def _load(self) -> Any:
        if self._loaded is None:
            self._loaded = engine(self._engine, self._voice)
        return self._loaded


@dataclass(slots=True)
class Job:
    """How a build stands."""

    running: bool = False
    lines: tuple[str, ...] = ()
    done: list[str] = field(default_factory=list)
    """Files that are finished."""
    failed: str = ""
    """Why it stopped; empty while nothing went wrong."""


class Builder:
    """The builds of one server. A class because it remembers how the last one stands."""

    def __init__(self, folder: Folder, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        self._lock = Lock()
        self._job = Job()

    def start(self, body: object) -> dict[str, Any]:
        """Begins with `{"lines": [id, ...]}`.

        Raises BadRequest: `bad_request`, `no_line`, `busy` (409) while one is running, `no_studio`.
        """
        found = body.get("lines") if isinstance(body, dict) else None
        if (
            not isinstance(found, list)
            or not 1 <= len(found) <= MOST_LINES
            or not all(isinstance(one, str) for one in found)
        ):
            raise BadRequest("bad_request", f"`lines` must be a list of 1 to {MOST_LINES} ids")
        snapshot = self._folder.sound()
        lines = tuple(dict.fromkeys(found))
        if any(one not in snapshot.content_lines for one in lines):
            raise BadRequest("no_line", "there is no such line to record", 404)
        try:
            import skill.studio.worker  # noqa: F401  (loads numpy and the encoder)
        except ImportError as error:
            what = "measuring sound needs the workshop: pip install -r requirements-dev.txt"
            raise BadRequest("no_studio", what, 501) from error
        with self._lock:
            if self._job.running:
                raise BadRequest("busy", "clips are being made; wait until that is done", 409)
            self._job = Job(running=True, lines=lines)
        Thread(target=self._run, args=(self._job,), daemon=True).start()
        return self.state()

    def state(self) -> dict[str, Any]:
        """How the last build stands."""
        return asdict(self._job)

    def _run(self, job: Job) -> None:
        try:
            snapshot = self._folder.sound()
            with MAKING:
                build(
                    script(snapshot.content.leaflet).values(),
                    snapshot.content.lexicon,
                    self._folder.audio_dir,
                    engine=Waiting(self._settings),
                    only=job.lines,
                    progress=job.done.append,
                )
        except EngineError as error:
            job.failed = f"engine: {error}"
        except (AudioError, RugwijzerError) as error:
            job.failed = str(error)
        except Exception as error:
            job.failed = type(error).__name__
            raise
        finally:
            job.running = False
