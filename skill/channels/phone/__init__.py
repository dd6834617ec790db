"""The telephone: a provider's webhooks as turns.

Nothing here needs the provider's library but `twiml`, which the server imports when a call comes.
"""

from skill.channels.phone.call import begin, go_on, is_over
from skill.channels.phone.seal import seal, state_key, unseal

__all__ = ["begin", "go_on", "is_over", "seal", "state_key", "unseal"]
