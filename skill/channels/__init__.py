"""The channels: each turns what it receives into an Event, and a Reply into what it can play."""

from skill.channels.runtime import Runtime, open_runtime
from skill.channels.sounds import Sounds
from skill.channels.tcp_server import Answer, serve_connections
from skill.channels.watch import Watch

__all__ = ["Answer", "Runtime", "Sounds", "Watch", "open_runtime", "serve_connections"]
