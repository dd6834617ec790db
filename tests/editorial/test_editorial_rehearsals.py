"""Conversations in YAML: what they may say, and every mistake by line."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.dialogue import Rehearsal
from skill.editorial import read_rehearsals

WHOLE = """
- naam: alles
  medium: phone
  vandaag: "2027-01-31"
  herzien_voor: 2027-01-01
  verstaat: ja
  proef: ja
  ingetrokken: [water]
  beurten:
    - start: true
      uitkomst: welcome
    - toets: "8*"
      vraagt: code
      hoort: []
    - zegt: nee
      medium: screen
      geen_passage: true
      langzaam: false
      hoort_niet: licht
    - stilte: true
    - ophangen: true
      einde: true
"""


def read(text: str) -> tuple[list[Rehearsal], list[str]]:
    rehearsals, findings = read_rehearsals(text, "proef.yaml")
    return rehearsals, [str(one) for one in findings]


def test_a_conversation_with_everything() -> None:
    (found,), findings = read(WHOLE)

    assert findings == []
    assert (found.name, found.today, found.review_by) == ("alles", "2027-01-31", "2027-01-01")
    assert (found.hears, found.trial, found.withdrawn) == (True, True, ("water",))
    assert [(one.does, one.value, one.medium) for one in found.cues] == [
        ("start", "", "phone"),
        ("toets", "8*", "phone"),
        ("zegt", "nee", "screen"),
        ("stilte", "", "phone"),
        ("ophangen", "", "phone"),
    ]
    assert found.cues[1].expects == {"vraagt": "code", "hoort": ()}
    assert found.cues[2].expects == {
        "geen_passage": True,
        "langzaam": False,
        "hoort_niet": ("licht",),
    }


TURN = "- naam: x\n  beurten:\n    - "


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "proef.yaml:1: is empty"),
        ("hallo", "proef.yaml:1: is not a list of conversations"),
        ("[]", "proef.yaml:1: is not a list of conversations"),
        ("- hallo", "proef.yaml:1: fields are expected here"),
        ("- naam: x\n", "proef.yaml:1: field `beurten` is missing"),
        ("- naam: x\n  medium: radio\n  beurten: []", "proef.yaml:2: `medium` is 'radio'"),
        ("- naam: x\n  vandaag: morgen\n  beurten: []", "proef.yaml:2: `vandaag` 'morgen' is not"),
        ("- naam: x\n  beurten: []", "proef.yaml:2: `beurten` is empty"),
        (f"{TURN}uitkomst: answer", "proef.yaml:3: a turn does one of zegt, toets"),
        (f"{TURN}zegt: a\n      stilte: true", "proef.yaml:3: a turn does one of"),
        (f"{TURN}zegt: a\n      hoorde: b", "proef.yaml:4: field `hoorde` is not known"),
        (f"{TURN}zegt: {'a' * 2001}", "proef.yaml:3: `zegt` has 2001 characters"),
        (f"{TURN}toets: 8x", "proef.yaml:3: `toets` has ['x']"),
        (f"{TURN}stilte: soms", "proef.yaml:3: `stilte` is 'soms'"),
        (f"{TURN}zegt: a\n      einde: misschien", "proef.yaml:4: `einde` is 'misschien'"),
        (f"{TURN}zegt: a\n{TURN}zegt: b", "proef.yaml:4: a conversation `x` stands here twice"),
        (TURN + "zegt: a\n    - " * 500 + "zegt: b", "proef.yaml:3: 501 turns; at most 500 fit"),
        ("- naam: a\n" * 201, "proef.yaml:1: holds 201 conversations"),
        (f"{TURN}zegt: &a a", "proef.yaml:3: anchors"),
    ],
)
def test_a_mistake_is_told_by_line(text: str, told: str) -> None:
    findings = read(text)[1]

    assert any(one.startswith(told) for one in findings), findings


values = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(["zegt", "true"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["naam", "beurten", "zegt", "toets", "stilte", "hoort", "einde", "x"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200) | values.map(lambda one: yaml.safe_dump(one, allow_unicode=True)))
def test_any_text_is_read_or_told(text: str) -> None:
    rehearsals, findings = read(text)

    assert findings or all(one.name for one in rehearsals)
    assert all(one.startswith("proef.yaml:") for one in findings)
