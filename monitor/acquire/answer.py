"""Turns a server's answer into a payload, or into the error that says why it is none."""

from __future__ import annotations

from datetime import datetime

import aiohttp

from monitor.acquire import headers as read
from monitor.acquire.dial import read_body
from monitor.acquire.inflate import decoder, too_large
from monitor.acquire.trail import Trail
from monitor.errors import SourceError
from monitor.model.article import Payload

_WORDS = {
    401: "it asks for a user and password, or does not accept ours",
    403: "it forbids access",
    404: "nothing is there",
    407: "the proxy asks for a user and password",
    410: "it is gone for good",
    429: "it is asked too often",
    451: "it is closed for legal reasons",
}


async def payload(trail: Trail, response: aiohttp.ClientResponse, cap: int, now: datetime) -> Payload:
    """Give the payload of an answer, its body inflated up to `cap` bytes.

    Raises: SourceError, outcome status, gone, too_large, encoding or unreachable.
    """
    known, pairs = trail.ask.validators, list(response.headers.items())
    unchanged = response.status == 304 and bool(read.conditions(known))
    if not (unchanged or 200 <= response.status < 300):
        raise refusal(response, now)
    body, complete = (b"", True) if unchanged else await _body(response, cap)
    kept, fresh = read.kept(pairs), read.validators(pairs)
    complete = complete and response.status != 206  # we asked for no part
    return Payload(
        source=trail.ask.source,
        url=trail.target.url,
        body=body,
        status=response.status,
        headers=kept,
        fetched_at=now,
        # A 304 may leave out what has not changed, and a broken body must not pass for what the server holds.
        validators=dict(known) if not complete else {**known, **fresh} if unchanged else fresh,
        unchanged=unchanged,
        truncated=not complete,
        moved_to=trail.moved_to,
        fresh_for=read.fresh_for(kept, now),
    )


def refusal(response: aiohttp.ClientResponse, now: datetime) -> SourceError:
    """Say in words what a status means that brings no document, and how long the server asks us to wait."""
    status = response.status
    words = _WORDS.get(status) or ("the server is in trouble" if status >= 500 else "it does not answer with a document")
    wait = read.retry_after(response.headers.get("Retry-After"), now) if status >= 400 else None
    return SourceError(f"{words} (status {status})", outcome="gone" if status == 410 else "status", status=status, retry_after=wait)


async def _body(response: aiohttp.ClientResponse, cap: int) -> tuple[bytes, bool]:
    """Read and inflate the body; give it with whether it is complete."""
    sink = decoder(", ".join(response.headers.getall("Content-Encoding", [])), cap)
    if (response.content_length or 0) > cap:
        raise too_large(cap)
    complete = await read_body(response, sink)
    if not complete and not sink.body:
        raise SourceError("the connection broke off before any of the body came")
    return bytes(sink.body), complete
