"""The channels: each turns what it receives into an Event, and a Reply into what it can play."""

from skill.channels.runtime import Runtime, open_runtime
from skill.channels.sounds import Sounds

__all__ = ["Runtime", "Sounds", "open_runtime"]
