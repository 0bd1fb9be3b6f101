"""Fetching from a real server that answers in every way that servers do."""

from __future__ import annotations

import gzip
import random
import socket
import struct
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from monitor.acquire.ask import Ask
from monitor.errors import SourceError
from monitor.model.article import Payload

FEED = b"<rss><channel><title>Harbour wire</title></channel></rss>" * 20
SOON = timedelta(seconds=0.3)
RAW_DEFLATE = zlib.compressobj(wbits=-15)
RAW = RAW_DEFLATE.compress(FEED) + RAW_DEFLATE.flush()


def refused(get, url, **ask) -> SourceError:
    with pytest.raises(SourceError) as caught:
        get(url, **ask)
    return caught.value


def test_a_document_comes_with_its_headers_and_validators(server, http, get):
    server.routes["/feed"] = http(
        FEED, content_type="application/rss+xml; charset=utf-8", etag='W/"a b"', last_modified="yesterday, sort of"
    )

    payload = get(server.url())

    assert (payload.source, payload.url, payload.body, payload.status) == ("wire", server.url(), FEED, 200)
    assert payload.media_type == "application/rss+xml"
    assert payload.validators == {"etag": 'W/"a b"', "last-modified": "yesterday, sort of"}
    assert (payload.truncated, payload.unchanged, payload.moved_to) == (False, False, None)


def test_a_request_says_who_asks_and_what_it_can_read(server, http, get):
    server.routes["/feed"] = http(FEED)

    get(server.url(), headers={"X-Edition": "europe", "accept": "text/xml"})

    sent = server.requests[0].headers
    assert sent["user-agent"] == "test/1 (+mailto:desk@example.org)"
    assert sent["accept-encoding"] == "gzip, deflate"
    assert (sent["accept"], sent["x-edition"], sent["host"]) == ("text/xml", "europe", f"127.0.0.1:{server.port}")
    assert not {"if-none-match", "if-modified-since", "authorization", "cookie"} & set(sent)


def test_validators_go_back_as_they_came_and_a_304_is_unchanged(server, http, get):
    known = {"etag": 'W/"x", odd', "last-modified": "Mon, 30 Feb 2026 25:00:00 XYZ", "body": "0123"}
    server.routes["/feed"] = http(status="304 Not Modified", length=False, etag='"new"')

    payload = get(server.url(), validators=known)

    assert (server.requests[0].headers["if-none-match"], server.requests[0].headers["if-modified-since"]) == tuple(known.values())[:2]
    assert (payload.status, payload.unchanged, payload.body, payload.truncated) == (304, True, b"", False)
    assert payload.validators == known | {"etag": '"new"'}


def test_a_304_that_nobody_asked_for_is_an_error(server, http, get):
    server.routes["/feed"] = http(status="304 Not Modified", length=False)

    assert refused(get, server.url()).outcome == "status"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(FEED)),
        ("x-gzip", gzip.compress(FEED)),
        ("GZIP", gzip.compress(FEED[:100]) + gzip.compress(FEED[100:])),
        ("gzip", gzip.compress(FEED) + b"\0" * 512),
        ("deflate", zlib.compress(FEED)),
        ("deflate", RAW),
        ("identity", FEED),
        ("identity, gzip", gzip.compress(FEED)),
        ("UTF-8", FEED),
    ],
    ids=["gzip", "x-gzip", "two-members", "padded", "zlib", "raw-deflate", "identity", "identity-and-gzip", "charset-by-mistake"],
)
def test_a_compressed_body_is_inflated(server, http, get, coding, body):
    server.routes["/feed"] = http(body, content_encoding=coding)

    payload = get(server.url())

    assert (payload.body, payload.truncated) == (FEED, False)


@pytest.mark.parametrize("coding", ["gzip, gzip", "gzip,deflate", "br", "zstd, gzip"], ids=["twice", "two", "unasked", "stacked-unasked"])
def test_a_stacked_or_unasked_encoding_is_refused(server, http, get, coding):
    server.routes["/feed"] = http(gzip.compress(gzip.compress(FEED)), content_encoding=coding)

    assert refused(get, server.url()).outcome == "encoding"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_body_that_is_not_what_it_says_is_refused(server, http, get, coding):
    server.routes["/feed"] = http(b"\xff\xff<rss>", content_encoding=coding)

    assert refused(get, server.url()).outcome == "encoding"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_stopped_at_the_cap(server, http, get, coding):
    bomb = gzip.compress(bytes(30_000_000)) if coding == "gzip" else zlib.compress(bytes(30_000_000))
    server.routes["/feed"] = http(bomb, content_encoding=coding)

    error = refused(get, server.url(), max_bytes=1_000_000)

    assert (error.outcome, "1,000,000 bytes" in str(error)) == ("too_large", True)


