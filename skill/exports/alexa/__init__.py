"""What Amazon is given: the interaction model and the skill package, with its privacy page."""

from skill.exports.alexa.model import interaction_model
from skill.exports.alexa.model_limits import limits
from skill.exports.alexa.package import package_files
from skill.exports.alexa.privacy import privacy_page, style_hash

__all__ = [
    "interaction_model",
    "limits",
    "package_files",
    "privacy_page",
    "style_hash",
]
