"""A passage that was withdrawn: nothing offers it, in no menu and on no medium."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill.dialogue import KEYS, Event, State, respond
from skill.dialogue.turns import MEDIA
from skill.labels import CONTROLS
from skill.leaflet import Leaflet, script
from skill.leaflet import menu as tree
from skill.understanding import Understanding


def without(leaflet: Leaflet, *names: str) -> Leaflet:
    gone = {name: replace(leaflet.passages[name], status="ingetrokken") for name in names}
    return replace(leaflet, passages={**leaflet.passages, **gone})


def nothing(_: str) -> Understanding:
    return Understanding("unclear")


def first_of_two(leaflet: Leaflet) -> tuple[str, str, str]:
    """A node whose first choice is a passage, that passage, and the choice after it."""
    for node in leaflet.nodes.values():
        if len(node.children) > 1 and node.children[0] in leaflet.passages:
            return node.id, node.children[0], node.children[1]
    raise AssertionError("there is no such node")


def test_no_menu_names_it(leaflet: Leaflet) -> None:
    for name, passage in leaflet.passages.items():
        node = tree.parent(leaflet, name)
        lines = script(without(leaflet, name))
        if (
            sum(passage.about in tree.about(leaflet, one) for one in leaflet.nodes[node].children)
            > 1
        ):
            continue  # another choice has its name in its own
        assert passage.about not in lines[f"menu_{node}"].text
        assert passage.about not in lines[f"keys_{node}"].text.lower()


def test_the_others_keep_their_keys_and_change_their_places(leaflet: Leaflet) -> None:
    node, gone, other = first_of_two(leaflet)
    changed = without(leaflet, gone)
    assert "toets twee" in script(changed)[f"keys_{node}"].text

    state = State(menu=node)
    for medium, said in (("speaker", "de eerste"), ("phone", "twee")):
        event = Event("text", text=said, medium=medium, today="2026-01-05")  # type: ignore[arg-type]
        reply = respond(changed, nothing, state, event)[1]
        assert other in (reply.label.partition(":")[2], *reply.say, reply.say[0].partition("_")[2])


def test_a_group_with_nothing_left_is_not_named_and_says_so(leaflet: Leaflet) -> None:
    node, first, _ = first_of_two(leaflet)
    inside = [one for one in leaflet.passages if tree.parent(leaflet, one) == node]
    changed = without(leaflet, *inside)
    if any(child in leaflet.nodes for child in leaflet.nodes[node].children):
        pytest.skip(f"{node} has groups as well")
    lines = script(changed)

    assert lines[f"menu_{node}"].text == leaflet.prompts["prompt_withdrawn"].text
    above = tree.parent(leaflet, node)
    assert leaflet.nodes[node].spoken not in lines[f"menu_{above}"].text
    assert first in changed.passages


def test_an_untouched_leaflet_says_what_it_said(leaflet: Leaflet) -> None:
    for node in (tree.ROOT, *leaflet.nodes):
        assert tree.offered(leaflet, node) == tree.children(leaflet, node)


def with_choices(leaflet: Leaflet) -> tuple[str, tuple[str, ...]]:
    """An opening that gives passages to choose from, and those passages."""
    return next((one.id, one.choices) for one in leaflet.openings.values() if len(one.choices) > 1)


@pytest.mark.parametrize("said", ["repeat", "yes", "unclear"])
@pytest.mark.parametrize("medium", ["speaker", "phone"])
def test_the_choice_of_an_opening_is_not_given_again(
    leaflet: Leaflet, said: str, medium: str
) -> None:
    """The edition changed in the middle of a conversation."""
    name, choices = with_choices(leaflet)
    line = f"choice_{name}"
    before = State(topic=f"opening:{name}", said=(f"opening_{name}", line), offer=choices)
    label = said if said == "unclear" else f"control:{said}"
    event = Event("text", text="x", medium=medium, hears=True)  # type: ignore[arg-type]

    def ear(_: str) -> Understanding:
        return Understanding(label)

    state, reply = respond(leaflet, ear, before, event)
    assert line in (*reply.say, reply.reprompt), "as long as nothing was withdrawn"
    for gone in choices:
        state, reply = respond(without(leaflet, gone), ear, before, event)
        assert line not in (*reply.say, reply.reprompt, *state.said)


def test_two_that_are_asked_back_after_an_opening_are_what_is_asked_again(leaflet: Leaflet) -> None:
    name, choices = with_choices(leaflet)
    first, second = [one for one in leaflet.passages if one not in choices][:2]
    before = State(topic=f"opening:{name}", said=(f"choice_{name}",), offer=choices)
    event = Event("label", label=f"clarify:{first}|{second}")
    state, reply = respond(leaflet, nothing, before, event)

    assert (reply.asks, reply.reprompt) == ("clarify", "prompt_reprompt-two")
    _, again = respond(leaflet, nothing, state, Event("text", text="x"))
    assert f"choice_{name}" not in (*again.say, again.reprompt)


def label_of(text: str) -> Understanding:
    return Understanding(text)


def of_passage(leaflet: Leaflet, name: str) -> set[str]:
    """The lines that name or say a passage."""
    own = {name, f"title_{name}", f"offer_{name}", f"first_{name}", f"second_{name}"}
    return own | {f"choice_{one.id}" for one in leaflet.openings.values() if name in one.choices}


def spoken_of(leaflet: Leaflet, name: str) -> list[State]:
    """States that a conversation, or somebody who writes one, has with a passage in it."""
    label, other = f"passage:{name}", next(one for one in leaflet.passages if one != name)
    said = (f"title_{name}", name)
    return [
        State(topic=label, said=(*said, f"offer_{other}"), offer=(other,)),
        State(topic=label, said=(f"title_{name}", f"offer_{other}"), offer=(other,)),
        State(topic=label, said=(*said, f"offer_{name}"), offer=(name,)),
        State(topic=label, said=(f"title_{name}",)),
        State(topic=label, said=(*said, "prompt_reading-on"), reading=True),
        State(topic=label, said=(*said, "prompt_after-phone"), menu=tree.parent(leaflet, name)),
        State(topic=label, said=(f"title_{name}", "prompt_ask-more"), reading=True, bookmark=name),
        State(topic=f"passage:{other}", said=(other, f"offer_{name}"), offer=(name,)),
        State(said=("prompt_help", f"offer_{name}"), offer=(name,), misses=1),
        State(said=(f"first_{other}", f"second_{name}"), offer=(other, name)),
        State(said=(f"first_{name}", f"second_{other}"), offer=(name, other)),
        State(said=("alarm_afspraak", f"offer_{name}"), offer=(name,), alarm=other),
        State(topic=label, said=("keys_root",), menu="root", slow=True),
    ]


EVENTS = [
    *(Event("text", text=f"control:{name}") for name in CONTROLS),
    *(Event("text", text=text) for text in ("unclear", "answer:which", "answer:confirms")),
    *(Event("key", key=key, medium="phone", hears=True) for key in KEYS),
    *(
        Event(kind, medium=medium)
        for kind in ("silence", "launch", "unanswered")
        for medium in MEDIA
    ),  # type: ignore[arg-type]
]


@pytest.mark.parametrize("then", [None, "repeat", "silence"])
def test_what_was_withdrawn_meanwhile_is_never_named_said_or_offered(
    leaflet: Leaflet, then: str | None
) -> None:
    """The edition changed in the middle of a conversation, whatever is done then."""
    for name in list(leaflet.passages)[::5]:
        changed = without(leaflet, name)
        for before in spoken_of(leaflet, name):
            for event in EVENTS:
                state, reply = respond(changed, label_of, before, event)
                heard = [*reply.say, reply.reprompt, *state.said]
                assert name not in reply.label.replace("|", ":").split(":")
                if then:
                    kind = "silence" if then == "silence" else "text"
                    again = replace(event, kind=kind, text=f"control:{then}", key="")
                    state, reply = respond(changed, label_of, state, again)
                    heard += [*reply.say, reply.reprompt, *state.said]
                assert of_passage(leaflet, name).isdisjoint(heard), (name, before, event, heard)


@pytest.mark.parametrize("event", EVENTS, ids=repr)
def test_a_sign_that_is_not_asked_back_any_more_is_not_asked(
    leaflet: Leaflet, event: Event
) -> None:
    """The edition changed while we waited for ja or nee to `Begrijp ik goed dat ...?`"""
    code = next(one.code for one in leaflet.alarms.values() if one.check)
    alarm = replace(leaflet.alarms[code], check="")
    changed = replace(leaflet, alarms={**leaflet.alarms, code: alarm})
    before = State(check=code, said=(f"check_{code}",))

    state, reply = respond(changed, label_of, before, event)

    assert not state.check
    assert {*reply.say, reply.reprompt} <= {*script(changed), ""}


OLDER = {
    "topic": ("passage:verdwenen", ""),
    "said": (("verdwenen",), ()),
    "offer": (("verdwenen",), ()),
    "menu": ("verdwenen", ""),
    "bookmark": ("verdwenen", ""),
    "alarm": ("verdwenen", ""),
    "check": ("verdwenen", ""),
    "told": (("verdwenen", "doof-kruis"), ("doof-kruis",)),
}
"""What a state of an older edition may name, and what is left of it: nothing, or the rest."""


@pytest.mark.parametrize("field", OLDER)
def test_what_this_edition_does_not_have_is_as_if_it_had_not_been_there(
    leaflet: Leaflet, field: str
) -> None:
    named, left = OLDER[field]
    # Something is spoken of, and read on from: what is asked has to be told from that.
    state = State(topic="passage:goed-tillen", reading=field == "bookmark")
    for medium in MEDIA:
        for kind, label, key in (
            *(("label", f"control:{name}", "") for name in CONTROLS),
            ("label", "passage:bedrust", ""),
            *(("key", "", key) for key in KEYS),
            ("silence", "", ""),
        ):
            event = Event(kind, label=label, key=key, medium=medium)
            older = respond(leaflet, nothing, replace(state, **{field: named}), event)
            assert older == respond(leaflet, nothing, replace(state, **{field: left}), event)