def test_a_body_over_the_cap_is_refused_whole(server, http, get):
    server.routes["/announced"] = http(FEED)
    server.routes["/surprise"] = http(FEED, length=False)
    server.routes["/just"] = http(FEED)

    assert refused(get, server.url("/announced"), max_bytes=len(FEED) - 1).outcome == "too_large"
    assert refused(get, server.url("/surprise"), max_bytes=len(FEED) - 1).outcome == "too_large"
    assert get(server.url("/just"), max_bytes=len(FEED)).body == FEED


def test_an_endless_body_is_stopped_at_the_cap(server, http, get):
    server.routes["/feed"] = server.drip(http(length=False), drop=bytes(200_000))

    assert refused(get, server.url(), max_bytes=1_000_000).outcome == "too_large"


def test_blocks_that_inflate_to_nothing_for_ever_are_stopped_at_the_cap(server, http, get):
    begin, nothing = gzip.compress(b"")[:10], b"\x00\x00\x00\xff\xff" * 20_000
    server.routes["/feed"] = server.drip(http(begin, length=False, content_encoding="gzip"), drop=nothing)

    assert refused(get, server.url(), max_bytes=500_000).outcome == "too_large"


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\n\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n",
    ],
    ids=["nothing", "status-only", "header", "body", "announced-body"],
)
def test_a_server_that_drips_for_ever_is_cut(server, get, head):
    server.routes["/feed"] = server.drip(head, drop=b"x" if head else b"")

    error = refused(get, server.url(), deadline=SOON)

    assert (error.outcome, "0.3 s" in str(error)) == ("timeout", True)


def test_a_server_that_never_accepts_is_cut(get):
    with socket.create_server(("127.0.0.1", 0), backlog=0) as silent:
        error = refused(get, f"http://127.0.0.1:{silent.getsockname()[1]}/", deadline=SOON)

    assert error.outcome == "timeout"


def test_the_deadline_covers_all_hops_together(server, redirect, get):
    def slowly(connection, request):
        server.closing.wait(0.12)
        connection.sendall(redirect(f"{request.path}0"))

    server.routes = {f"/feed{'0' * hop}": slowly for hop in range(10)}

    assert refused(get, server.url(), deadline=SOON).outcome == "timeout"
    assert len(server.requests) < 5


@pytest.mark.parametrize(
    ("answer", "came"),
    [
        (b"HTTP/1.1 200 OK\r\nETag: new\r\nContent-Length: 5000\r\n\r\n" + FEED[:1000], FEED[:1000]),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + FEED[:1000] + b"\r\n", FEED[:1000]),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n" + FEED[:1000], FEED[:1000]),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(FEED)[:-8], FEED),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(FEED)[:-8] + b"wrongsum", FEED),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n" + RAW[:-2], FEED),
        (b"HTTP/1.1 206 Partial Content\r\nContent-Length: 9\r\n\r\n<rss>half", b"<rss>half"),
    ],
    ids=["short-of-its-length", "no-last-chunk", "chunk-too-short", "gzip-without-tail", "gzip-wrong-tail", "deflate-cut", "partial"],
)
def test_what_came_of_a_broken_body_is_kept_and_its_validators_are_not(server, get, answer, came):
    server.routes["/feed"] = answer

    payload = get(server.url(), validators={"etag": "old"})

    assert payload.truncated
    assert came.startswith(payload.body)
    assert len(payload.body) > len(came) * 0.9
    assert payload.validators == {"etag": "old"}


def test_a_connection_reset_in_the_middle_keeps_what_came(server, http, get):
    def reset(connection, request):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + FEED[:1000])
        server.closing.wait(0.3)  # time for what came to be read
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    server.routes["/feed"] = reset

    payload = get(server.url())

    assert (payload.truncated, payload.body) == (True, FEED[:1000])


def test_chunks_that_turn_into_nonsense_keep_what_came(server, get):
    def lie(connection, request):
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + FEED[:1000] + b"\r\n")
        server.closing.wait(0.3)  # time for what came to be read
        connection.sendall(b"nonsense\r\n\r\n")

    server.routes["/feed"] = lie

    payload = get(server.url())

    assert (payload.truncated, payload.body) == (True, FEED[:1000])


def test_a_body_broken_before_its_first_byte_is_an_error(server, get):
    server.routes["/feed"] = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"

    assert refused(get, server.url()).outcome == "unreachable"


def test_an_empty_document_is_a_document(server, http, get):
    server.routes["/feed"] = http(b"", content_encoding="gzip")

    assert (get(server.url()).body, get(server.url()).truncated) == (b"", False)


@pytest.mark.parametrize(
    "answer",
    [
        b"A" * 100_000,
        b"<rss>HTTP/0.9 had no headers</rss>\r\n",
        b"HTTP/1.1 OK 200\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 " + b"x" * 100_000 + b"\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: minus one\r\n\r\n<rss>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n\r\n",
    ],
    ids=["no-newline", "http-0.9", "mixed-up", "no-colon", "huge-header", "huge-reason", "ssh", "bad-length", "bad-chunk"],
)
def test_what_is_not_http_is_ill_formed(server, get, answer):
    server.routes["/feed"] = answer

    assert refused(get, server.url()).outcome == "ill_formed"


