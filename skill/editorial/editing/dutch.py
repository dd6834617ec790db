"""What a finding says, for editors: in Dutch, and how to mend it.

A finding is written once, in English, where it is found. Here each that a change of a text can
bring about has its Dutch sentence; one that has none is given as it is, and says so.
"""

from __future__ import annotations

import re

from skill.errors import Finding

_SENTENCES = r"""
the text has (\d+) words
    De tekst heeft {0} woorden; 20 tot 60 is goed om naar te luisteren.
the spoken title is longer.*
    De gesproken titel heeft meer dan vier woorden: maak hem korter.
is too long to be offered
    Dit past niet in een aanbod: neem hoogstens zeven woorden.
holds signs that cannot be spoken: (.+)
    Deze tekens klinken niet: {0} (schrijf het uit in woorden, of laat ze weg).
points at a page
    Wie luistert kan niet kijken: zeg wat er bedoeld wordt, zonder “zie” of “klik”.
this sentence says no statement
    Deze zin heeft geen spoor: zet er [S25] achter, of [eigen].
a trace stands inside the line
    Er staan twee zinnen op één regel: zet elke zin op een eigen regel, met het spoor aan het eind.
the brackets are empty
    De haken zijn leeg: noem de uitspraken, of schrijf [eigen].
\[eigen\] stands alone
    [eigen] staat alleen: maak er twee zinnen van.
the passage has no text
    Er staat geen tekst.
`(.+)` is offered with the same words
    “{0}” wordt met dezelfde woorden aangeboden: kies andere.
statement (S\d+) does not exist \(the last is (\w+)\)
    Uitspraak {0} bestaat niet; de laatste is {1}.
says (\S+), which is not among `statements`
    {0} staat niet bij de uitspraken van deze passage.
no sentence says (\S+)
    Geen zin zegt uitspraak {0}: zet [{0}] achter de zin die dat doet.
(S\d+) must say `(.+)`
    Uitspraak {0} moet klinken met “{1}”: dat is een feit dat niet mag wegvallen.
the number `(.+)` is not in (.+)
    Het getal “{0}” staat niet in {1}: laat het weg, of verbeter de uitspraak.
a number in digits
    Er staat een getal in cijfers: schrijf het als woord.
(S\d+) says `(.+)`, the text does not
    Uitspraak {0} zegt “{1}”, de tekst niet: houd de nuance en de ontkenning.
says `(.+)`, which is not in (.+)
    De tekst zegt “{0}”, en {1} niet: zeg het zoals de folder.
statement (S\d+) is said by no passage
    Uitspraak {0} klinkt nu in geen enkele passage.
has no telephone code
    Deze passage heeft geen telefooncode: vraag een ontwikkelaar.
follow-up `(.+)` does not exist
    Het aanbod daarna, “{0}”, bestaat niet.
a passage cannot follow itself
    Een passage kan niet na zichzelf worden aangeboden.
names two closing lines
    Er staan twee slotzinnen; er klinkt er één.
chapter `(.+)` does not exist
    Het hoofdstuk “{0}” bestaat niet.
stands in chapter `(.+)` of the menu
    In het menu staat deze passage in hoofdstuk “{0}”.
(S\d+) stands where (S\d+) is expected
    Uitspraak {0} staat waar {1} hoort: de nummers lopen door.
risk `(.+)` needs a closing line
    Bij dit risico ({0}) hoort een slotzin.
`(.+)` holds `(.+)`: a number in digits
    “{1}” is een getal in cijfers: schrijf het als woord ({0}).
`(.+)` holds `(.+)`: an abbreviation
    “{1}” is een afkorting: schrijf het voluit ({0}).
`(.+)` holds `(.+)`: is no word
    “{1}” is geen woord: schrijf het zoals u het zegt ({0}).
`(.+)` holds `(.+)`: is a sign
    “{1}” is een teken: schrijf het in woorden ({0}).
`(.+)` has nothing to say
    Er staan geen woorden om te zeggen ({0}).
the reply is empty
    Er staat geen antwoord.
the reply asks something
    Een weigering vraagt niets: haal het vraagteken weg.
`check` asks nothing
    De navraag eindigt met een vraagteken.
`(.+)` is offered and may never answer it
    “{0}” wordt aangeboden en mag dit nooit beantwoorden: kies een van de twee.
`(.+)` is a subject too
    “{0}” is ook de naam van een onderwerp: kies een andere code.
`(.+)` is no pair of alarms or subjects
    “{0}” is geen paar tekenen of onderwerpen.
holds `\{(.*)\}`; it can hold no curly brackets
    Hier mogen geen accolades staan: {{{0}}}.
holds `\{(.*)\}`; it can hold (.+)
    Hier past {{{0}}} niet; wel: {1}.
does not say \{(.+)\}
    {{{0}}} ontbreekt: zet het waar die woorden horen.
a curly bracket is not closed
    Een accolade is niet gesloten.
field `(.+)` is missing
    Het veld `{0}` is leeg of ontbreekt: vul het in.
field `(.+)` is not known
    Het veld `{0}` bestaat niet.
field `(.+)` stands here twice
    Het veld `{0}` staat er twee keer.
`(.+)` is empty
    `{0}` is leeg: vul het in.
`(.+)` is '(.*)'
    `{0}` kan niet “{1}” zijn.
`(.+)` must be a text
    `{0}` moet een tekst zijn.
`(.+)` must hold texts only
    `{0}` mag alleen teksten hebben.
`(.+)` must be a list
    `{0}` moet een lijst zijn.
passage `(.+)` does not exist
    De passage “{0}” bestaat niet.
alarm `(.+)` does not exist
    Het alarm “{0}” bestaat niet.
closing line `(.+)` does not exist
    De slotzin “{0}” bestaat niet.
the file's name is not an id
    De code heeft kleine letters en losse streepjes, hoogstens 48, en is geen apparaat (con).
`(.+)` cannot be written there
    Dit past niet in het veld `{0}` van dit bestand.
does not exist
    Het bestand bestaat niet meer.
is empty
    Er staan geen velden.
is not UTF-8 text
    Het bestand is geen UTF-8: bewaar het opnieuw.
does not start with a line `---`
    Het bestand begint niet met een regel `---`.
the fields are not closed.*
    De velden eindigen niet met een regel `---`.
is not valid YAML: .*
    De opmaak van het bestand klopt niet: kijk naar inspringen en dubbele punten.
holds a sign that cannot be shown \((.+)\)
    Er staat een teken in dat niet te zien is ({0}).
holds a line break .*\((.+)\)
    Er staat een verborgen regeleinde in ({0}): typ die regel opnieuw.
anchors .*
    Ankers (&naam) bestaan hier niet: zet de tekst tussen aanhalingstekens.
cannot be written: .*
    Het bestand kan niet worden bewaard: kijk naar de rechten en de ruimte op de schijf.
cannot be read: .*
    Het bestand kan niet worden gelezen.
holds (\d+) questions
    Er zijn {0} zinnen; het moeten er minstens tien zijn.
`(.+)` is also (\S+) at (.+)
    De zin “{0}” staat al in {2}: laat hem op één plaats staan.
has no words
    Er staat een regel zonder woorden.
is longer than (\d+) characters
    Een regel is langer dan {0} tekens: splits hem.
brackets are not closed, .*
    Haakjes zijn niet gesloten: schrijf (a|b) of [c], of twee regels.
label (.+) does not exist
    Het label {0} bestaat niet.
`(.+)` is in no lexicon, in .*
    Het woord “{0}” staat in geen uitspraaklijst: luister hoe het klinkt, en vraag een uitspraak.
group `(.+)` does not exist
    De woordgroep “{0}” bestaat niet.
`(.+)` '(.*)' does not exist
    “{1}” bij `{0}` bestaat niet.
alarm `(.+)` stands in `needs` twice
    Het alarm “{0}” staat twee keer bij `needs`: laat er één staan.
`(.+)` is not an id
    “{0}” is geen code: gebruik kleine letters en losse streepjes.
statement (S\d+) stands here twice
    Uitspraak {0} staat er twee keer: laat er één staan.
`(.+)` stands here twice
    “{0}” staat er twee keer: laat er één staan.
`(.+)` is not an ending
    “{0}” is geen uitgang: gebruik alleen de letters a tot z.
`(.+)` can never match
    “{0}” kan nooit raak zijn: schrijf kleine letters zonder accenten, en getallen voluit.
a rule without `when` would always bite
    Een regel zonder `when` slaat altijd aan: zeg bij welke woorden hij moet aanslaan.
`(.+)` holds an empty list
    Bij `{0}` staat een lege lijst: haal hem weg.
`(.+)` needs (\d+) sentences
    Bij `{0}` horen minstens {1} zinnen.
does not bite in `(.+)`
    De regel slaat niet aan in “{0}”: zet er woorden bij `when` bij.
bites in `(.+)` on (.+)
    De regel slaat aan in “{0}” (door {1}) en mag dat niet: maak `when` smaller.
(\d+) chapters; a telephone has keys for 6
    Er zijn {0} hoofdstukken; een telefoon heeft toetsen voor zes.
`(.+)` has (\d+) choices; .+
    “{0}” heeft {1} keuzes; zes is het meeste in een menu: maak er een groep van.
what is in `(.+)` is more than (\d+) keys away
    Wat in “{0}” staat, is meer dan {1} toetsen ver: zet het een groep hoger.
`(.+)` is a name of the program's own
    “{0}” is een naam van het programma zelf: kies een andere.
`phone` '(.*)' is not a number with a country code
    “{0}” is geen telefoonnummer met landnummer: schrijf het als +31 43 123 45 67, of `onbekend`.
`(.+)` '(.*)' is not a date
    “{1}” is geen datum: schrijf hem als 2027-01-31, of `onbekend`.
`(.+)` '(.*)' is not an id
    “{1}” bij `{0}` is geen code: gebruik kleine letters en losse streepjes.
chapter or group `(.+)` stands here twice
    Het hoofdstuk of de groep “{0}” staat er twee keer.
a passage id or a group is expected here
    Hier hoort de code van een passage, of een groep.
`(.+)` is a chapter or group, not a passage
    “{0}” is een hoofdstuk of groep, en geen passage.
passage `(.+)` is not in `order`
    De passage “{0}” staat niet bij `order`: zet haar erbij.
passage `(.+)` is in the order but has no file
    De passage “{0}” staat bij `order` en heeft geen bestand.
passage `(.+)` has a file but is not in `order`
    De passage “{0}” heeft een bestand en staat niet bij `order`: zet haar erbij.
passage `(.+)` stands in .+ twice
    De passage “{0}” staat er twee keer: laat er één staan.
passage `(.+)` is in no chapter
    De passage “{0}” staat in geen hoofdstuk: geef haar één plaats in het menu.
(\d+) examples; at most (\d+) are shown
    Er zijn {0} voorbeeldvragen; hoogstens {1} worden getoond.
example '(.*)' is long
    De voorbeeldvraag “{0}” is te lang: maak haar hoogstens zestig tekens.
example '(.*)' stands here twice
    De voorbeeldvraag “{0}” staat er twee keer.
offers (\d+) choices
    Er staan {0} keuzes; geef er twee of drie.
the path is no label
    De plaats van dit bestand is geen label: kijk welke mappen er bij de vragen horen.
code (\d+) is given twice
    De code {0} is twee keer gegeven: een code is van één passage, ook als die weg is.
code (\d+) is of passage `(.+)`, which does not exist
    De code {0} is van “{1}”, en die passage bestaat niet: schrijf een streepje.
code (\d+) is an emergency number
    {0} is een alarmnummer: geef de passage een andere code.
is not a code and a passage
    Op deze regel horen een code van drie cijfers en een passage.
file is larger than 1 MB
    Het bestand is groter dan één megabyte: splits het.
is nested more than \d+ deep
    De opmaak klopt niet: zet een tekst met haken tussen aanhalingstekens.
fields are expected here
    Hier horen velden: schrijf regels als `naam: waarde`.
a field name must be a word
    De naam van een veld is één woord.
`(.+)` must be fields
    `{0}` moet uit velden bestaan.
the whole answer takes (.+) s, (\d+) s is the longest
    Het hele antwoord is ongeveer {0} seconden lang; {1} is het langste dat mag.
the whole answer takes (.+) s
    Het hele antwoord is ongeveer {0} seconden lang; dat is te kort.
the title takes (.+) s
    De titel is ongeveer {0} seconden lang; twee is het langste dat mag.
the welcome takes (.+) s
    De begroeting is ongeveer {0} seconden lang; zes is het langste dat mag.
"""
"""A pattern of what a finding says, and below it the sentence; `{0}` is its first group."""

_DECIMAL = re.compile(r"(?<=^\d)\.(?=\d$)|(?<=^\d\d)\.(?=\d$)")
"""The point of `10.3`, which is a comma in Dutch."""
_ROWS = _SENTENCES.strip().split("\n")
_KNOWN = tuple(
    (re.compile(pattern, re.DOTALL), dutch.strip())
    for pattern, dutch in zip(_ROWS[::2], _ROWS[1::2], strict=True)
)


def in_dutch(finding: Finding) -> str:
    """A finding in a sentence for editors, without its place."""
    for pattern, dutch in _KNOWN:
        if found := pattern.fullmatch(finding.what):
            return dutch.format(*(_shown(finding.what, one) for one in found.groups()))
    fix = f" ({finding.fix})" if finding.fix else ""
    return f"De controle meldt, in het Engels: {finding.what}{fix}"


def _shown(what: str, part: str) -> str:
    """A part of what a finding says, as it stands in a Dutch sentence."""
    if " must say " in what:
        return part.replace("|", "” of “")
    if "cannot be spoken" in what:
        return " ".join(part)
    return _DECIMAL.sub(",", part)
