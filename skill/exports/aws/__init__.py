"""Shipping: the checkout -> one zip with all that Lambda runs, and nothing else."""

from skill.exports.aws.build import Shipped, build_zip
from skill.exports.aws.modules import runtime_modules
from skill.exports.aws.packages import Pin, package_files, read_pins

__all__ = ["Pin", "Shipped", "build_zip", "package_files", "read_pins", "runtime_modules"]
