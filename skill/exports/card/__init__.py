"""What who calls has on paper: the card with its codes, and the key map with its times."""

from skill.exports.card.card import card_page
from skill.exports.card.keymap import key_map

__all__ = ["card_page", "key_map"]
