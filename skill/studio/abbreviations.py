"""What is short in print and long in speech: abbreviations, units, acronyms that are spelled."""

from __future__ import annotations

ABBREVIATIONS = {
    "a.u.b.": "alstublieft",
    "blz.": "bladzijde",
    "bijv.": "bijvoorbeeld",
    "bv.": "bijvoorbeeld",
    "b.v.": "bijvoorbeeld",
    "ca.": "ongeveer",
    "d.m.v.": "door middel van",
    "d.w.z.": "dat wil zeggen",
    "dhr.": "de heer",
    "dr.": "dokter",
    "drs.": "doctorandus",
    "e.d.": "en dergelijke",
    "en/of": "en of",
    "enz.": "enzovoort",
    "etc.": "enzovoort",
    "evt.": "eventueel",
    "excl.": "exclusief",
    "gem.": "gemiddeld",
    "i.p.v.": "in plaats van",
    "i.v.m.": "in verband met",
    "incl.": "inclusief",
    "m.a.w.": "met andere woorden",
    "m.b.t.": "met betrekking tot",
    "m.n.": "met name",
    "max.": "maximaal",
    "mevr.": "mevrouw",
    "min.": "minimaal",
    "mw.": "mevrouw",
    "n.v.t.": "niet van toepassing",
    "nr.": "nummer",
    "o.a.": "onder andere",
    "o.i.d.": "of iets dergelijks",
    "ong.": "ongeveer",
    "p.d.": "per dag",
    "prof.": "professor",
    "resp.": "respectievelijk",
    "t.o.v.": "ten opzichte van",
    "t/m": "tot en met",
    "tel.": "telefoon",
    "vnl.": "voornamelijk",
    "z.n.": "zo nodig",
    "z.s.m.": "zo snel mogelijk",
    "zgn.": "zogenaamd",
}
"""Lower case, as printed; the dot belongs to it."""

UNITS = {
    "mg": ("milligram", "milligram"),
    "mcg": ("microgram", "microgram"),
    "µg": ("microgram", "microgram"),
    "g": ("gram", "gram"),
    "gr": ("gram", "gram"),
    "kg": ("kilogram", "kilogram"),
    "ml": ("milliliter", "milliliter"),
    "cl": ("centiliter", "centiliter"),
    "dl": ("deciliter", "deciliter"),
    "l": ("liter", "liter"),
    "mm": ("millimeter", "millimeter"),
    "cm": ("centimeter", "centimeter"),
    "m": ("meter", "meter"),
    "km": ("kilometer", "kilometer"),
    "m²": ("vierkante meter", "vierkante meter"),
    "sec": ("seconde", "seconden"),
    "min": ("minuut", "minuten"),
    "u": ("uur", "uur"),
    "kcal": ("kilocalorie", "kilocalorieën"),
    "mmol": ("millimol", "millimol"),
    "dag": ("dag", "dagen"),
}
"""Singular and plural, only after a number."""

SPELLED = frozenset(
    """
    BMI CBO CBR COPD CT ECG EHBO EMG FMS GGD GGZ HBO IC ICT IE IQ KNGF KNMP KNO LDL MRI MUMC NHG
    NSAID PDF POH RIVM SEH SMS TIA UMC UWV VWS ZZP
    """.split()
)
"""Said letter by letter though they hold a vowel, so that some engines read them as a word
(measured with eSpeak NG: nsait, mumk, kopt, poh). Without a vowel all are spelled anyway."""
