"""The review page: every text that can be heard, what it is based on, and who approved it."""

from skill.server.review.routes import install

__all__ = ["install"]
