"""Alerts as the store would give them, for what writes and delivers them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.alert import Alert, Evidence, Hit, Notification, Reason, StoredHit
from monitor.testing import article, evidence

NOW = datetime(2026, 2, 12, 8, 5, tzinfo=UTC)


@pytest.fixture
def ferry() -> Alert:
    """Give a figure alert of two reports: nine dead, then fourteen; the second quotes the first as its prior."""
    earlier = {"outlet": "Calder Post", "url": "https://calder.example/1", "at": NOW - timedelta(hours=3)}
    later = {"outlet": "Harbour Dispatch", "url": "https://harbour.example/2", "at": NOW}
    first = article("At least nine people died.", id=3, revision=1, source="desk", **earlier)
    second = article("The toll rose to 14.", id=7, revision=1, source="desk", **later)
    nine, fourteen = evidence(first, "At least nine people died"), evidence(second, "The toll rose to 14")
    opened = Hit(key="ferry|killed", title="Killed: at least nine", evidence=(nine,), kind="figure", relation="first", score=0.8)
    rose = Hit(
        key="ferry|killed", title="Killed: 14; was at least nine", evidence=(fourteen, replace(nine, role="prior")), kind="figure",
        relation="revised_up", score=0.9, details={"low": 14.0, "at": NOW, "speakers": ("police",)},
    )  # fmt: skip
    return Alert(
        id=5, rule="toll", kind="figure", relation="revised_up", key="ferry|killed", title=rose.title, state="new", score=0.9,
        opened_at=NOW - timedelta(hours=3), updated_at=NOW, revision=2,
        hits=(StoredHit(id=1, hit=opened, article=first), StoredHit(id=2, hit=rose, article=second)),
    )  # fmt: skip


@pytest.fixture
def hostile(ferry: Alert) -> Alert:
    """Give an alert whose every text tries to steer a terminal, break a line or forge a header."""
    bad = "x\x1b[2Jy\r\nBcc: all\u202ez\x00\x9b31m\x07"
    report = article(bad, id=9, outlet=bad, source=bad, url=f"https://a.example/{bad}")
    quote = Evidence(article=9, revision=1, start=0, end=len(bad), quote=bad, role=bad)
    other = replace(quote, quote="calm", role="new")
    hit = StoredHit(id=1, hit=Hit(key=bad, title=bad, evidence=(quote, other)), article=report)
    return replace(ferry, rule=bad, kind=bad, title=bad, hits=(hit,))


@pytest.fixture
def notification(ferry: Alert) -> Callable[..., Notification]:
    """Give a maker of notifications about the ferry; anything can be said otherwise."""

    def make(**more: object) -> Notification:
        fields = {"delivery_id": "dlv_1", "channel": "desk", "reason": Reason.CHANGED, "alerts": (ferry,), "created_at": NOW, **more}
        return Notification(**fields)

    return make
