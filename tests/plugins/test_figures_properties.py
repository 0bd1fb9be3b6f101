"""What must hold of any figure: it reads back to itself, rewording keeps it, and intervals behave."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from monitor_plugins import figures
from monitor_plugins.numbers.intervals import Interval, granted

from monitor import Article, Quantity

NOW = datetime(2026, 3, 1, tzinfo=UTC)
BOUNDS = ["at least", "more than", "as many as", "up to", "fewer than", "about", "nearly", "some", ""]
NOUNS = ["people", "soldiers", "houses", "workers", "strollers", "votes"]
_SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def read(text: str) -> list[Quantity]:
    return list(figures.annotate(Article(source="desk", ref="1", text=text, lang="en", first_seen_at=NOW, at=NOW)))


def spell(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_SMALL[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{_SMALL[number // 100]} hundred" + (f" and {spell(number % 100)}" if number % 100 else "")
    return f"{spell(number // 1000)} thousand" + (f" {spell(number % 1000)}" if number % 1000 else "")


counts = st.integers(3, 999_999).filter(lambda number: not 1500 <= number <= 2199)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(counts, st.sampled_from(BOUNDS), st.sampled_from(NOUNS))
def test_a_figure_read_again_from_its_own_quote_is_the_same(number, bound, noun):
    note = read(f"On Friday {bound} {number:,} {noun} were lost near Ardal.".replace("  ", " "))[0]

    again = read(note.quote)[0]

    assert (again.value, again.low, again.high, again.bound, again.unit) == (note.value, note.low, note.high, note.bound, note.unit)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(counts)
def test_the_same_number_in_digits_and_in_words_is_one_value(number):
    digits, plain, spelled = (read(f"The flood killed {written} people.")[0] for written in (f"{number:,}", str(number), spell(number)))

    assert digits.value == plain.value == spelled.value == number
    assert digits.predicate == plain.predicate == spelled.predicate == ("kill",)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(1, 99), st.sampled_from(["million", "billion", "thousand"]))
def test_scale_words_and_letters_mean_the_same(number, scale):
    letter = {"million": "m", "billion": "bn", "thousand": "k"}[scale]

    assert read(f"It cost ${number} {scale}.")[0].value == read(f"It cost ${number}{letter}.")[0].value


@settings(max_examples=40, deadline=None, derandomize=True)
@given(counts, st.sampled_from(["about", "around", "roughly", "some", "approximately"]))
def test_about_keeps_value_kind_and_unit(number, about):
    exact, near = read(f"Police freed {number:,} prisoners.")[0], read(f"Police freed {about} {number:,} prisoners.")[0]

    assert (near.value, near.kind, near.unit, near.predicate) == (exact.value, exact.kind, exact.unit, exact.predicate)
    assert Interval(near.low, near.high).contains(Interval(exact.low, exact.high))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(counts)
def test_voice_and_order_keep_the_figure(number):
    texts = [
        f"Police freed {number:,} prisoners on Friday.",
        f"On Friday {number:,} prisoners were freed by police.",
        f"{number:,} prisoners, police said, were released.",
    ]

    notes = [read(text)[0] for text in texts]

    assert len({(note.value, note.kind, note.of, note.category, note.predicate, note.role) for note in notes}) == 1


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_any_text_gives_quotes_that_are_in_it(text):
    assert all(text[note.start : note.end] == note.quote and note.quote for note in read(text))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(
            [
                "12",
                "6,000",
                "one",
                "-",
                "to",
                "of",
                "the",
                "$",
                "%",
                "million",
                "and",
                "people",
                "killed",
                "(",
                ")",
                ".",
                ",",
                "from",
                "said",
                "'from",
                "5'",
                "m",
                "bn",
                "May",
                "2024",
                '"',
                "half",
                "a",
                "third",
            ]
        ),
        max_size=30,
    )
)
def test_any_order_of_number_words_gives_ordered_intervals(parts):
    for note in read(" ".join(parts)):
        assert note.low is None or note.high is None or note.low <= note.high
        assert 0 <= note.confidence <= 1


numbers = st.floats(-1e9, 1e9, allow_nan=False)
ends = st.one_of(st.none(), numbers)
intervals = st.tuples(ends, ends).filter(lambda pair: None in pair or pair[0] <= pair[1]).map(lambda pair: Interval(*pair))


@given(intervals, intervals)
def test_overlap_is_mutual_and_what_contains_overlaps(one, two):
    assert one.overlaps(two) == two.overlaps(one)
    assert not one.contains(two) or one.overlaps(two)
    assert one.contains(one)


@given(intervals, intervals)
def test_what_two_intervals_share_is_in_both(one, two):
    shared = one.meet(two)

    assert (shared is not None) == one.overlaps(two)
    assert shared is None or (one.contains(shared) and two.contains(shared) and not one.narrower_than(shared))


@given(st.floats(0, 1e9), st.sampled_from(["exact", "about", "nearly", "at_least", "at_most"]))
def test_every_bound_grants_the_value_itself(value, bound):
    interval = granted(value, bound)

    assert interval.contains(Interval(value, value)) or (interval.low is not None and abs(interval.low - value) <= 1e-9 * value + 1e-9)


@given(st.floats(0, 1e9))
def test_a_bound_only_widens(value):
    assert all(not granted(value, bound).narrower_than(granted(value, "exact")) for bound in ("about", "nearly", "at_least", "at_most"))
