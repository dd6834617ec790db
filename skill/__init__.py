"""Rugwijzer: one Dutch leaflet, spoken over every channel.

The package knows nothing about backs: everything that is said or asked stands in `content/`.
"""

__version__ = "0.1.0"
