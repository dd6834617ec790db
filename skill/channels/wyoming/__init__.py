"""Home Assistant: its conversation agent and its voice, over the Wyoming protocol.

    what was said -> Conversations (state by conversation) -> a text that names its lines
    that text     -> SpokenText -> the same lines -> their clips as PCM

Home Assistant asks twice: for an answer in words, and later, over another connection, for the sound
of those words. Importing this loads no package of the protocol; `service` does.
"""

from skill.channels.wyoming.conversations import Conversations
from skill.channels.wyoming.spoken_text import LineSound, SpokenText

__all__ = ["Conversations", "LineSound", "SpokenText"]
