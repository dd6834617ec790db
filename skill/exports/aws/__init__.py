"""AWS Lambda: the checkout -> one zip with all that runs there, and nothing else."""

from skill.exports.aws.build import build_zip

__all__ = ["build_zip"]
