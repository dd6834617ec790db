"""What can be changed of each text that is shown: its fields, and where they stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from skill.editorial.editing.field import BODY, Place
from skill.editorial.prompts_file import DEVICE_STATUSES, STATUSES
from skill.labels import LEVELS
from skill.leaflet import Leaflet, bare


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an item, as an editor sees it."""

    name: str
    """As in the file; `body` is the text below the fields."""
    label: str
    """Dutch, for a form."""
    hint: str = ""
    several: bool = False
    """Whether it has several lines."""
    choices: tuple[str, ...] = ()
    """The only values that it can have; empty: any text."""
    required: bool = True
    line: str = ""
    """Id of the line of the script that it is, with `{}` for the item's name; empty where it is
    no line by itself."""


_STATUS = Field(
    "status",
    "Status",
    "een opmerking: verandert niets aan wat klinkt. Goedkeuren doet u met de vinkjes",
    choices=DEVICE_STATUSES,
)
LEVEL_HINT = "112 of 113: bel dat nummer; nu: bel meteen de huisarts; vandaag; afspraak"
_SOURCE = Field("source", "Bron")
_PHONE = "wat de telefoon zegt, als dat anders is"

FIELDS: dict[str, tuple[Field, ...]] = {
    "passages": (
        Field(
            "body",
            "Tekst",
            "één zin per regel, met aan het eind wat hij zegt: [S25] of [eigen]",
            several=True,
            line="{}",
        ),
        Field("title", "Titel", "kop op een scherm"),
        Field("spoken_title", "Gesproken titel", "hoogstens vier woorden", line="title_{}"),
        Field("about", "Aanbod", "past in “Wilt u ook iets horen over …?”", line="offer_{}"),
        Field(
            "status",
            "Status",
            "ingetrokken: klinkt niet meer. Goedkeuren doet u met de vinkjes, niet hier",
            choices=STATUSES,
        ),
    ),
    "alarms": (
        Field("say", "Eigen zin", "leeg: de zin van het niveau", required=False, line="alarm_{}"),
        Field("say_phone", "Eigen zin, telefoon", _PHONE, required=False, line="alarm_{}-phone"),
        Field("also", "Zin erachteraan", required=False, line="alarm_{}-also"),
        Field("check", "Navraag", "eindigt met een vraagteken", required=False, line="check_{}"),
        Field("level", "Niveau", LEVEL_HINT, choices=LEVELS),
        Field("label", "Omschrijving"),
        _SOURCE,
        Field("evidence", "Hoe goed het bewijs is"),
        Field("body", "Uitleg voor de redactie", "klinkt niet", several=True, required=False),
        _STATUS,
    ),
    "openings": (
        Field("body", "Antwoord", several=True, line="opening_{}"),
        Field("phone", "Aan de telefoon", _PHONE, required=False, line="opening_{}-phone"),
        Field("screen", "Op een scherm", required=False, line="opening_{}-screen"),
        Field("title", "Omschrijving"),
        Field("source", "Bron", required=False),
        _STATUS,
    ),
    "subjects": (
        Field("body", "Antwoord", "stelt geen vraag", several=True, line="subject_{}"),
        Field("title", "Titel", "kop op een scherm"),
        Field("about", "Hoe het heet in een zin"),
        Field("ask", "Wie u het vraagt"),
        _SOURCE,
        _STATUS,
    ),
    "prompt": (
        Field("text", "Zin", line="{}"),
        Field("phone", "Aan de telefoon", _PHONE, required=False, line="{}-phone"),
        Field("source", "Bron", required=False),
        _STATUS,
    ),
}
"""Folder, or `prompt` for a sentence of prompts.yaml -> its fields, those that are heard first."""

_USUAL = {
    "passages": (),
    "alarms": "group label level say say_phone also source evidence status check never".split(),
    "openings": "kind title phone screen closing choices signs source status".split(),
    "subjects": "title about ask offer never source status".split(),
    "prompt": "text phone signs status source".split(),
}
"""The order in which fields stand in a file."""

PHONES = ("level", "standing")
"""Sections of prompts.yaml of which a sentence may sound otherwise on a telephone."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something with fields: a file of a folder, or a sentence of prompts.yaml."""

    kind: str
    """Key of FIELDS."""
    name: str
    """File name without its ending, or `section_name` of a prompt."""

    @property
    def id(self) -> str:
        """What `find_item` knows it by: `passages/goed-tillen`, `prompt/closing_veiligheid`."""
        return f"{self.kind}/{self.name}"

    def fields(self) -> tuple[Field, ...]:
        """Its fields."""
        section = self.name.partition("_")[0]
        return tuple(
            field
            for field in FIELDS[self.kind]
            if (self.kind, field.name) != ("prompt", "phone") or section in PHONES
        )

    def place(self, field: Field) -> Place:
        """Where one of its fields stands."""
        order = tuple(_USUAL[self.kind])
        if self.kind == "prompt":
            section, _, name = self.name.partition("_")
            return Place("prompts.yaml", (section, name, field.name), order)
        path = BODY if field.name == "body" else (field.name,)
        return Place(f"{self.kind}/{self.name}.md", path, order)

    def line(self, field: Field) -> str:
        """Id of the line of the script that a field is; empty where it is none by itself."""
        name = self.name
        if self.kind == "prompt" and name.startswith("level_"):
            name = name.replace("level_", "alarm_", 1)
        return field.line.format(name)


def find_item(leaflet: Leaflet, name: str) -> Item | None:
    """The item by its own id, or that to which a line or a decision belongs; None for anything
    else, and for menus, which are made of several."""
    kind, slash, own = name.partition("/")
    known: dict[str, Collection[str]] = {
        "passages": leaflet.passages,
        "alarms": leaflet.alarms,
        "openings": leaflet.openings,
        "subjects": leaflet.subjects,
        "prompt": leaflet.prompts,
    }
    if slash:
        return Item(kind, own) if own in known.get(kind, {}) else None
    if name in leaflet.passages:
        return Item("passages", name)
    kind, _, own = name.partition("_")
    own = bare(own)
    if kind == "signs":
        return find_item(leaflet, name.partition("_")[2])
    folder = _OWNER.get(kind, "")
    if own in known.get(folder, {}):
        return Item(folder, own)
    prompt = f"{'level' if kind == 'alarm' else kind}_{own}"
    return Item("prompt", prompt) if prompt in leaflet.prompts else None


_OWNER = {
    **dict.fromkeys(("title", "offer", "first", "second", "after"), "passages"),
    **dict.fromkeys(("alarm", "check", "level"), "alarms"),
    **dict.fromkeys(("opening", "choice"), "openings"),
    **dict.fromkeys(("subject", "near"), "subjects"),
}
"""Kind of a line or a decision -> the folder of what it belongs to."""
