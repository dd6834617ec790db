"""The telephone: a provider's webhooks as turns, the key map, and the card for paper."""

from skill.channels.phone.call import COMPLETED, begin, go_on, is_over
from skill.channels.phone.card import Card, Chapter, Group, Topic, card
from skill.channels.phone.keymap import Way, key_map, ways
from skill.channels.phone.seal import seal, state_key, unseal
from skill.channels.phone.signature import is_signed

__all__ = [
    "COMPLETED",
    "Card",
    "Chapter",
    "Group",
    "Topic",
    "Way",
    "begin",
    "card",
    "go_on",
    "is_over",
    "is_signed",
    "key_map",
    "seal",
    "state_key",
    "unseal",
    "ways",
]
