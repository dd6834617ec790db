"""Shipping: the checkout -> one zip with all that Lambda runs, and nothing else."""

from skill.shipping.build import Shipped, build_zip
from skill.shipping.modules import runtime_modules
from skill.shipping.packages import Pin, package_files, read_pins

__all__ = ["Pin", "Shipped", "build_zip", "package_files", "read_pins", "runtime_modules"]
