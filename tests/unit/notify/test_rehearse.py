"""What channels would have told of hits that were found by looking back."""

from __future__ import annotations

from datetime import timedelta

from monitor.model.alert import Evidence, Hit, StoredHit
from monitor.model.annotation import Placement
from monitor.notify.quiet import QuietHours
from monitor.notify.rehearse import rehearse
from monitor.notify.route import Terms
from monitor.testing import NOON, article, placed


def hit(number: int, key: str, *, minutes: float, story: str = "", material: bool = True) -> StoredHit:
    read = article("A quake.", at=NOON + timedelta(minutes=minutes), id=number, revision=1, arrival=number)
    read = placed(read, Placement(kind="story", key=story)) if story else read
    quoted = Evidence(article=number, revision=1, start=0, end=7, quote="A quake")
    return StoredHit(id=0, hit=Hit(key=key, title=key, evidence=(quoted,), material=material), article=read)


def test_hits_of_one_story_fold_and_corroborations_are_repeated():
    found = [hit(1, "a", minutes=0, story="s"), hit(2, "b", minutes=5, story="s"), hit(3, "a", minutes=60, story="s", material=False)]

    assert rehearse("quake", found, {"desk": Terms()}) == {"desk": {"sent": 1, "folded": 1, "repeated": 1}}


def test_hits_of_one_article_go_out_together():
    found = [hit(1, "a", minutes=0, story="s"), hit(1, "b", minutes=0, story="s"), hit(2, "c", minutes=1)]

    assert rehearse("quake", found, {"desk": Terms(cap_per_hour=2)}) == {"desk": {"sent": 3}}


def test_the_cap_holds_back_what_an_hour_does_not_take():
    found = [hit(number, f"key {number}", minutes=number) for number in range(5)] + [hit(9, "late", minutes=90)]

    assert rehearse("quake", found, {"desk": Terms(cap_per_hour=3)}) == {"desk": {"sent": 4, "capped": 2}}


def test_each_channel_hears_by_its_own_terms():
    channels = {"other": Terms(rules=("flood-*",)), "night": Terms(quiet=QuietHours.parse("11:00-13:00"))}

    assert rehearse("quake", [hit(1, "a", minutes=0)], channels) == {"other": {"unrouted": 1}, "night": {"digest": 1}}


def test_the_clock_never_runs_back_for_an_old_report_that_came_late():
    found = [hit(1, "a", minutes=0, story="s"), hit(2, "b", minutes=-600, story="s")]

    assert rehearse("quake", found, {"desk": Terms()}) == {"desk": {"sent": 1, "folded": 1}}
