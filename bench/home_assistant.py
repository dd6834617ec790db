"""Home Assistant itself talks with Rugwijzer: an agent and a voice, six turns, each with sound.

Needs Home Assistant (a Python of its own: `pip install pytest-homeassistant-custom-component`, the
requirements of its parts wyoming, conversation and tts, and ffmpeg), and a Rugwijzer that serves:

    python -m skill wyoming --uri tcp://127.0.0.1:10500
    python -m pytest -s -o asyncio_mode=auto bench/home_assistant.py
"""

from __future__ import annotations

from typing import Any

import pytest
from homeassistant.components import conversation, tts
from homeassistant.core import Context
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

PORT = 10500
AGENT, VOICE = "conversation.rugwijzer", "tts.rugwijzer"
SAID = {
    "hoe til ik goed": "Goed tillen.",
    "ja": "Iets oprapen.",
    "langzamer": "Goed,",
    "ik kan mijn plas niet ophouden": "Dit",
    "herhaal": "Dit",
    "stop": "Goed.",
}
"""What is said -> how the answer begins; a slow one has a space that does not break after that."""


@pytest.fixture(autouse=True)
def _reaches_this_machine(socket_enabled: None) -> None:
    """The plugin shuts off the network."""


async def test_a_conversation_of_six_turns(hass: Any) -> None:
    for part in ("homeassistant", "conversation"):
        assert await async_setup_component(hass, part, {})
    entry = MockConfigEntry(domain="wyoming", data={"host": "127.0.0.1", "port": PORT})
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert {AGENT, VOICE} <= {state.entity_id for state in hass.states.async_all()}

    talk = None
    for said, begins in SAID.items():
        answer = await conversation.async_converse(
            hass, said, talk, Context(), language="nl", agent_id=AGENT
        )
        talk = answer.conversation_id
        text = answer.response.speech["plain"]["speech"]
        sound = tts.generate_media_source_id(hass, text, engine=VOICE, language="nl")
        kind, data = await tts.async_get_media_source_audio(hass, sound)
        print(f"{said!r} -> {text[:50]!r} ({len(data)} bytes of {kind})")
        assert text.startswith(begins)
        assert data
