"""How figures relate, as properties: rewording, widening and order never make news."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monitor_plugins.ledgers import relate
from monitor_plugins.ledgers.relate import CONFLICTING, DOWN, FIRST, LATE, NEWS, PART, REFINED, SAME, UP, VAGUER
from monitor_plugins.ledgers.reported import Reported

from monitor.testing import NOON

points = st.integers(1, 10**7).map(float)


def killed(
    point: float, *, low: float | None = None, high: float | None = None, bound: str = "exact", hours: float = 0, **more
) -> Reported:
    low, high = (point, point) if bound == "exact" else (low, high)
    fields = {"measure": "count", "families": ("kill",), "of": "people", "category": "people", "outlet": "post", "article": 1, **more}
    return Reported(low=low, high=high, point=point, bound=bound, at=NOON + timedelta(hours=hours), **fields)


def about(point: float, **more) -> Reported:
    return killed(point, low=0.9 * point, high=1.1 * point, bound="about", **more)


def at_least(point: float, **more) -> Reported:
    return killed(point, low=point, high=None, bound="at_least", **more)


def vague(low: float, high: float, **more) -> Reported:
    return killed((low + high) / 2, low=low, high=high, bound="vague", **more)


def named(figure: Reported, voice: str, voice_class: str) -> Reported:
    return figure._replace(voice=voice, voice_class=voice_class)


@given(points, st.floats(-0.08, 0.08))
def test_an_approximate_rewording_is_the_same_number(point, off):
    known = killed(point)

    assert relate.relate(about(point * (1 + off), hours=1, article=2), [known]).name in (SAME, VAGUER)


@given(points, st.floats(0, 0.9))
def test_a_lower_bound_that_holds_what_is_known_is_no_news(point, share):
    assert relate.relate(at_least(point * (1 - share), hours=1, article=2), [killed(point)]).name not in NEWS


@given(points, st.floats(1, 50), st.floats(1, 50))
def test_a_magnitude_that_holds_what_is_known_is_no_news(point, below, above):
    wide = vague(point / below, point * above, hours=1, article=2)

    assert relate.relate(wide, [killed(point)]).name not in NEWS


@given(points, points)
def test_what_was_read_before_is_never_news_again(one, other):
    known = [killed(one), killed(other, hours=1, article=2)]

    for repeated in known:
        assert relate.relate(repeated._replace(article=3), known).name == SAME


@given(points, points)
def test_saying_the_same_is_symmetric(one, other):
    assert relate.same(killed(one), killed(other)) == relate.same(killed(other), killed(one))


@given(points, points, st.integers(1, 300))
def test_a_lower_running_number_from_before_is_never_news(one, other, hours):
    low, high = sorted((one, other))

    assert relate.relate(killed(low, hours=-hours, article=2), [killed(high)]).name in (SAME, LATE)


@given(points, points)
def test_two_independent_numbers_of_one_series_are_first_and_something_else_in_either_order(one, other):
    figures = [killed(one), killed(other, article=2)]

    for first, second in (figures, figures[::-1]):
        assert relate.relate(first, []).name == FIRST
        assert relate.relate(second, [first]).name != FIRST


@pytest.mark.parametrize(
    ("new", "was", "relation"),
    [
        (killed(67, hours=9, article=2), at_least(41), UP),
        (killed(78, hours=1, article=2), vague(24, 99), REFINED),
        (killed(54, hours=1, article=2), killed(55, low=50, high=60, bound="range"), REFINED),
        (killed(640, hours=1, article=2), killed(900, low=0, high=900, bound="at_most"), REFINED),
        (killed(61, hours=30, change="down", article=2), killed(67), DOWN),
        (killed(12, hours=1, article=2, outlet="other"), killed(67), PART),
        (killed(16, hours=5, article=2, outlet="other")._replace(families=("missing",)), killed(30)._replace(families=("missing",)), DOWN),
        (killed(104, hours=1, article=2), killed(100), SAME),
        (killed(98, hours=1, article=2), killed(94), UP),
    ],
    ids=[
        "above-at-least",
        "dozens",
        "range",
        "up-to",
        "corrected",
        "part",
        "shrinks-by-itself",
        "within-five-percent",
        "small-counts-are-exact",
    ],
)
def test_a_moved_or_narrower_number_has_its_name(new, was, relation):
    assert relate.relate(new, [was]).name == relation


@pytest.mark.parametrize(
    ("new", "was", "disputed"),
    [
        (
            named(killed(34, hours=4, article=2), "ministry of Halvonia", "official"),
            named(killed(9), "general staff in Arlen", "official"),
            True,
        ),
        (named(killed(29, hours=4, article=2), "Open Clinics", "ngo"), named(killed(11), "ministry of health", "official"), True),
        (named(killed(67, hours=4, article=2), "governor", "official"), named(killed(41), "coastguard", "official"), False),
        (named(killed(29, hours=90, article=2), "Open Clinics", "ngo"), named(killed(11), "ministry of health", "official"), False),
        (named(killed(67, hours=4, article=2), "rescue service", "official"), named(killed(41), "rescue service", "official"), False),
        (named(killed(67, hours=4, article=2, change="up"), "Open Clinics", "ngo"), named(killed(41), "police", "official"), False),
        (named(at_least(10, hours=4, article=2), "Open Clinics", "ngo"), named(killed(41), "police", "official"), False),
    ],
    ids=["two-sides", "charity-against-ministry", "two-officials-in-turn", "days-apart", "own-update", "said-to-have-risen", "ranges-meet"],
)
def test_only_rival_voices_at_one_time_dispute_a_number(new, was, disputed):
    assert (relate.relate(new, [was]).name == CONFLICTING) is disputed


def test_a_share_is_the_same_once_rounded_to_the_coarser():
    one = killed(61.2)._replace(measure="percent", families=("attend",), decimals=1)

    assert relate.same(one._replace(point=61.0, low=61, high=61, decimals=0), one)
    assert not relate.same(one._replace(point=62.0, low=62, high=62, decimals=0), one)
