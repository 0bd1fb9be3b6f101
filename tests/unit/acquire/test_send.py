"""Messages go out through the same guard, and their replies cannot hold anybody up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.errors import DeliveryError


def test_a_message_is_sent_whole_and_its_reply_read(server, http, fetcher):
    server.routes["/hook"] = http(b"accepted", status="202 Accepted", x_id="7", retry_after="5")

    reply = fetcher().send("POST", server.url("/hook"), headers={"Content-Type": "application/json", "X-Signature": "ab"}, body=b'{"a":1}')

    assert (reply.status, reply.body, reply.headers["x-id"], reply.retry_after) == (202, b"accepted", "7", timedelta(seconds=5))
    sent = server.requests[0]
    assert (sent.method, sent.body, sent.headers["content-type"], sent.headers["x-signature"]) == (
        "POST",
        b'{"a":1}',
        "application/json",
        "ab",
    )


def test_a_message_follows_no_redirect(server, redirect, fetcher):
    server.routes["/hook"] = redirect("/elsewhere", "307 Temporary Redirect")

    assert fetcher().send("POST", server.url("/hook"), body=b"x").status == 307
    assert len(server.requests) == 1


def test_a_reply_that_never_ends_does_not_undo_the_delivery(server, http, fetcher):
    server.routes = {"/drip": server.drip(http(length=False)), "/flood": server.drip(http(length=False), drop=bytes(100_000))}

    assert fetcher().send("POST", server.url("/drip"), deadline=timedelta(seconds=0.2)).status == 200
    assert len(fetcher().send("POST", server.url("/flood")).body) == 65_536


@pytest.mark.parametrize(
    "url",
    ["http://10.0.0.1/hooks/s3cret", "http://127.0.0.1:1/hooks/s3cret", "ftp://127.0.0.1/s3cret"],
    ids=["closed", "refused", "scheme"],
)
def test_a_message_that_cannot_be_sent_names_the_host_and_no_secret(fetcher, url):
    with pytest.raises(DeliveryError) as caught:
        fetcher().send("POST", url)

    assert str(caught.value).startswith(f"cannot send to {url.rpartition('/')[0].removesuffix('/hooks')}")
    assert "s3cret" not in str(caught.value)


def test_a_message_that_gets_no_reply_in_time_is_not_delivered(server, fetcher):
    server.routes["/hook"] = server.drip(b"", drop=b"")

    with pytest.raises(DeliveryError, match=r"no answer within 0\.2 s"):
        fetcher().send("POST", server.url("/hook"), deadline=timedelta(seconds=0.2))
