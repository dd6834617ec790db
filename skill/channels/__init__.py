"""The channels: each turns what it receives into an Event, and a Reply into what it can play."""

from skill.channels.shop import Shop, open_shop

__all__ = ["Shop", "open_shop"]
