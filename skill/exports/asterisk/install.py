"""INSTALL.md: what a clinic does with the exported folder. Dutch first, a short English version."""

from __future__ import annotations

from collections.abc import Collection

from skill.exports.asterisk.dialplan import CONTEXT, EAR, SOUNDS, SPEECH
from skill.exports.keys import WAIT_SECONDS
from skill.leaflet import Leaflet, person_number

_CONCEPT = """
> **CONCEPT, alleen om te proberen.** Nog niet alle teksten zijn goedgekeurd voor patiënten.
> *For a trial only: not every text in it has been approved for patients.*
"""

_PERSON = """Wie twee keer 0 toetst, wordt verbonden met {number} als u zegt langs welke lijn:
zet vóór de `Goto` `Set(RW_PERSON=PJSIP/{number}@UW_TRUNK)`. Anders hoort hij wie hij kan bellen.
*(Key 0 twice: `Set(RW_PERSON=PJSIP/{number}@YOUR_TRUNK)` before the `Goto` connects the caller.)*

"""

_SPEECH = """## Ook laten spreken (proef)

Laat het nummer van stap 3 dan hier binnenkomen:
`exten => UW_NUMMER,1,Goto({context},{speech},1)`
Op dezelfde machine draait `python -m skill phone listen`, dat op `{ear}` luistert. Luistert
het elders, zet dan vóór de `Goto` bijvoorbeeld `Set(RW_EAR=127.0.0.1:9192)`. Is dat programma er
niet, valt het uit, of verstaat het een beller twee keer niet, dan gaat het gesprek verder met
toetsen. Laat systemd het bewaken (`Type=notify`, `WatchdogSec=10`, `WatchdogSignal=SIGKILL`): staat
het stil zonder uit te vallen, dan hoort een beller anders stilte.

Nodig zijn ook de modules `app_audiosocket`, `res_audiosocket`, `func_uuid` en `app_exec`, en een
Asterisk waarvan `asterisk -rx 'core show application AudioSocket'` ook *DTMF frames* noemt (sinds
het voorjaar van 2025). Een oudere geeft geen toetsen door.

*(Speech as well, as a trial: send the number to `Goto({context},{speech},1)`, and run
`phone listen` on `{ear}` of the same machine, watched over by systemd as above. Whenever it is not
there, a call goes on by keys.)*

"""

_NOTE = """# {title} op uw telefooncentrale
{concept}
Inhoudsversie {version}. Getest met Asterisk 16 en 22.

## Nederlands

In deze map staan:

| bestand | wat |
|---|---|
| `extensions.conf` | het keuzemenu: {contexts} contexten, één per toestand van het gesprek |
| `sounds/nl/{sounds}/` | de geluiden ({formats}), gewoon en langzaam |
| `sounds.json` daarin | waar elk geluid van gemaakt is; de centrale gebruikt het niet |

Zo zet u het op de centrale:

1. Kopieer de geluiden naar de map met geluiden van Asterisk (`astdatadir` in `asterisk.conf`):
   `cp -r sounds/nl /usr/share/asterisk/sounds/` (of naar `/var/lib/asterisk/sounds/`).
2. Kopieer het menu onder een eigen naam: `cp extensions.conf /etc/asterisk/{context}.conf`,
   en zet onder in `/etc/asterisk/extensions.conf` de regel `#include {context}.conf`.
3. Stuur uw nummer ernaartoe, in de context waar de gesprekken binnenkomen:
   `exten => UW_NUMMER,1,Goto({context},s,1)`
   FreePBX schrijft `extensions.conf` zelf: zet de `#include` daar in `extensions_custom.conf`, en
   kies bij het nummer een *Custom Destination* met `{context},s,1`.
4. Laad opnieuw: `asterisk -rx 'dialplan reload'`. Bel, en toets 1.

Toetsen gaan als RFC 4733 of SIP INFO (`dtmf_mode=auto_info` bij PJSIP). De lijn gebruikt A-law of
G.722 zonder omrekenen; laat die codecs toe (`allow=g722,alaw`).

Nodig zijn de modules die elke installatie heeft: `pbx_config`, `app_playback`, `func_channel`,
`func_strings` en `format_pcm` (leest `.alaw`, `.ulaw` en `.g722`).

Een beller heeft {wait} seconden om te kiezen. Anders? Zet vóór de `Goto` van stap 3
`Set(RW_WAIT=12)`.

{person}Er wordt niets bewaard van wat een beller toetst, behalve wat uw centrale bijhoudt (log).
Wijzig `extensions.conf` niet met de hand: na een nieuwe export is dat weg.

{spoken}## English

1. Copy the sounds: `cp -r sounds/nl /usr/share/asterisk/sounds/` (see `astdatadir`).
2. `cp extensions.conf /etc/asterisk/{context}.conf`, and add `#include {context}.conf` to your own
   `extensions.conf`.
3. Send a number there: `exten => YOUR_NUMBER,1,Goto({context},s,1)`.
   FreePBX owns `extensions.conf`: put the `#include` into `extensions_custom.conf`, and give the
   number a Custom Destination `{context},s,1`.
4. `asterisk -rx 'dialplan reload'`, call, press 1.

Callers have {wait} seconds to choose; `Set(RW_WAIT=12)` before the `Goto` changes it.
"""


def install_note(
    leaflet: Leaflet,
    contexts: int,
    formats: Collection[str],
    *,
    concept: bool = False,
    speech: bool = False,
) -> str:
    """The whole note, in Markdown."""
    number = person_number(leaflet)
    return _NOTE.format(
        title=leaflet.title,
        person=_PERSON.format(number=number) if number else "",
        spoken=_SPEECH.format(context=CONTEXT, speech=SPEECH, ear=EAR) if speech else "",
        concept=_CONCEPT if concept else "",
        version=leaflet.fingerprint,
        contexts=contexts,
        sounds=SOUNDS,
        formats=", ".join(f"`.{format}`" for format in sorted(formats)),
        context=CONTEXT,
        wait=WAIT_SECONDS,
    )
