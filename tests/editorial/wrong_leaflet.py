"""Mistakes in what a well-formed folder says: menu, codes, traces, facts, numbers, hedges."""

from __future__ import annotations

from wrong_files import Table

LEAFLET: Table = {
    "no date": (
        ("leaflet.yaml", "2031-01-31", "31-01-2031"),
        ["leaflet.yaml:4: `review_by` '31-01-2031' is not a date"],
    ),
    "a day that does not exist": (
        ("leaflet.yaml", "2031-01-31", "2031-02-30"),
        ["leaflet.yaml:4: `review_by` '2031-02-30' is not a date"],
    ),
    "a week instead of a day": (
        ("leaflet.yaml", "2031-01-31", "2031-W05-5"),
        ["leaflet.yaml:4: `review_by` '2031-W05-5' is not a date"],
    ),
    "a date without hyphens": (
        ("leaflet.yaml", "2031-01-31", "20310131"),
        ["leaflet.yaml:4: `review_by` '20310131' is not a date"],
    ),
    "too many examples": (
        ("leaflet.yaml", "chapters:", "examples: [a, b, c, d, e, f, g]\nchapters:"),
        ["leaflet.yaml:12: 7 examples; at most 6 are shown"],
    ),
    "an example that is long": (
        ("leaflet.yaml", "chapters:", f"examples:\n  - {'a' * 61}\nchapters:"),
        [f"leaflet.yaml:13: example '{'a' * 61}' is long"],
    ),
    "an example twice": (
        ("leaflet.yaml", "chapters:", "examples: [licht, licht]\nchapters:"),
        ["leaflet.yaml:12: example 'licht' stands here twice"],
    ),
    "a passage missing in the menu": (
        ("leaflet.yaml", "    contains:\n      - geel-blad", "    contains: []"),
        ["leaflet.yaml:13: passage `geel-blad` is in no chapter"],
    ),
    "a passage twice in the menu": (
        ("leaflet.yaml", "      - geel-blad", "      - geel-blad\n      - water"),
        ["leaflet.yaml:28: passage `water` stands in the chapters twice"],
    ),
    "a passage missing in the order": (
        ("leaflet.yaml", "  - licht\n  - geel-blad\n", "  - licht\n"),
        [
            "leaflet.yaml:27: passage `geel-blad` is not in `order`",
            "leaflet.yaml:29: passage `geel-blad` has a file but is not in `order`",
        ],
    ),
    "a passage twice in the order": (
        ("leaflet.yaml", "order:\n", "order:\n  - licht\n"),
        ["leaflet.yaml:29: passage `licht` stands in `order` twice"],
    ),
    "a passage without a file": (
        ("leaflet.yaml", "order:\n  - water\n", "order:\n  - water\n  - mest\n"),
        [
            "leaflet.yaml:13: passage `mest` is in no chapter",
            "leaflet.yaml:29: passage `mest` is in the order but has no file",
        ],
    ),
    "seven choices": (
        (
            "leaflet.yaml",
            "      - geel-blad",
            "      - geel-blad\n"
            + "".join(
                f"      - {{id: groep-{n}, title: Groep, spoken: groep, contains: []}}\n"
                for n in "abcdef"
            ).rstrip(),
        ),
        ["leaflet.yaml:23: `ziekte` has 7 choices; a telephone menu has at most 6"],
    ),
    "seven chapters": (
        (
            "leaflet.yaml",
            "order:\n",
            "".join(
                f"  - {{id: deel-{n}, title: Deel, spoken: deel, contains: []}}\n" for n in "abcde"
            )
            + "order:\n",
        ),
        ["leaflet.yaml:13: 7 chapters; a telephone has keys for 6"],
    ),
    "a group twice": (
        ("leaflet.yaml", "id: ziekte", "id: standplaats"),
        ["leaflet.yaml:23: chapter or group `standplaats` stands here twice"],
    ),
    "a menu that holds itself": (
        ("leaflet.yaml", "      - geel-blad", "      - geel-blad\n      - ziekte"),
        ["leaflet.yaml:28: `ziekte` is a chapter or group, not a passage"],
    ),
    "a menu that is too deep": (
        (
            "leaflet.yaml",
            "          - licht",
            "          - {id: raam, title: Raam, spoken: raam, contains: [licht]}",
        ),
        ["leaflet.yaml:22: what is in `raam` is more than 3 keys away"],
    ),
    "a menu called root": (
        ("leaflet.yaml", "id: ziekte", "id: root"),
        ["leaflet.yaml:23: `root` is a name of the program's own"],
    ),
    "a number that cannot be dialled": (
        ("leaflet.yaml", "phone: onbekend", "phone: 043 123 45 67"),
        ["leaflet.yaml:8: `phone` '043 123 45 67' is not a number with a country code"],
    ),
    "an emergency number to connect callers with": (
        ("leaflet.yaml", "phone: onbekend", "phone: '112'"),
        ["leaflet.yaml:8: `phone` '112' is not a number with a country code"],
    ),
    "a code of two digits": (
        ("codes.txt", "101 water", "11 water"),
        ["codes.txt:2: is not a code and a passage"],
    ),
    "a code in other digits": (
        ("codes.txt", "101 water", "１０１ water"),
        ["codes.txt:2: is not a code and a passage"],
    ),
    "a code of two passages": (
        ("codes.txt", "101 water", "101 water licht"),
        ["codes.txt:2: is not a code and a passage"],
    ),
    "a code given twice": (
        ("codes.txt", "104 geel-blad", "104 geel-blad\n101 geel-blad"),
        ["codes.txt:6: code 101 is given twice"],
    ),
    "a retired code given again": (
        ("codes.txt", "104 geel-blad", "104 geel-blad\n103 licht"),
        ["codes.txt:6: code 103 is given twice"],
    ),
}

