"""What response headers promise, as far as they can be believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.acquire.headers import bearer, conditions, fresh_for, http_date, kept, retry_after, shown, shown_host, validators

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({}, None),
        ({"cache-control": "max-age=60"}, timedelta(seconds=60)),
        ({"cache-control": 'private, MAX-AGE="60"'}, timedelta(seconds=60)),
        ({"cache-control": "s-maxage=60"}, None),
        ({"cache-control": "max-age=0"}, None),
        ({"cache-control": "max-age=99999999999"}, timedelta(days=1)),
        ({"cache-control": "no-cache, max-age=60"}, None),
        ({"cache-control": "max-age=60", "age": "90"}, None),
        ({"cache-control": "max-age=60", "expires": "Sun, 01 Mar 2026 13:00:00 GMT"}, timedelta(seconds=60)),
        ({"expires": "Sun, 01 Mar 2026 12:10:00 GMT"}, timedelta(minutes=10)),
        ({"expires": "Sun, 01 Mar 2026 12:10:00 GMT", "date": "Sun, 01 Mar 2026 12:05:00 GMT"}, timedelta(minutes=5)),
        ({"expires": "0"}, None),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, None),
    ],
)
def test_freshness_is_read_and_bounded(headers, fresh):
    assert fresh_for(headers, NOW) == fresh


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        (None, None),
        ("", None),
        (" 30 ", timedelta(seconds=30)),
        ("1e9", None),
        ("Sun, 01 Mar 2026 13:00:00 GMT", timedelta(hours=1)),
        ("Sunday, 01-Mar-26 13:00:00 GMT", timedelta(hours=1)),
        ("Sun Mar  1 13:00:00 2026", timedelta(hours=1)),
        ("Sun, 01 Mar 2026 11:00:00 GMT", timedelta(0)),
        ("Sun, 01 Mar 9999 11:00:00 GMT", timedelta(days=7)),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
    ],
)
def test_a_wait_is_seconds_or_a_date_in_any_form(value, wait):
    assert retry_after(value, NOW) == wait


@pytest.mark.parametrize("text", ["", "0", "-1", "now", "32 Foo 2026", "Mon, 99 Mar 2026 99:99:99 GMT", "\x00", "1" * 500])
def test_what_is_no_date_is_none(text):
    assert http_date(text) is None


def test_validators_are_kept_to_the_letter_or_not_at_all():
    headers = [("ETag", 'W/"a, b"'), ("ETAG", "second"), ("Last-Modified", "gestern"), ("Date", "x")]

    assert validators(headers) == {"etag": 'W/"a, b"', "last-modified": "gestern"}
    assert conditions(validators(headers)) == {"If-None-Match": 'W/"a, b"', "If-Modified-Since": "gestern"}
    assert validators([("ETag", "a\x01b"), ("Last-Modified", "\udce9")]) == {}
    assert validators([("ETag", "x" * 100_000)]) == {}
    assert conditions({"etag": "a\r\nHost: evil", "body": "1", "last-modified": ""}) == {}


def test_headers_are_kept_clean_joined_and_bounded():
    found = kept([("Content-Type", "text/xml\r\n\x1b[31m"), ("LINK", "<a>"), ("Link", "<b>"), ("Set-Cookie", "id=1"), ("X", "y" * 9_999)])

    assert found == {"content-type": "text/xml[31m", "link": "<a>, <b>", "x": "y" * 4_000}


@pytest.mark.parametrize(
    ("url", "as_shown"),
    [
        ("https://desk:pw@example.org/feed#x", "https://example.org/feed"),
        ("https://example.org/?a=1&token=abc&API_KEY=abc&sig=abc&key=", "https://example.org/?a=1&token=***&API_KEY=***&sig=***&key="),
        ("https://example.org/\x1b[31m\nfeed", "https://example.org/[31mfeed"),
        ("http://[half:pw@example.org/?token=abc", "http://example.org/"),
        ("https://example.org/" + "a" * 500, "https://example.org/" + "a" * 179 + "…"),
    ],
    ids=["user", "tokens", "control", "unreadable", "long"],
)
def test_a_url_is_shown_without_its_secrets(url, as_shown):
    assert shown(url) == as_shown


def test_a_webhook_is_shown_by_its_host_only():
    assert shown_host("https://user:pw@hooks.example.org:8443/T0/B0/s3cret?x=s3cret") == "https://hooks.example.org:8443"


def test_a_token_becomes_an_authorization():
    assert bearer("abc") == "Bearer abc"
