"""Mistakes in the shape of a file: fields, YAML, pages, the frame of the leaflet, prompts."""

from __future__ import annotations

Change = tuple[str, str, str]
"""File, what stands there once, what comes instead."""

Table = dict[str, tuple[Change, list[str]]]
"""Name -> the change, and everything that is then told."""

FIELDS: Table = {
    "a field is missing": (
        ("passages/water.md", "about: water geven\n", ""),
        ["passages/water.md:2: field `about` is missing"],
    ),
    "a field is empty": (
        ("passages/water.md", "title: Hoeveel water?", "title:"),
        ["passages/water.md:2: `title` is empty"],
    ),
    "a field is misspelt": (
        ("passages/geel-blad.md", "note: een", "nota: een"),
        ["passages/geel-blad.md:9: field `nota` is not known"],
    ),
    "a field stands twice": (
        ("passages/water.md", "risk: dose\n", "risk: dose\nrisk: none\n"),
        ["passages/water.md:10: field `risk` stands here twice"],
    ),
    "a list where a text belongs": (
        ("passages/water.md", "title: Hoeveel water?", "title: [Hoeveel, water]"),
        ["passages/water.md:2: `title` must be a text"],
    ),
    "fields where a list belongs": (
        ("passages/water.md", "follow_ups: [licht]", "follow_ups: {eerst: licht}"),
        ["passages/water.md:7: `follow_ups` must be a list"],
    ),
    "a list in a list": (
        ("passages/water.md", "follow_ups: [licht]", "follow_ups: [[licht]]"),
        ["passages/water.md:7: `follow_ups` must hold texts only"],
    ),
    "a text where fields belong": (
        ("prompts.yaml", 'help: {text: "Zin help.", status: concept}', "help: Zin help."),
        [
            "prompts.yaml:27: `help` must be fields",
        ],
    ),
    "an unknown status": (
        ("passages/water.md", "status: concept", "status: klaar"),
        ["passages/water.md:10: `status` is 'klaar'"],
    ),
    "an unknown risk": (
        ("passages/water.md", "risk: dose", "risk: groot"),
        ["passages/water.md:9: `risk` is 'groot'"],
    ),
    "an unknown level": (
        ("alarms/giftig.md", "level: nu", "level: straks"),
        ["alarms/giftig.md:4: `level` is 'straks'"],
    ),
    "a level in capitals": (
        ("alarms/giftig.md", "level: nu", "level: NU"),
        ["alarms/giftig.md:4: `level` is 'NU'"],
    ),
    "an alarm that cannot be said yet": (
        ("alarms/giftig.md", "status: goedgekeurd", "status: afgekeurd"),
        ["alarms/giftig.md:8: `status` is 'afgekeurd'"],
    ),
    "an alarm without a source": (
        ("alarms/giftig.md", "source: proef\n", ""),
        ["alarms/giftig.md:2: field `source` is missing"],
    ),
    "medical speech without a source": (
        (
            "prompts.yaml",
            'help: {text: "Zin help.", status: concept}',
            'help: {text: "Zin help.", status: wacht op klinische goedkeuring}',
        ),
        ["prompts.yaml:27: field `source` is missing"],
    ),
    "a subject that says nothing": (
        (
            "subjects/katten.md",
            "Over katten staat niets in de folder.\nVraag het uw dierenarts.\n",
            "",
        ),
        ["subjects/katten.md:10: the reply is empty"],
    ),
    "an id with a capital": (
        ("leaflet.yaml", "id: ziekte", "id: Ziekte"),
        [
            "leaflet.yaml:23: `id` 'Ziekte' is not an id",
        ],
    ),
    "a word of the lexicon without a word": (
        ("lexicon.yaml", "- word: orchidee\n  espeak", "- espeak"),
        ["lexicon.yaml:4: field `word` is missing"],
    ),
    "a word of the lexicon twice": (
        ("lexicon.yaml", "word: orchidee", "word: Kamerplant"),
        ["lexicon.yaml:4: `Kamerplant` stands here twice"],
    ),
    "a code without a passage": (
        ("codes.txt", "101 water", "101"),
        ["codes.txt:2: is not a code and a passage"],
    ),
    "a statement twice": (
        ("statements.yaml", "id: S05", "id: S04"),
        ["statements.yaml:30: statement S04 stands here twice"],
    ),
}

