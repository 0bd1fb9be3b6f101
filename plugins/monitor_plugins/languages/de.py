"""German: number forms."""

from __future__ import annotations

from functools import lru_cache

from monitor_plugins.languages import NumberForms, kinds, table
from monitor_plugins.text.words import bounds, counted, values, words

_SMALL = counted(
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
)
_TENS = {
    word: 20.0 + 10 * at for at, word in enumerate(["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"])
}
_ONES = {"ein": 1.0, "eine": 1.0, "dreissig": 30.0, "zwo": 2.0}
_KNOWN = _SMALL | _TENS | _ONES


@lru_cache(maxsize=4096)
def compound(word: str) -> float | None:
    """Give the value of a number written as one word: `sechstausend`, `dreiundzwanzig`; None for any other word."""
    if len(word) < 6 or word in _ONES:
        return None
    return _value(word)


def _value(word: str) -> float | None:
    if word in _KNOWN:
        return _KNOWN[word]
    for scale, factor in (("tausend", 1000.0), ("hundert", 100.0)):
        before, found, after = word.partition(scale)
        if found:
            top = _value(before) if before else 1.0
            rest = _value(after.removeprefix("und")) if after else 0.0
            return None if top is None or rest is None or rest >= factor else top * factor + rest
    one, found, ten = word.partition("und")
    if found and ten in {**_TENS, "dreissig": 30.0} and one in _KNOWN and _KNOWN[one] < 10:
        return _KNOWN[one] + _KNOWN[ten]
    return None


FORMS = NumberForms(
    decimal=",",
    group=".",
    space_groups=True,
    cardinals={word: value for word, value in _KNOWN.items() if word not in _ONES},
    compound=compound,
    multipliers=values("hundert:1e2 tausend:1e3 million:1e6 millionen:1e6 milliarde:1e9 milliarden:1e9 billion:1e12 billionen:1e12"),
    abbreviated={"mio": 1e6, "mrd": 1e9, "tsd": 1e3, "mill": 1e6},
    joiners=frozenset(),
    articles=words("ein eine einer einem einen"),
    halves=words("halbe halben"),
    fractions={"drittel": 1 / 3, "sechstel": 1 / 6, "siebtel": 1 / 7, "neuntel": 1 / 9}
    | values("viertel:0.25 fünftel:0.2 achtel:0.125 zehntel:0.1"),
    dozens={"dutzend": 12.0},
    few=words("mehrere einige wenige viele zehntausende hunderttausende dutzende hunderte tausende"),
    vague={
        stem + ending: interval
        for stem, interval in (
            ("dutzende", (24, 99)),
            ("hunderte", (100, 999)),
            ("tausende", (1e3, 99_999)),
            ("zehntausende", (1e4, 99_999)),
            ("hunderttausende", (1e5, 999_999)),
        )
        for ending in ("", "n")
    },
    of=words("von der des"),
    points=words("komma"),
    minus=words("minus"),
    to=words("bis"),
    either=words("oder"),
    between=words("zwischen"),
    both=words("und"),
    since=words("von"),
    before=bounds(
        """mindestens:at-least wenigstens:at-least mehr_als:at-least über:at-least nicht_weniger_als:at-least zumindest:at-least
        gut:at-least bis_zu:at-most höchstens:at-most maximal:at-most weniger_als:at-most unter:at-most nicht_mehr_als:at-most
        rund:about etwa:about ungefähr:about circa:about ca:about ca_.:about zirka:about geschätzt:about geschätzte:about
        an_die:about gegen:about knapp:nearly fast:nearly beinahe:nearly nahezu:nearly nur:exact genau:exact insgesamt:exact"""
    ),
    after=bounds("oder_mehr:at-least und_mehr:at-least"),
    percent=words("% prozent prozentpunkte prozentpunkten v.h."),
    currencies=table(
        """euro: euros
        dollar: us-dollar dollars us_dollar
        swiss franc: franken
        pound sterling: pfund
        mark: d-mark
        russian ruble: rubel
        cent: cents
        japanese yen: yen
        polish zloty: złoty
        turkish lira: lira
        crown: kronen"""
    ),
    units=kinds(
        """second: sekunde sekunden
        minute: minuten
        hour: stunde stunden
        day: tag tage tagen
        week: woche wochen
        month: monat monate monaten
        year: jahr jahre jahren
        year of age: jahre_alt jährige jähriger jährigen jähriges""",
        "duration",
    )
    | kinds(
        """metre: meter metern
        kilometre: kilometer kilometern
        centimetre: zentimeter
        square metre: quadratmeter
        square kilometre: quadratkilometer
        hectare: hektar
        litre: liter
        kilogram: kilogramm kilo
        gram: gramm
        metric ton: tonne tonnen
        degree: grad
        megawatt:
        kilowatt:""",
        "measure",
    ),
    per=words("pro je"),
    months=words(
        """januar jänner februar märz april mai juni juli august september oktober november dezember jan feb mär apr jun jul aug sep
        sept okt nov dez"""),
    year_cues=words(
        """in im seit bis von vor nach jahr jahre ende anfang mitte um sommer winter herbst frühjahr der das des"""),
    ordinal_marks=frozenset(),
)  # fmt: skip
