"""How a screen looks: one document for every device, filled with the data of screen.py.

Made of components that Amazon has had since APL 1.4, with nothing imported: so a device needs no
more than the response (https://developer.amazon.com/docs/alexa-presentation-language/apl-component.html).

- Letters that can be read from two metres: their height is at least 7 minutes of arc there on an
  Echo Show 5, 8, 10 and 15, and more on a television; the eye of a chart's last line needs 5
  (https://en.wikipedia.org/wiki/Visual_acuity). The round Echo Spot is read from one metre.
- What does not fit scrolls. Choices stand beside or under the text, and never push it away.
- Colours are those of the pages (skill/pages/house.css): dark, and red where it warns.
"""

from __future__ import annotations

from typing import Any

VERSION = "1.4"
"""Of the language. Each device takes documents of its own version and of all before it, and every
device with a screen that is still updated is past this one
(https://developer.amazon.com/docs/alexa-voice-service/presentation-apl.html)."""

GROUND, INK = "#12181a", "#eef2f1"
ALARM_GROUND, ALARM_INK = "#5f0d08", "#ffe3df"
BUTTON, BUTTON_EDGE = "#20383a", "#7fd0c8"

ROUND = "${viewport.shape == 'round'}"
LARGE = (
    "${viewport.shape != 'round' && viewport.mode != 'tv' && "
    "(viewport.width >= 1280 || viewport.height >= 1280)}"
)
TELEVISION = "${viewport.mode == 'tv'}"
_WIDE = ("viewport.shape != 'round'", "viewport.width > viewport.height")

SIZES = {
    "": {"body": 46, "title": 56, "number": 120, "choice": 38, "edge": 36, "gap": 14},
    ROUND: {"body": 32, "title": 36, "number": 84, "choice": 30, "edge": 70, "gap": 10},
    LARGE: {"body": 58, "title": 70, "number": 180, "choice": 48, "edge": 56, "gap": 16},
    TELEVISION: {"body": 36, "title": 44, "number": 110, "choice": 32, "edge": 48, "gap": 12},
}
"""When -> sizes in dp (a 160th of an inch as the device counts it); of several the last holds."""


def _resources() -> list[dict[str, Any]]:
    return [
        ({"when": when} if when else {})
        | {"dimensions": {name: f"{size}dp" for name, size in sizes.items()}}
        for when, sizes in SIZES.items()
    ]


def _ink() -> str:
    return f"${{payload.screen.warns ? '{ALARM_INK}' : '{INK}'}}"


_WORDS: dict[str, Any] = {
    "type": "Container",
    "width": "100%",
    "items": [
        {
            "type": "Text",
            "when": "${payload.screen.number != ''}",
            "text": "${payload.screen.number}",
            "fontSize": "@number",
            "fontWeight": "bold",
            "lineHeight": 1.1,
            "color": "#ffffff",
        },
        {
            "type": "Container",
            "width": "100%",
            "data": "${payload.screen.lines}",
            "items": [
                {
                    "type": "Text",
                    "text": "${data.text}",
                    "fontSize": "${data.title ? @title : @body}",
                    "fontWeight": "${data.title ? 'bold' : 'normal'}",
                    "lineHeight": 1.3,
                    "color": _ink(),
                    "paddingBottom": "@gap",
                }
            ],
        },
    ],
}

_BUTTONS: dict[str, Any] = {
    "type": "Container",
    "when": "${payload.screen.choices.length > 0}",
    "width": "100%",
    "paddingTop": "${@gap / 2}",
    "data": "${payload.screen.choices}",
    "items": [
        {
            "type": "TouchWrapper",
            "width": "100%",
            "paddingBottom": "@gap",
            "accessibilityLabel": "${data.name}",
            "onPress": [{"type": "SendEvent", "arguments": ["kies", "${data.id}"]}],
            "item": {
                "type": "Frame",
                "inheritParentState": True,
                "style": "button",
                "width": "100%",
                "borderRadius": "16dp",
                "borderWidth": "3dp",
                "item": {
                    "type": "Text",
                    "text": "${data.name}",
                    "fontSize": "@choice",
                    "lineHeight": 1.2,
                    "color": INK,
                    "paddingLeft": "24dp",
                    "paddingRight": "24dp",
                    "paddingTop": "12dp",
                    "paddingBottom": "12dp",
                },
            },
        }
    ],
}


def _scrolling(item: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "ScrollView", "item": item, "width": "100%", "height": "100%"} | more


def _when(*tests: str) -> str:
    return f"${{{' && '.join(tests)}}}"


_SEVERAL = "payload.screen.choices.length > 1"
_ONE = "payload.screen.choices.length == 1"
_ALL = {"type": "Container", "width": "100%", "height": "100%"}

_WORDS_HERE = {"type": "Words", "width": "100%"}
_CHOICES_HERE = {"type": "Choices", "width": "100%"}

_LAYOUTS: list[dict[str, Any]] = [
    # Words on the left and their choices on the right.
    _ALL
    | {
        "when": _when(*_WIDE, _SEVERAL),
        "direction": "row",
        "items": [
            _scrolling(_WORDS_HERE, width="60%", paddingRight="@edge"),
            _scrolling(_CHOICES_HERE, width="40%"),
        ],
    },
    # Words above the one thing that is offered.
    _ALL
    | {
        "when": _when(*_WIDE, _ONE),
        "items": [_scrolling(_WORDS_HERE, height="0dp", grow=1), _CHOICES_HERE],
    },
    # Where there is no room for both, or nothing to choose, all of it scrolls.
    _scrolling({"type": "Container", "width": "100%", "items": [_WORDS_HERE, _CHOICES_HERE]}),
]

DOCUMENT: dict[str, Any] = {
    "type": "APL",
    "version": VERSION,
    "theme": "dark",
    "resources": _resources(),
    "layouts": {"Words": {"item": _WORDS}, "Choices": {"item": _BUTTONS}},
    "styles": {
        "button": {
            "values": [
                {"backgroundColor": BUTTON, "borderColor": BUTTON_EDGE},
                {"when": "${state.pressed || state.focused}", "borderColor": "#ffffff"},
            ]
        }
    },
    "mainTemplate": {
        "parameters": ["payload"],
        "items": [
            {
                "type": "Frame",
                "width": "100vw",
                "height": "100vh",
                "backgroundColor": f"${{payload.screen.warns ? '{ALARM_GROUND}' : '{GROUND}'}}",
                "paddingLeft": "@edge",
                "paddingRight": "@edge",
                "paddingTop": "@edge",
                "paddingBottom": "@edge",
                # A frame holds one item: of several the first whose `when` holds.
                "items": _LAYOUTS,
            }
        ],
    },
}
"""The document of every response with a screen."""