YAML: Table = {
    "a tab": (
        ("leaflet.yaml", "  - water\n  - licht", "  - water\n\t- licht"),
        ["leaflet.yaml:30: is not valid YAML: found character '\\t' that cannot start any token"],
    ),
    "a colon in a text": (
        ("passages/water.md", "title: Hoeveel water?", "title: Water: hoeveel?"),
        ["passages/water.md:2: is not valid YAML: mapping values are not allowed here"],
    ),
    "a list that is not closed": (
        ("passages/water.md", "[S01, S02]", "[S01, S02"),
        ["passages/water.md:7: is not valid YAML: expected ',' or ']', but got ':'"],
    ),
    "an anchor": (
        ("leaflet.yaml", "title: De kamerplant", "title: &naam De kamerplant"),
        ["leaflet.yaml:1: anchors (&name) and aliases (*name) are not used here"],
    ),
    "an alias": (
        ("passages/water.md", "title: Hoeveel water?", "title: *naam"),
        ["passages/water.md:2: anchors (&name) and aliases (*name) are not used here"],
    ),
    "a control character": (
        ("leaflet.yaml", "title: Ziekte", "title: Ziek\x07te"),
        ["leaflet.yaml:24: holds a sign that cannot be shown (U+0007)"],
    ),
    "a list as a field name": (
        ("leaflet.yaml", "edition: onbekend", "edition: onbekend\n[a, b]: c"),
        ["leaflet.yaml:4: a field name must be a word"],
    ),
    "two documents": (
        ("leaflet.yaml", "contact:", "---\ncontact:"),
        ["leaflet.yaml:6: is not valid YAML: but found another document"],
    ),
    "a line that only Word breaks": (
        ("leaflet.yaml", "title: Ziekte", "title: Ziek\u2028te"),
        ["leaflet.yaml:24: holds a line break that only some programs show (U+2028)"],
    ),
}

PAGES: Table = {
    "the fields are not opened": (
        ("subjects/katten.md", "---\ntitle", "title"),
        ["subjects/katten.md:1: does not start with a line `---`"],
    ),
    "the fields are not closed": (
        ("subjects/katten.md", "concept\n---\n", "concept\n"),
        ["subjects/katten.md:1: the fields are not closed by a second line `---`"],
    ),
    "a passage without fields": (
        ("passages/geel-blad.md", "---\ntitle", "title"),
        ["passages/geel-blad.md:1: does not start with a line `---`"],
    ),
    "fields that say nothing": (
        ("subjects/katten.md", "---\ntitle: Katten", "---\n---\ntitle: Katten"),
        ["subjects/katten.md:2: is empty"],
    ),
    "a sentence without a trace": (
        ("passages/water.md", "schaal staan. [S02]", "schaal staan."),
        ["passages/water.md:13: this sentence says no statement"],
    ),
    "empty brackets": (
        ("passages/water.md", "fris. [eigen]", "fris. []"),
        ["passages/water.md:14: the brackets are empty"],
    ),
    "half a statement of our own": (
        ("passages/water.md", "fris. [eigen]", "fris. [S02 eigen]"),
        ["passages/water.md:14: [eigen] stands alone"],
    ),
}

LINES: Table = {
    "a level without its sentence": (
        (
            "prompts.yaml",
            '  "nu": {text: "Bel nu.", phone: "Hang op, en bel nu.", '
            "status: wacht op klinische goedkeuring, source: proef}\n",
            "",
        ),
        ["prompts.yaml:5: field `nu` is missing"],
    ),
    "a sentence that the conversation needs": (
        ("prompts.yaml", '  help: {text: "Zin help.", status: concept}\n', ""),
        ["prompts.yaml:27: field `help` is missing"],
    ),
    "a template is missing": (
        ("prompts.yaml", '  first: {text: "Bedoelt u {about},", status: concept}\n', ""),
        ["prompts.yaml:11: field `first` is missing"],
    ),
    "a template with a misspelt name": (
        ("prompts.yaml", "Bedoelt u {about},", "Bedoelt u {abuot},"),
        ["prompts.yaml:12: holds `{abuot}`; it can hold {about}"],
    ),
    "a template without its name": (
        ("prompts.yaml", "Bedoelt u {about},", "Bedoelt u dit,"),
        ["prompts.yaml:12: does not say {about}"],
    ),
    "a template with half a name": (
        ("prompts.yaml", "Bedoelt u {about},", "Bedoelt u {about,"),
        ["prompts.yaml:12: a curly bracket is not closed"],
    ),
    "a template that looks inside": (
        ("prompts.yaml", "Bedoelt u {about},", "Bedoelt u {about.__class__},"),
        ["prompts.yaml:12: holds `{about.__class__}`; it can hold {about}"],
    ),
    "a sentence with a name in it": (
        ("prompts.yaml", "Zin help.", "Zin {about}."),
        ["prompts.yaml:27: holds `{about}`; it can hold no curly brackets"],
    ),
    "a name with a capital": (
        ("prompts.yaml", "  proef: {text", "  Proef twee: {text"),
        ["prompts.yaml:3: `Proef twee` is not an id"],
    ),
}