def test_endless_headers_are_stopped(server, get):
    server.routes["/feed"] = server.drip(b"HTTP/1.1 200 OK\r\n", drop=b"X-More: and more\r\n" * 1000)

    assert refused(get, server.url(), deadline=timedelta(seconds=2)).outcome in ("ill_formed", "timeout")


def test_a_connection_closed_without_an_answer_is_unreachable(server, get):
    server.routes["/feed"] = b""

    error = refused(get, server.url())

    assert (error.outcome, "without an answer" in str(error)) == ("unreachable", True)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 406, 418, 429, 451, 500, 502, 503, 504, 599, 300, 305])
def test_a_status_without_a_document_is_said_in_words(server, http, get, status):
    server.routes["/feed"] = http(b"<html>sorry</html>", status=f"{status} Sorry")

    error = refused(get, server.url())

    assert (error.outcome, error.status) == ("status", status)
    assert str(error).startswith(f"cannot fetch {server.url()}: ")


def test_a_410_is_gone(server, http, get):
    server.routes["/feed"] = http(status="410 Gone")

    assert refused(get, server.url()).outcome == "gone"


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("0", timedelta(0)),
        ("Wed, 21 Oct 2015 07:28:00 GMT", timedelta(0)),
        ("99999999999", timedelta(days=7)),
        ("soon", None),
        ("-5", None),
    ],
    ids=["seconds", "now", "past", "beyond", "word", "negative"],
)
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"], ids=["429", "503"])
def test_the_wait_that_a_server_asks_for_is_read(server, http, get, status, value, wait):
    server.routes["/feed"] = http(status=status, retry_after=value)

    assert refused(get, server.url()).retry_after == wait


def test_a_date_to_wait_for_is_read_on_our_clock(server, http, fetcher):
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    net = fetcher(clock=lambda: now)
    server.routes["/feed"] = http(status="503 Busy", retry_after="Sun, 01 Mar 2026 12:30:00 GMT")

    error = refused(lambda url: net.run(net.get(Ask(source="wire", url=url))), server.url())

    assert error.retry_after == timedelta(minutes=30)


def test_a_fresh_answer_says_for_how_long(server, http, get):
    server.routes["/feed"] = http(FEED, cache_control="public, max-age=900", age="300")

    assert get(server.url()).fresh_for == timedelta(seconds=600)


def test_headers_come_clean_and_bounded_and_without_cookies(server, get):
    server.routes["/feed"] = (
        b"HTTP/1.1 200 OK\r\nX-Tab: a\tb\r\nX-Byte: caf\xe9\r\nX-Many: 1\r\nx-many: 2\r\nSet-Cookie: id=7\r\n"
        b"X-Big: " + b"y" * 9_000 + b"\r\nContent-Length: 5\r\n\r\n<rss>"
    )

    headers = get(server.url()).headers

    assert headers["x-many"] == "1, 2"
    assert len(headers["x-big"]) == 4_000
    assert "set-cookie" not in headers
    assert all(value.isprintable() or "\t" in value for value in headers.values())
    assert all(value.encode() for value in headers.values())


def test_nobody_listening_is_said_in_words(get):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    error = refused(get, f"http://127.0.0.1:{port}/feed")

    assert (error.outcome, "connection refused" in str(error)) == ("unreachable", True)


def test_secrets_in_a_url_stay_out_of_messages(server, get):
    error = refused(get, server.url("/feed?edition=2&access_token=s3cret&api_key=s3cret"))

    assert "s3cret" not in str(error)
    assert "edition=2" in str(error)


def test_a_user_in_the_url_is_refused_without_repeating_the_password(get):
    error = refused(get, "http://desk:s3cret@127.0.0.1/feed")

    assert (error.outcome, "s3cret" in str(error)) == ("forbidden", False)


@pytest.mark.parametrize("seed", range(4))
def test_any_damage_to_an_answer_gives_a_document_or_a_clear_error(server, fetcher, seed):
    draw = random.Random(seed)
    net = fetcher(deadline=timedelta(seconds=2))
    bodies = (
        b"Content-Length: 1140\r\n\r\n" + FEED,
        b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n3a\r\n" + gzip.compress(FEED)[:58] + b"\r\n0\r\n\r\n",
        b"Location: /feed?again\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n",
    )
    for _ in range(60):
        answer = bytearray(b"HTTP/1.1 %d Word\r\n" % draw.choice((200, 206, 301, 304, 404, 503)) + draw.choice(bodies))
        for _ in range(draw.randint(1, 6)):
            answer[draw.randrange(len(answer))] = draw.randrange(256)
        server.routes = {"/feed": bytes(answer[: draw.choice((None, draw.randrange(len(answer))))])}

        ((_, found),) = net.run_all([net.get(Ask(source="wire", url=server.url(), validators={"etag": "1"}))])

        assert isinstance(found, Payload | SourceError)
        assert "\n" not in str(found) or isinstance(found, Payload)
