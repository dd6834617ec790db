"""AWS Lambda's way in: `lambda_function.handler`.

Runs from a checkout (this folder beside `skill/`) and from a flat zip (this file beside `skill/`).
Leaflet and model are read once, when Lambda starts the process; an ear is made of the model when
the first free text comes. With a model that is not the leaflet's it does not start.
Alexa calls Lambda by permission (`EventSourceToken` is the skill id), so there is no signature to
check; the skill id is checked all the same when ALEXA_SKILL_ID is set.
"""

from __future__ import annotations

import sys
from pathlib import Path

# The nearest folder that holds the package: this one in a zip, the one above it in a checkout.
sys.path.insert(0, str(next(p for p in Path(__file__).resolve().parents if (p / "skill").is_dir())))

from skill.channels import open_runtime
from skill.channels.alexa import make_handler
from skill.settings import read_settings
from skill.understanding import checked_ear

handler = make_handler(open_runtime(read_settings(), checked_ear))
"""Takes an Alexa request envelope and gives the response envelope; raises for another skill's."""
