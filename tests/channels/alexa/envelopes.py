"""Envelopes as Alexa sends them, whole: version, session, context and request."""

from __future__ import annotations

from typing import Any

SKILL_ID = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"
USER_ID = "amzn1.ask.account.GEHEIME-GEBRUIKER"
DEVICE_ID = "amzn1.ask.device.GEHEIM-APPARAAT"
TOKEN = "GEHEIM-TOKEN"

Envelope = dict[str, Any]


def envelope(request: dict[str, Any], state: object = None, *, new: bool = True) -> Envelope:
    """An envelope around a request; `state` is the session attributes of a running session."""
    application = {"applicationId": SKILL_ID}
    return {
        "version": "1.0",
        "session": {
            "new": new,
            "sessionId": "amzn1.echo-api.session.00000000-0000-0000-0000-000000000001",
            "application": application,
            "attributes": {} if state is None else state,
            "user": {"userId": USER_ID},
        },
        "context": {
            "Viewports": [],
            "Viewport": {},
            "Extensions": {"available": {}},
            "System": {
                "application": application,
                "user": {"userId": USER_ID},
                "device": {"deviceId": DEVICE_ID, "supportedInterfaces": {}},
                "unit": {"unitId": "amzn1.ask.unit.GEHEIM", "persistentUnitId": "x"},
                "apiEndpoint": "https://api.eu.amazonalexa.com",
                "apiAccessToken": TOKEN,
            },
        },
        "request": {
            "requestId": "amzn1.echo-api.request.00000000-0000-0000-0000-000000000002",
            "timestamp": "2026-11-22T10:15:00Z",
            "locale": "nl-NL",
            **request,
        },
    }


def launch() -> Envelope:
    """`Alexa, open mijn rugwijzer`."""
    return envelope({"type": "LaunchRequest", "shouldLinkResultBeReturned": False})


def one_shot(name: str, slots: dict[str, Any] | None = None) -> Envelope:
    """`Alexa, vraag mijn rugwijzer naar ...`: an intent that opens the session."""
    return envelope(_intent(name, slots))


def in_session(name: str, state: object = None, slots: dict[str, Any] | None = None) -> Envelope:
    """An intent in a session that is open already."""
    return envelope(_intent(name, slots), state, new=False)


def asked(text: str | None, state: object = None) -> Envelope:
    """Free text in the slot of VraagIntent; None: a slot that Alexa could not fill."""
    return in_session("VraagIntent", state, {"vraag": slot("vraag", text)})


def on_screen(envelope: Envelope, version: object = "2024.3") -> Envelope:
    """The same from a device with a screen, which shows documents up to `version`."""
    device = envelope["context"]["System"]["device"]
    supported = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": version}}}
    return envelope | {
        "context": envelope["context"]
        | {
            "System": envelope["context"]["System"]
            | {"device": device | {"supportedInterfaces": supported}}
        }
    }


def tapped(choice: object, state: object = None, *, first: object = "kies") -> Envelope:
    """A tap on a choice of the screen, while a session is open."""
    request = {
        "type": "Alexa.Presentation.APL.UserEvent",
        "token": "rugwijzer",
        "arguments": [first, choice],
        "source": {"type": "TouchWrapper", "handler": "Press", "id": "", "value": False},
        "components": {},
    }
    return on_screen(envelope(request, state, new=False))


def ended(reason: str = "USER_INITIATED", **error: str) -> Envelope:
    """The end of a session."""
    more = {"error": error} if error else {}
    return envelope({"type": "SessionEndedRequest", "reason": reason, **more}, new=False)


def slot(name: str, text: str | None) -> dict[str, Any]:
    """A slot as it comes; `value` is absent when nothing was heard."""
    filled: dict[str, Any] = {"name": name, "confirmationStatus": "NONE", "source": "USER"}
    if text is not None:
        filled |= {"value": text, "slotValue": {"type": "Simple", "value": text}}
    return filled


def _intent(name: str, slots: dict[str, Any] | None) -> dict[str, Any]:
    intent = {"name": name, "confirmationStatus": "NONE", "slots": slots or {}}
    return {"type": "IntentRequest", "dialogState": "COMPLETED", "intent": intent}
