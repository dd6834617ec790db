"""AWS Lambda's way in: `lambda_function.handler`.

Runs from a checkout (this folder beside `skill/`) and from a flat zip (this file beside `skill/`).
The leaflet is read when Lambda starts the process and the model when the first free text comes;
after that an envelope costs no file. With a model that is not the leaflet's it does not start.
Alexa calls Lambda by permission (`EventSourceToken` is the skill id), so there is no signature to
check; the skill id is checked all the same when ALEXA_SKILL_ID is set.
"""

from __future__ import annotations

import sys
from pathlib import Path

# The nearest folder that holds the package: this one in a zip, the one above it in a checkout.
sys.path.insert(0, str(next(p for p in Path(__file__).resolve().parents if (p / "skill").is_dir())))

from skill.channels.alexa.handler import make_handler
from skill.channels.shop import checked_ear, open_shop
from skill.settings import read_settings

handler = make_handler(open_shop(read_settings(), checked_ear))
"""Takes an Alexa request envelope and gives the response envelope; raises for another skill's."""