RULES: Table = {
    "a code for nothing": (
        ("codes.txt", "103 -", "103 mest"),
        ["codes.txt:4: code 103 is of passage `mest`, which does not exist"],
    ),
    "a code that is an emergency number": (
        ("codes.txt", "101 water", "112 water"),
        ["codes.txt:2: code 112 is an emergency number"],
    ),
    "a passage without a code": (
        ("codes.txt", "104 geel-blad", "104 -"),
        ["passages/geel-blad.md:11: has no telephone code"],
    ),
    "too few words": (
        (
            "passages/geel-blad.md",
            "Voel daarom eerst met uw vinger of de aarde echt droog is. [eigen]",
            "Voel. [eigen]",
        ),
        ["passages/geel-blad.md:11: the text has 12 words"],
    ),
    "too many words": (
        ("passages/water.md", "Zo blijft", "Zo " * 50 + "blijft"),
        ["passages/water.md:12: the text has 76 words"],
    ),
    "a long title": (
        ("passages/water.md", "Water geven", "Hoe vaak en hoeveel water"),
        ["passages/water.md:3: the spoken title is longer than four words"],
    ),
    "a long offer": (
        (
            "passages/water.md",
            "about: water geven",
            "about: hoe vaak en hoeveel water u moet geven",
        ),
        ["passages/water.md:4: is too long to be offered"],
    ),
    "the same offer twice": (
        ("passages/licht.md", "about: de goede plek", "about: water geven"),
        ["passages/licht.md:4: `water` is offered with the same words"],
    ),
    "a sign that cannot be spoken": (
        ("passages/water.md", "op vaste dagen", "op vaste dagen (of avonden) & meer"),
        ["passages/water.md:12: holds signs that cannot be spoken: &()"],
    ),
    "two sentences on one line": (
        ("passages/water.md", "[S01]\n", "[S01] "),
        ["passages/water.md:12: a trace stands inside the line"],
    ),
    "a sentence that points": (
        ("passages/water.md", "op vaste dagen", "zoals hieronder staat"),
        ["passages/water.md:12: points at a page"],
    ),
    "an unknown follow-up": (
        ("passages/water.md", "follow_ups: [licht]", "follow_ups: [mest]"),
        ["passages/water.md:7: follow-up `mest` does not exist"],
    ),
    "a passage that follows itself": (
        ("passages/water.md", "follow_ups: [licht]", "follow_ups: [water]"),
        ["passages/water.md:7: a passage cannot follow itself"],
    ),
    "an unknown closing line": (
        ("passages/water.md", "closing: [proef]", "closing: [bron]"),
        ["passages/water.md:8: closing line `bron` does not exist"],
    ),
    "a dose without a closing line": (
        ("passages/water.md", "closing: [proef]", "closing: []"),
        ["passages/water.md:9: risk `dose` needs a closing line"],
    ),
    "an unknown chapter": (
        ("passages/water.md", "chapter: verzorging", "chapter: mest"),
        ["passages/water.md:5: chapter `mest` does not exist"],
    ),
    "another chapter than in the menu": (
        ("passages/water.md", "chapter: verzorging", "chapter: ziekte"),
        ["passages/water.md:5: stands in chapter `verzorging` of the menu"],
    ),
    "an unknown statement": (
        ("passages/water.md", "fris. [eigen]", "fris. [S99]"),
        ["passages/water.md:14: statement S99 does not exist (the last is S05)"],
    ),
    "a statement that is not listed": (
        ("passages/water.md", "fris. [eigen]", "fris. [S03]"),
        ["passages/water.md:14: says S03, which is not among `statements`"],
    ),
    "a statement that no sentence says": (
        ("passages/geel-blad.md", "statements: [S05]", "statements: [S05, S01]"),
        [
            "passages/geel-blad.md:6: no sentence says S01",
            "passages/geel-blad.md:11: S01 must say `twee keer per week`",
        ],
    ),
    "a statement that no passage says": (
        (
            "statements.yaml",
            "  must_say: [te veel water]",
            "  must_say: [te veel water]\n- {id: S06, section: Ziekte, lines: '7',"
            " paraphrase: Luis is plakkerig., hard_facts: luis, must_say: plakkerig}",
        ),
        ["statements.yaml:36: statement S06 is said by no passage"],
    ),
    "statements that skip a number": (
        (
            "statements.yaml",
            "  must_say: [te veel water]",
            "  must_say: [te veel water]\n- {id: S07, section: Ziekte, lines: '7',"
            " paraphrase: Luis is plakkerig., hard_facts: luis, must_say: plakkerig}",
        ),
        [
            "statements.yaml:36: statement S07 is said by no passage",
            "statements.yaml:36: S07 stands where S06 is expected",
        ],
    ),
    "a hard fact is missing": (
        ("passages/licht.md", "bij het raam", "bij de ramen"),
        ["passages/licht.md:12: S03 must say `raam`"],
    ),
    "none of two hard facts": (
        ("passages/water.md", "in de schaal", "in de pot"),
        ["passages/water.md:12: S02 must say `schaal|bakje`"],
    ),
    "half a word of a hard fact": (
        ("passages/licht.md", "bij het raam", "bij het raamkozijn"),
        ["passages/licht.md:12: S03 must say `raam`"],
    ),
    "a number is added": (
        ("passages/licht.md", "staan meestal", "staan de eerste vijf dagen meestal"),
        ["passages/licht.md:12: the number `vijf` is not in S03"],
    ),
    "a number with two dots": (
        ("passages/licht.md", "staan meestal", "staan tweeëntwintig dagen meestal"),
        ["passages/licht.md:12: the number `tweeëntwintig` is not in S03"],
    ),
    "a thousand is a number": (
        ("passages/licht.md", "staan meestal", "staan duizend dagen meestal"),
        ["passages/licht.md:12: the number `duizend` is not in S03"],
    ),
    "one is a number when it has accents": (
        ("passages/licht.md", "staan meestal", "staan één dag meestal"),
        ["passages/licht.md:12: the number `één` is not in S03"],
    ),
    "a number of our own": (
        ("passages/licht.md", "liever op een plek", "liever op drie plekken"),
        ["passages/licht.md:13: the number `drie` is not in the leaflet"],
    ),
    "a number in digits": (
        ("passages/water.md", "twee keer per week water", "twee keer per week 2 glazen water"),
        [
            "passages/water.md:12: a number in digits",
        ],
    ),
    "a hedge is dropped": (
        ("passages/licht.md", "staan meestal graag", "staan graag"),
        ["passages/licht.md:12: S03 says `meestal`, the text does not"],
    ),
    "a negation is dropped": (
        ("passages/licht.md", "Zet hem niet in", "Zet hem in"),
        ["passages/licht.md:12: S04 says `niet`, the text does not"],
    ),
    "a negation is added": (
        ("passages/geel-blad.md", "bladeren komen vaak", "bladeren komen vaak niet"),
        ["passages/geel-blad.md:11: says `niet`, which is not in S05"],
    ),
    "an offer of no passage": (
        ("subjects/katten.md", "offer: [licht]", "offer: [mest]"),
        ["subjects/katten.md:5: passage `mest` does not exist"],
    ),
    "an offer of what may never be said": (
        ("subjects/katten.md", "offer: [licht]", "offer: [water]"),
        ["subjects/katten.md:5: `water` is offered and may never answer it"],
    ),
    "a refusal that asks": (
        ("subjects/katten.md", "niets in de folder.", "niets in de folder?"),
        ["subjects/katten.md:10: the reply asks something"],
    ),
}
