"""The telephone: a provider's webhooks as turns."""

from skill.channels.phone.call import begin, go_on, is_over
from skill.channels.phone.seal import seal, state_key, unseal
from skill.channels.phone.signature import is_signed

__all__ = ["begin", "go_on", "is_over", "is_signed", "seal", "state_key", "unseal"]
