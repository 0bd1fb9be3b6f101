"""When a page is tried again, and what is asked of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.acquire.feed import FeedConfig
from monitor.acquire.web import PAGE, ask
from monitor.errors import SourceError
from monitor.fulltext import again_at, entry_of
from monitor.testing import article

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def minutes(error: SourceError, attempts: int = 0) -> float | None:
    at = again_at(error, attempts, NOW)
    return at and (at - NOW) / timedelta(minutes=1)


def test_a_server_in_trouble_is_asked_again_ever_later_and_given_up_after_six_tries():
    assert [minutes(SourceError("x", outcome="timeout"), attempts) for attempts in range(6)] == [2, 8, 32, 128, 512, None]


def test_a_server_is_not_asked_sooner_than_it_wants():
    assert minutes(SourceError("x", outcome="status", status=429, retry_after=timedelta(hours=2))) == 120
    assert minutes(SourceError("x", outcome="status", status=503, retry_after=timedelta(seconds=1))) == 2


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 410, 451])
def test_an_answer_that_will_not_change_is_final(status):
    assert minutes(SourceError("x", outcome="status", status=status)) is None
    assert minutes(SourceError("x", outcome="forbidden")) is None


CONFIG = FeedConfig(
    use="feed", url="https://feeds.news.example/all", headers={"x-desk": "night"}, auth={"token": "t"}, proxy="http://proxy.example:3128",
    credentials_for=["www.news.example"], ca=str(Path(__file__).parents[1] / "data" / "tls" / "cert.pem"),
)  # fmt: skip
PLACES = {
    "https://feeds.news.example/1": True,
    "https://www.news.example/1": True,
    "http://www.news.example/1": False,
    "https://www.news.example:8443/1": False,
    "https://news.example/1": False,
    "https://www.news.example.evil.example/1": False,
    "javascript:1": False,
}


@pytest.mark.parametrize(("url", "trusted"), PLACES.items())
def test_credentials_go_home_and_to_the_named_hosts_and_the_proxy_and_the_certificates_are_for_all(url, trusted):
    asked = ask(CONFIG, "wire", url, accept=PAGE)

    assert (asked.auth, asked.headers.get("X-Desk")) == (("Bearer t", "night") if trusted else ("", None))
    assert (asked.proxy, asked.ca) == ("http://proxy.example:3128", CONFIG.ca)


def test_the_entry_of_a_stored_article_says_what_it_said():
    entry = entry_of(article("Bridge closed\n\nThe <b>bridge</b> & the road are closed.", title="Bridge closed"), ("k",))

    assert (entry.title, entry.keys) == ("Bridge closed", ("k",))
    assert entry.content == "<p>The &lt;b&gt;bridge&lt;/b&gt; &amp; the road are closed.</p>"


def test_without_the_extra_a_source_that_asks_for_full_text_says_what_to_install(monkeypatch):
    monkeypatch.setattr("monitor.acquire.web.find_spec", lambda name: None)

    with pytest.raises(ValueError, match=r"needs an extra that is not installed: pip install 'media-monitor\[fulltext\]'"):
        FeedConfig(use="feed", url="https://news.example/feed", full_text=True)
    assert FeedConfig(use="feed", url="https://news.example/feed").full_text is False
