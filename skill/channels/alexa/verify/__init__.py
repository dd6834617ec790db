"""Proof that a request comes from Alexa, for an endpoint that anybody can reach.

The rules: https://developer.amazon.com/docs/custom-skills/host-a-custom-skill-as-a-web-service.html
(checking the signature, the timestamp and the skill id). Amazon's own library for it,
ask-sdk-webservice-support 1.3.3, cannot be imported on a current Debian: its oscrypto cannot read
the version of OpenSSL 3.0.19. So the rules stand here, on `cryptography` alone.

Only the server imports this package: Alexa calls a Lambda by permission, without a signature, and
the Lambda has no `cryptography`.
"""

from skill.channels.alexa.verify.chain import SigningKey, roots, signing_key
from skill.channels.alexa.verify.fetch import Fetch, certificate_address, fetch
from skill.channels.alexa.verify.keys import FindKey, Keys
from skill.channels.alexa.verify.request import Verify, make_verifier

__all__ = [
    "Fetch",
    "FindKey",
    "Keys",
    "SigningKey",
    "Verify",
    "certificate_address",
    "fetch",
    "make_verifier",
    "roots",
    "signing_key",
]
