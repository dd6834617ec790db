"""Editing in the browser: the routes under `/edit`, what a change is checked by, and the build."""

from skill.server.editing.build import Build
from skill.server.editing.routes import install

__all__ = ["Build", "install"]
