"""The sounds of one word, in IPA -> the notation of each engine that knows Dutch by itself.

espeak   mnemonics of eSpeak NG's Dutch voice, for between `[[` and `]]`
piper    the IPA that eSpeak NG writes: a voice of Piper learned those letters and no others
polly    the IPA of Amazon Polly's table for nl-NL

Sources: eSpeak NG 1.52, `phsource/ph_dutch` and for consonants its base `phsource/phonemes`;
`EncodePhonemes` in its `dictionary.c` takes the longest mnemonic, and no two of these make a third.
Amazon Polly Developer Guide, "Dutch (nl-NL)" (`ph-table-dutch`). A sound that a table does not have
makes the whole word empty: it is left to the voice, which knows it by its letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from skill.studio.phonemes import STRESS, VOWELS, tidy

_ESPEAK = (
    # As `tidy` writes it, the mnemonic, and the IPA that eSpeak NG gives for that mnemonic.
    ("yw", "yU", "yʊ"),
    ("ɛɪ", "EI", "ɛɪ"),
    ("œy", "Wy", "œy"),
    ("ʌʊ", "VU", "ʌʊ"),
    ("aː", "a:", "aː"),
    ("eː", "e:", "eː"),
    ("oː", "o:", "oː"),
    ("øː", "Y:", "øː"),
    ("ɪː", "I:", "ɪː"),
    ("ɔː", "O:", "ɔː"),
    ("iː", "i:", "iː"),
    ("yː", "y:", "yː"),
    ("uː", "u:", "uː"),
    ("ɑ\u0303", "A~", "ɑ\u0303"),
    ("ɔ\u0303", "O~", "ɔ\u0303"),
    # Dictionaries leave the mark of length out where an open vowel has no stress.
    ("a", "a:", "aː"),
    ("e", "e:", "eː"),
    ("o", "o:", "oː"),
    ("ø", "Y:", "øː"),
    ("ɑ", "A", "ɑ"),
    ("ɛ", "E", "ɛ"),
    ("ɪ", "I", "ɪ"),
    ("ɔ", "O", "ɔ"),
    ("ʏ", "8", "ɵ"),
    ("ə", "@", "ə"),
    ("ʋ", "v#", "ʋ"),
    ("ɣ", "Q", "ɣ"),
    ("ŋ", "N", "ŋ"),
    ("ʃ", "S", "ʃ"),
    ("ʒ", "Z", "ʒ"),
    ("ɡ", "g", "ɡ"),
    ("ʔ", "?", "ʔ"),
    ("ˈ", "'", "ˈ"),
    ("ˌ", ",", "ˌ"),
    *((letter, letter, letter) for letter in "bdfhijklmnprstuvwxyz"),
)
MNEMONICS = {sound: mnemonic for sound, mnemonic, _ in _ESPEAK}
"""Of eSpeak NG. It has none for `ɛ̃`, `æ`, `ɜ` and other sounds that Dutch borrows now and then."""
ESPEAK_IPA = {sound: ipa for sound, _, ipa in _ESPEAK}
POLLY_IPA = {
    **{sound: sound for sound in "aː eː oː øː yː œy ɑ ɛ ɪ ɔ ʏ ə i u ʋ ɣ ŋ ʃ ʒ ˈ ˌ".split()},
    **{letter: letter for letter in "bdfjklmnprstvxz"},
    **{"a": "aː", "e": "eː", "o": "oː", "ø": "øː", "y": "yː", "iː": "i", "uː": "u"},
    **{"ɛɪ": "ɛi", "ʌʊ": "ʌu", "h": "ɦ", "ɡ": "g", "dʒ": "d͡ʒ"},
}
"""Not in its table: the `w` of `uw` and `nieuw`, a long `ɔː`, vowels through the nose, `ʔ`. The
table has `ɑ:` in `bad`, but calls the long vowels long and this one not, and has X-SAMPA `A`: the
colon is taken for a slip."""

_ONSETS = frozenset(
    """
    bl br dr dʋ fl fr ɣl ɣr kl kn kr kʋ pl pr skl skr sl sm sn sp spl spr st str sx sxr tr tʋ vl vr
    ʋr zʋ
    """.split()
)
"""What a Dutch syllable begins with inside a word, besides one consonant."""
_COLOURED = re.compile(rf"(?:(?<=[{STRESS}])[eo]|[eo](?=ːr(?![{STRESS}]?[{VOWELS}])))ːr")
"""`eː` and `oː` before an r of their own syllable, or with stress: heer, heren, but not theorie."""
_BEFORE_STRESS = re.compile(rf"([^{VOWELS}ː\u0303{STRESS}]*)([{STRESS}])")


@lru_cache(maxsize=4096)
def espeak_mnemonics(ipa: str) -> str:
    """`ˈrʏxpɛin` -> `r'8xpEIn`; empty when Dutch eSpeak NG lacks one of the sounds."""
    return _written(_coloured(ipa), MNEMONICS)


@lru_cache(maxsize=4096)
def piper_ipa(ipa: str) -> str:
    """`ˈrʏxpɛin` -> `rˈɵxpɛɪn`, as eSpeak NG would have written it; empty when it lacks a sound."""
    return _written(_coloured(ipa), ESPEAK_IPA)


@lru_cache(maxsize=4096)
def polly_ipa(ipa: str) -> str:
    """`rˈʏxpɛɪn` -> `ˈrʏxpɛin`, stress before its syllable; empty when Polly lacks a sound.

    Words of more than one part are joined: the stress of each keeps them apart.
    """
    return _written([_before_syllables(part) for part in _parts(ipa)], POLLY_IPA).replace(" ", "")


def _parts(ipa: str) -> list[str]:
    """Tidy, and every accent a letter of its own, as eSpeak NG and Piper have them."""
    return [tidy(part) for part in unicodedata.normalize("NFD", ipa).split()]


def _coloured(ipa: str) -> list[str]:
    """The parts with `eː` and `oː` before an r as eSpeak NG's own rules have them: ɪːr, ɔːr."""
    other = {"e": "ɪ", "o": "ɔ"}
    return [_COLOURED.sub(lambda found: other[found[0][0]] + "ːr", part) for part in _parts(ipa)]


def _written(parts: list[str], table: Mapping[str, str]) -> str:
    """Every sound by the table, longer ones first; empty when one is not in it."""
    sounds = "|".join(map(re.escape, sorted(table, key=len, reverse=True)))
    if not all(re.fullmatch(f"(?:{sounds})+", part) for part in parts):
        return ""
    return " ".join(re.sub(sounds, lambda found: table[found[0]], part) for part in parts)


def _before_syllables(word: str) -> str:
    """A tidy word with each stress mark before its syllable: `ɑxtˈɪx` -> `ɑxˈtɪx`.

    As many consonants go along as can begin a Dutch syllable.
    """

    def moved(found: re.Match[str]) -> str:
        run, mark = found.groups()
        if found.start() == 0:
            return mark + run
        onset = next((run[at:] for at in range(len(run)) if run[at:] in _ONSETS), run[-1:])
        onset = "" if onset == "ŋ" else onset
        return run[: len(run) - len(onset)] + mark + onset

    return _BEFORE_STRESS.sub(moved, word)
