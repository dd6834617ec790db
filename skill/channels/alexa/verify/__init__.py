"""Proof that a request comes from Alexa, for an endpoint that anybody can reach.

The rules: https://developer.amazon.com/docs/custom-skills/host-a-custom-skill-as-a-web-service.html
(checking the signature, the timestamp and the skill id). Amazon's own library for it,
ask-sdk-webservice-support 1.3.3, cannot be imported on a current Debian: its oscrypto cannot read
the version of OpenSSL 3.0.19. So the rules stand here, on `cryptography` alone.

Only the server imports this package: Alexa calls a Lambda by permission, without a signature, and
the Lambda has no `cryptography`.
"""

from skill.channels.alexa.verify.request import make_verifier

__all__ = ["make_verifier"]
