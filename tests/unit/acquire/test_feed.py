"""The source kind `feed`: what its table may say, and what it asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import ValidationError

from monitor.acquire.feed import FeedConfig, FeedSource
from monitor.acquire.headers import basic
from monitor.errors import SourceError
from monitor.model.article import Known, Source

FEED = b"<rss><channel><title>Harbour wire</title></channel></rss>"


@pytest.fixture
def poll(fetcher):
    """Poll a source as the daemon does: `poll(url, known=validators, **its table)`."""
    net = fetcher()

    def once(url, *, known=None, base=".", **table):
        config = FeedConfig.model_validate({"use": "feed", "url": url, **table}, context={"base": base})
        kind = FeedSource("wire", config, net)
        found = kind.fetch(Source(name="wire", use="feed", url=url, options=config), Known(parts={"": known or {}}))

        async def first():
            return [payload async for payload in found]

        (payload,) = net.run(first())
        return payload

    return once


def test_a_feed_gives_one_payload_under_its_name(server, http, poll):
    server.routes["/feed"] = http(FEED, etag='"1"')

    payload = poll(server.url())

    assert (payload.source, payload.part, payload.body, payload.unchanged) == ("wire", "", FEED, False)
    assert "application/rss+xml" in server.requests[0].headers["accept"]


def test_another_source_is_not_its_kind(fetcher):
    kind = FeedSource("wire", FeedConfig(use="feed", url="http://example.org/"), fetcher())

    assert kind.fetch(Source(name="folder", use="folder", url="/reports"), Known()) is None


def test_what_came_last_time_is_asked_for_no_more(server, http, poll):
    def answer(connection, request):
        connection.sendall(http(status="304 Not Modified", length=False) if "if-none-match" in request.headers else http(FEED, etag='"1"'))

    server.routes["/feed"] = answer
    first = poll(server.url())

    second = poll(server.url(), known=first.validators)

    assert (second.status, second.unchanged, second.validators) == (304, True, first.validators)


def test_the_same_body_again_is_unchanged_though_the_server_says_200(server, http, poll):
    server.routes["/feed"] = http(FEED)
    first = poll(server.url())
    again = poll(server.url(), known=first.validators)
    server.routes["/feed"] = http(FEED + b" ")
    changed = poll(server.url(), known=again.validators)

    assert (again.status, again.unchanged, again.body) == (200, True, b"")
    assert (changed.unchanged, changed.body) == (False, FEED + b" ")


def test_validators_of_another_address_are_not_sent(server, http, poll):
    server.routes = {"/feed": http(FEED, etag='"1"'), "/moved": http(FEED, etag='"1"')}
    first = poll(server.url())

    second = poll(server.url("/moved"), known=first.validators)

    assert "if-none-match" not in server.requests[1].headers
    assert (second.unchanged, second.body) == (False, FEED)


def test_a_truncated_document_advances_nothing(server, http, poll):
    server.routes["/feed"] = http(FEED, etag='"1"')
    first = poll(server.url())
    server.routes["/feed"] = b'HTTP/1.1 200 OK\r\nETag: "2"\r\nContent-Length: 9999\r\n\r\n' + FEED

    broken = poll(server.url(), known=first.validators)

    assert (broken.truncated, broken.unchanged, broken.body) == (True, False, FEED)
    assert broken.validators == first.validators


@pytest.mark.parametrize("place", ["file", "env", "literal"])
def test_credentials_come_from_where_they_are_kept(server, http, poll, tmp_path, monkeypatch, place):
    (tmp_path / "password").write_text("s3cret\n")
    monkeypatch.setenv("WIRE_PASSWORD", "s3cret")
    secret = {"file": {"file": "password"}, "env": {"env": "WIRE_PASSWORD"}, "literal": "s3cret"}[place]
    server.routes["/feed"] = http(FEED)

    poll(server.url(), base=tmp_path, auth={"user": "desk", "password": secret}, headers={"x-api-key": secret, "accept": "text/xml"})
    poll(server.url(), base=tmp_path, auth={"token": secret})

    first, second = (request.headers for request in server.requests)
    assert (first["authorization"], first["x-api-key"], first["accept"]) == (basic("desk", "s3cret"), "s3cret", "text/xml")
    assert second["authorization"] == "Bearer s3cret"


def test_a_secret_that_is_gone_or_unsendable_is_an_error_of_the_source(poll, tmp_path):
    (tmp_path / "token").write_text("two\nlines")

    with pytest.raises(SourceError, match="line break") as caught:
        poll("http://127.0.0.1/", base=tmp_path, auth={"token": {"file": "token"}})

    assert (caught.value.outcome, "two" in str(caught.value)) == ("unreadable", False)


def test_limits_of_a_source_are_its_own(server, http, poll):
    server.routes = {"/large": http(FEED), "/slow": server.drip(http(length=False))}

    for path, table, outcome in (("/large", {"max_bytes": 10}, "too_large"), ("/slow", {"timeout": "0.2s"}, "timeout")):
        with pytest.raises(SourceError) as caught:
            poll(server.url(path), **table)
        assert caught.value.outcome == outcome


def test_certificates_and_proxy_are_taken_from_the_table(serve, http, poll, certificate):
    proxy = serve({"http://8.8.8.8/feed": http(FEED)})
    safe = serve({"/feed": http(FEED)}, tls=True)

    assert poll("http://8.8.8.8/feed", proxy=proxy.url("")).body == FEED
    assert poll(safe.url(), ca=certificate).body == FEED


@pytest.mark.parametrize(
    "table",
    [
        {"url": "file:///etc/passwd"},
        {"url": "example.org/feed"},
        {"url": "http://desk:s3cret@example.org/"},
        {"url": "http://exam ple.org/"},
        {"headers": {"Host": "x"}},
        {"headers": {"If-None-Match": "x"}},
        {"headers": {"bad name": "x"}},
        {"headers": {"X": 5}},
        {"auth": {}},
        {"auth": {"user": "desk"}},
        {"auth": {"password": "s3cret"}},
        {"auth": {"user": "a:b", "password": "s3cret"}},
        {"auth": {"user": "desk", "password": "s3cret", "token": "s3cret"}},
        {"auth": {"token": {"file": "no-such-file"}}},
        {"proxy": "socks5://desk:s3cret@127.0.0.1"},
        {"ca": "no-such-file.pem"},
        {"timeout": "soon"},
        {"max_bytes": 0},
        {"colour": "red"},
    ],
)
def test_a_table_that_could_not_work_is_refused_in_words(table):
    with pytest.raises(ValidationError) as caught:
        FeedConfig.model_validate({"use": "feed", "url": "http://example.org/feed", **table})

    assert all("s3cret" not in error["msg"] for error in caught.value.errors())


def test_the_plain_table_is_enough():
    config = FeedConfig.model_validate({"use": "feed", "url": "http://example.org/feed", "timeout": "5s"})

    assert (config.timeout, config.auth, config.headers, config.every) == (timedelta(seconds=5), None, {}, None)
