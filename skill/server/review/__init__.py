"""The review page: every text that can be heard, what it is based on, and who approved it."""

from skill.server.review.heard import read_back
from skill.server.review.routes import install

__all__ = ["install", "read_back"]
