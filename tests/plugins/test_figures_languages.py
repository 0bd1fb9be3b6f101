"""Number forms of German, French and Spanish: read rightly or refused, never confident; other languages yield nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from monitor_plugins import figures
from monitor_plugins.languages import forms
from monitor_plugins.numbers.digits import value_of

from monitor import Article, Quantity

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def read(text: str, lang: str = "") -> list[Quantity]:
    return list(figures.annotate(Article(source="desk", ref="1", text=text, lang=lang, first_seen_at=NOW, at=NOW)))


@pytest.mark.parametrize(
    ("lang", "text", "value", "bound"),
    [
        ("de", "6.000 Soldaten starben.", 6000, "exact"),
        ("de", "Sechstausend Soldaten starben.", 6000, "exact"),
        ("de", "Dreiundzwanzig Menschen starben.", 23, "exact"),
        ("de", "Mindestens 1,5 Millionen Menschen flohen.", 1_500_000, "at_least"),
        ("de", "Bis zu 200 Verletzte wurden gezählt.", 200, "at_most"),
        ("de", "Rund 2,3 Mrd. Euro fehlen.", 2.3e9, "about"),
        ("de", "Zwischen 5.000 und 6.000 Demonstranten kamen.", (5000, 6000), "range"),
        ("de", "Mehrere hundert Menschen flohen.", (200, 999), "vague"),
        ("de", "Es kostet 6’000 Franken.", 6000, "exact"),
        ("fr", "6 000 soldats ont été tués.", 6000, "exact"),
        ("fr", "6\u202f000 soldats ont été tués.", 6000, "exact"),
        ("fr", "Quatre-vingt-dix-sept personnes sont mortes.", 97, "exact"),
        ("fr", "Vingt et un disparus sont recherchés.", 21, "exact"),
        ("fr", "Au moins 2 500 personnes sont mortes.", 2500, "at_least"),
        ("fr", "Une vingtaine de personnes sont mortes.", 20, "exact"),
        ("fr", "Près de 3,2 milliards d’euros manquent.", 3.2e9, "about"),
        ("es", "6.000 soldados murieron.", 6000, "exact"),
        ("es", "Mil quinientos soldados murieron.", 1500, "exact"),
        ("es", "Treinta y un heridos fueron atendidos.", 31, "exact"),
        ("es", "Al menos 1,5 millones de personas huyeron.", 1_500_000, "at_least"),
        ("es", "Faltan dos mil millones de euros.", 2e9, "exact"),
        ("es", "Doscientos cincuenta mil desplazados llegaron.", 250_000, "exact"),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(lang, text, value, bound):
    note = read(text, lang)[0]

    assert (note.value, note.bound) == (value, bound)
    assert note.confidence == 0


@pytest.mark.parametrize(
    ("lang", "text"),
    [("de", "Der 25m hohe Mast fiel um."), ("fr", "Le mât de 25m est tombé."), ("es", "El mástil de 25m cayó.")],
    ids=["German", "French", "Spanish"],
)
def test_metres_glued_to_their_number_are_metres(lang, text):
    note = read(text, lang)[0]

    assert (note.value, note.kind, note.unit) == (25, "measure", "metre")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Am 12. März 2024 tagte der Rat."),
        ("de", "Um 15.30 Uhr war Schluss."),
        ("fr", "Le 12 mars 2024."),
        ("es", "El 12 de marzo de 2024."),
    ],
)
def test_dates_and_clock_times_are_no_figures(lang, text):
    assert read(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "written", "value"),
    [
        ("en", "6,000", 6000),
        ("en", "6.000", 6.0),
        ("en", "1,3", 1.3),
        ("en", "22,24,26", None),
        ("en", "007", None),
        ("de", "6.000", 6000),
        ("de", "6,5", 6.5),
        ("de", "3.5", None),
        ("de", "1.234.567,89", 1234567.89),
        ("de", "12.05.2024", None),
        ("es", "3.200", 3200),
        ("fr", "3,25", 3.25),
    ],
)
def test_marks_between_digits_are_read_by_language_or_refused(lang, written, value):
    known = forms(lang)

    assert known is not None
    assert value_of(written, known) == value


POLISH = (
    "Zginęło 6000 żołnierzy w tym mieście, a wielu zostało rannych w całym kraju przez cały rok, podały władze w sobotę rano, choć brak "
    "danych o innych, którzy także byli tam obecni przez cały ten czas, gdy trwały walki o miasto i jego okolice na wschodzie."
)


@pytest.mark.parametrize("text", ["Погибли 6000 солдат в этом городе.", POLISH], ids=["cyrillic", "polish"])
def test_a_language_that_we_do_not_know_yields_nothing(text):
    assert read(text) == []


def test_a_language_that_is_said_and_not_known_yields_nothing():
    assert read("6.000 soldados mortos", "pt") == []


def test_the_language_is_guessed_when_nobody_says():
    assert read("Der Sprecher sagte, dass 6.000 Soldaten in der Stadt und nicht auf dem Land sind.")[0].value == 6000
    assert read("The spokesman said 6,000 soldiers were in the town.")[0].confidence > 0
