"""The local server: the Alexa endpoint, the JSON turn, the clips and the developer's pages.

Flask and waitress live here and nowhere else; what a turn means is decided in `channels`.
"""

from skill.server.app import create_app
from skill.server.listen import serve

__all__ = ["create_app", "serve"]
