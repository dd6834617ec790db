"""The telephone: a provider's webhooks as turns, and calls of one's own exchange."""

from skill.channels.phone.call import Posted, begin, go_on
from skill.channels.phone.hints import hints
from skill.channels.phone.seal import seal, state_key, unseal
from skill.channels.phone.signature import is_signed
from skill.channels.phone.spoken import Addresses
from skill.channels.phone.spoken_call import Listening, answer_call
from skill.channels.phone.webhook_signature import is_signed_now

__all__ = [
    "Addresses",
    "Listening",
    "Posted",
    "answer_call",
    "begin",
    "go_on",
    "hints",
    "is_signed",
    "is_signed_now",
    "seal",
    "state_key",
    "unseal",
]
