"""INSTALL.md: what a clinic does with the exported folder. Dutch first, a short English version."""

from __future__ import annotations

from skill.exports.keys import RINGING_SECONDS, WAIT_SECONDS
from skill.leaflet import Leaflet, person_number

_CONCEPT = """
> **CONCEPT, alleen om te proberen.** Nog niet alle teksten zijn goedgekeurd voor patiënten.
> *For a trial only: not every text in it has been approved for patients.*
"""

_PERSON = """Wie twee keer 0 toetst, wordt doorverbonden met {number} (`<transfer bridge="true">`).
Neemt daar na {ringing} seconden niemand op, of mag uw platform niet doorverbinden, dan hoort hij
wie hij kan bellen. *(Key 0 twice transfers there; who is not answered comes back.)*

"""

_NOTE = """# {title} op uw VoiceXML-platform
{concept}
Inhoudsversie {version}. Gemaakt naar de normen van het W3C en getoetst met een nagebouwde browser;
met een platform van een leverancier is het nog niet geprobeerd. Bel zelf, voor u de lijn opent.

## Nederlands

In deze map staan:

| bestand | wat |
|---|---|
| `start.vxml` | hier begint elk gesprek |
| `root.vxml` | wat voor alle documenten geldt: wachttijden, toetsen |
| `normal.vxml`, `slow.vxml` | de menu's en de onderwerpen, gewoon en langzaam |
| `normal-code.vxml`, `slow-code.vxml` | het toetsen van een code (toets 8) |
| `sounds/{codec}/` | de geluiden: WAV, 8 kHz, mono, {codec} (G.711) |
| `sounds.json` in `sounds/` | waar elk geluid van gemaakt is; het platform gebruikt het niet |

Zo neemt u het in gebruik:

1. Zet de hele map op een webserver die uw platform kan bereiken; anderen hoeven dat niet te kunnen.
   Laat hem `.vxml` sturen als `application/voicexml+xml` (RFC 4267) en `.wav` als `audio/x-wav`.
2. Maak op uw platform een toepassing met het adres van `start.vxml`.
3. Laat uw nummer naar die toepassing gaan. Na de laatste woorden volgt `<exit/>`: laat het platform
   dan ophangen.
4. Bel, en toets 1. Toets ook 0, 8 1 0 9 en 7.

De documenten gebruiken alleen wat VoiceXML 2.0 ook heeft. Kent uw platform alleen 2.0, zet dan in
elk document `version="2.0"`. Er is geen spraakherkenning nodig, en geen stem: alleen als een geluid
niet te halen is, leest het platform de tekst zelf voor, in het Nederlands (`xml:lang="nl-NL"`).

Een beller heeft {wait} seconden om te kiezen. Anders? Zet `timeout` in `root.vxml` op 12s, en
vervang in de andere documenten `timeout="{wait}s"` door `timeout="12s"`.

{person}De documenten sturen niets op en bewaren niets van wat een beller toetst; uw platform en uw
webserver houden zelf een log bij. Wijzigt u een document met de hand, dan is dat na een nieuwe
export weg.

## English

1. Put the folder on a web server that your platform can reach. Serve `.vxml` as
   `application/voicexml+xml` (RFC 4267) and `.wav` as `audio/x-wav`.
2. Give your platform an application with the address of `start.vxml`, and send a number there.
3. The last words are followed by `<exit/>`: let the platform hang up then. Call, and press 1.

Made after the standards of the W3C and tested with a simulated browser; not yet tried on a vendor's
platform. DTMF only: no recogniser, no grammar files. All elements are in VoiceXML 2.0 too.
"""


def install_note(leaflet: Leaflet, codec: str, *, concept: bool = False) -> str:
    """The whole note, in Markdown; `codec` is that of the sounds which are played."""
    number = person_number(leaflet)
    person = _PERSON.format(number=number, ringing=RINGING_SECONDS) if number else ""
    return _NOTE.format(
        title=leaflet.title,
        person=person,
        concept=_CONCEPT if concept else "",
        version=leaflet.fingerprint,
        codec=codec,
        wait=WAIT_SECONDS,
    )
