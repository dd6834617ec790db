"""What a leaflet is, once it has been read and checked: plain frozen data, no behaviour.

Rule of this room: no files, no clock, no network; nothing here imports more than Python.
"""

from __future__ import annotations

from dataclasses import dataclass

from skill.labels import Level


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that can be heard: the unit that is voiced, hashed, signed off and played."""

    id: str
    """A passage's bare id, or `<kind>_<name>`: `title_goed-tillen`, `alarm_112`."""
    text: str
    """What a screen shows: normal Dutch spelling, one or more sentences."""
    kind: str
    """passage, title, offer, first, second, closing, prompt, alarm, check, standing, opening,
    choice, subject, menu, keys or digit."""
    status: str
    """concept, goedgekeurd, ingetrokken, or `wacht op klinische goedkeuring` (device speech)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One answer of the leaflet."""

    id: str
    title: str
    """Heading for a screen."""
    spoken_title: str
    """At most four words, said before the passage."""
    about: str
    """Noun phrase for offers: `Wilt u ook iets horen over <about>?`"""
    chapter: str
    """Id of its chapter."""
    text: str
    """What is said, sentences joined by spaces."""
    statements: tuple[str, ...]
    """Ids of the statements that the text says."""
    follow_ups: tuple[str, ...]
    """Passages to offer afterwards, best first."""
    closing: tuple[str, ...]
    """Names of closing lines; the first is the one that is said (at most one per answer)."""
    risk: str
    """none, medicine, dose or reassuring."""
    status: str


@dataclass(frozen=True, slots=True)
class Node:
    """An entry of the menu: a chapter, or a group inside one."""

    id: str
    title: str
    spoken: str
    """Noun phrase as it is said in a menu."""
    children: tuple[str, ...]
    """Ids of passages, or of nodes; at most six (telephone keys)."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A sign that must be seen by a doctor: device speech, never the leaflet's."""

    code: str
    group: str
    label: str
    level: Level
    say: str
    """What the speaker and the screen say; empty: the fixed line of the level."""
    say_phone: str
    """What the telephone says; empty: the fixed line of the level."""
    also: str
    """One sentence after it; may be empty."""
    check: str
    """Asks whether the sign was heard right, where that is unsure: `Begrijp ik goed dat ...?`
    Empty: it is not asked, and a sign that is unsure counts as none."""
    never: tuple[str, ...]
    """Passages that are not said once this was told."""
    together: tuple[str, ...]
    """Pairs of what was told in two turns and then is this alarm, by codes of alarms and ids of
    subjects: `val-zonder-uitval + kracht-weg`."""
    status: str


@dataclass(frozen=True, slots=True)
class Opening:
    """Something people say that asks for no passage: a complaint, a greeting, `wie ben jij`."""

    id: str
    kind: str
    """The public label: `complaint`, `about_us`. `emergency` (a call for help) and `person` (who
    wants a human) mean something to the dialogue; an editor may add any other."""
    title: str
    text: str
    """The whole spoken reply, without its choices."""
    phone: str
    """What the telephone says instead; empty: the same."""
    screen: str
    """The same for a screen."""
    closing: str
    """Name of the closing line after it; may be empty."""
    choices: tuple[str, ...]
    """Two or three passages to choose from; empty: an open question."""
    names: tuple[str, ...]
    """How each choice is called here."""
    signs: tuple[str, ...]
    """Alarms that its text names, in the order of naming: who says `dat heb ik` to it has one."""
    status: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that patients ask and the leaflet does not answer."""

    id: str
    title: str
    about: str
    ask: str
    """Whom to ask, as it is spoken."""
    text: str
    """The whole spoken reply."""
    offer: tuple[str, ...]
    """The passage that comes nearest; may be empty."""
    never: tuple[str, ...]
    """Passages that may never answer it."""
    remember: bool
    """Whether it says something of the person that stays true (pregnant, a child): who is
    understood to speak of it, is from then on not given what `never` names."""
    net: bool
    """Whether the signs not to wait with are named after it: not where it is about money."""
    status: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A fixed sentence of the device, by name; `section` says which kind of line it becomes."""

    name: str
    section: str
    """prompt, closing, level (alarm sentences), standing (the same again, shorter) or template."""
    text: str
    phone: str
    """What the telephone says instead; empty: the same."""
    signs: tuple[str, ...]
    """Alarms that a warning names, in the order of naming: who says `dat heb ik` to it has one."""
    status: str


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How one word is said; every way may be empty.

    `say`, `espeak` and `ipa` are for the engines that they name, and go before `sound`.
    """

    say: str = ""
    """Respelling in Dutch letters, for engines that take plain text only."""
    espeak: str = ""
    """eSpeak NG mnemonics, without the double brackets."""
    ipa: str = ""
    """IPA for engines that know Dutch and get this one word wrong."""
    sound: str = ""
    """IPA, from the list of sounds: for engines that know no Dutch and are given every word by its
    sounds, and where it was `checked` for all that can be given sounds."""
    checked: bool = False
    """A person has looked at `sound` and stands for it."""


@dataclass(frozen=True, slots=True)
class SlotType:
    """A kind of words that differs from question to question: medicines, activities, places."""

    id: str
    """Also the name of the gap in sentences: `medicijn` for `{medicijn}`."""
    values: tuple[str, ...]
    """A word with its synonyms each, parted by `|`: `ibuprofen|brufen|nurofen`."""


@dataclass(frozen=True, slots=True)
class SlotQuestion:
    """A question with one gap, for a channel that would otherwise not tell us which word it was."""

    id: str
    """Its slot and its own name: `medicijn-mag`."""
    slot: str
    """Id of the SlotType whose words fill the gap."""
    hear: str
    """What understanding is given once the word is filled in: `mag ik {medicijn} nemen`."""
    say: tuple[str, ...]
    """How people say it; each holds the gap once."""


@dataclass(frozen=True, slots=True)
class Leaflet:
    """Everything that run time needs to know about one leaflet."""

    title: str
    source: str
    edition: str
    review_by: str
    """ISO date, or `onbekend`."""
    invocation_name: str
    contact: dict[str, str]
    urls: dict[str, str]
    examples: tuple[str, ...]
    """Questions to start with, as a page shows them to be chosen; may be empty."""
    chapters: tuple[str, ...]
    """Ids of the nodes that are chapters, in the order of the menu: the likeliest first."""
    nodes: dict[str, Node]
    """Chapters and groups by id; the root is not among them."""
    passages: dict[str, Passage]
    """In the order of the leaflet."""
    alarms: dict[str, Alarm]
    openings: dict[str, Opening]
    subjects: dict[str, Subject]
    prompts: dict[str, Prompt]
    """By `<section>_<name>`."""
    codes: dict[str, str]
    """Three-digit telephone code -> passage id."""
    slot_types: dict[str, SlotType]
    """By id; empty when no question has a gap."""
    slots: dict[str, SlotQuestion]
    """Questions with a gap, by id."""
    trial: bool
    """Whether a text still waits for its sign-off: the welcome then says that this is a trial."""
    fingerprint: str
    """First twelve hex digits of the SHA-256 over all that is said: the content version."""
