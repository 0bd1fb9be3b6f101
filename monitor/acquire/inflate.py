"""Inflates a body as it arrives, under a cap: a kilobyte that unfolds into a gigabyte is stopped at the cap."""

from __future__ import annotations

import zlib
from typing import Protocol

from monitor.errors import SourceError

# What servers say that send the body as it is; charsets turn up here by mistake.
_PLAIN = frozenset({"", "identity", "none", "binary", "8bit", "utf-8", "utf8", "iso-8859-1"})
_GZIP = frozenset({"gzip", "x-gzip"})
_MAGIC = b"\x1f\x8b"
_MAX_MEMBERS = 1_000  # of one gzip body; each costs time to open, and honest writers need some hundred for 20 MB


class Decoder(Protocol):
    """Takes a body's bytes as they arrive and keeps what they mean in `body`.

    Raises from `feed`: SourceError with outcome too_large beyond the cap, or encoding if the bytes are not what they are said to be.
    """

    body: bytearray

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes."""
        ...

    def complete(self) -> bool:
        """Say whether the body may end here."""
        ...


def decoder(content_encoding: str, cap: int) -> Decoder:
    """Give the decoder for a Content-Encoding, with a cap in bytes on what goes in and on what comes out.

    Raises: SourceError with outcome encoding if it is stacked, or none that we asked for.
    """
    codings = [word for word in (part.strip().lower() for part in content_encoding.split(",")) if word not in _PLAIN]
    if not codings:
        return Plain(cap)
    if len(codings) > 1:
        raise SourceError(f"the body is encoded more than once: {content_encoding[:60]!r}", outcome="encoding")
    if codings[0] in _GZIP:
        return Inflater(cap, gzip=True)
    if codings[0] == "deflate":
        return Inflater(cap, gzip=False)
    raise SourceError(f"the body is encoded in a way that we did not ask for: {codings[0][:30]!r}", outcome="encoding")


def too_large(cap: int) -> SourceError:
    """Give the error for a body beyond the cap."""
    return SourceError(f"the body is larger than {cap:,} bytes (`max_bytes` sets the limit)", outcome="too_large")


class Plain:
    """A body that is sent as it is."""

    def __init__(self, cap: int) -> None:
        self.body, self._cap = bytearray(), cap

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes."""
        room = self._cap - len(self.body)
        self.body += chunk[:room]
        if len(chunk) > room:
            raise too_large(self._cap)

    def complete(self) -> bool:
        """Say yes: only the length that the server announced could say otherwise."""
        return True


class Inflater:
    """A gzip body (of one or more members) or a deflate body (with or without its zlib header).

    Bytes that cannot be inflated end the body: what came before them is kept, and it is not complete.
    """

    def __init__(self, cap: int, *, gzip: bool) -> None:
        self.body, self._cap, self._gzip = bytearray(), cap, gzip
        self._taken, self._members, self._pending = 0, 0, b""
        self._stream: zlib._Decompress | None = None
        self._ended = self._broken = False

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes. What goes in is capped as well: empty blocks inflate to nothing, for ever."""
        self._taken += len(chunk)
        if self._taken > self._cap:
            raise too_large(self._cap)
        data, self._pending = self._pending + chunk, b""
        while data and not self._ended:
            if self._stream is None and not self._open(data):
                return
            data = self._inflate(data)

    def complete(self) -> bool:
        """Say whether the last member ended, or nothing at all was sent."""
        return not self._broken and (self._ended or self._taken == 0 or (self._stream is None and self._members > 0))

    def _open(self, data: bytes) -> bool:
        """Begin a stream; false if these bytes do not begin one, or not yet."""
        if len(data) < 2:
            self._pending = data
            return False
        if not self._gzip:
            # "deflate" is zlib by the book and raw deflate by habit; the zlib header is a multiple of 31 (RFC 1950 §2.2).
            zlib_header = data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)
        elif data.startswith(_MAGIC) and self._members < _MAX_MEMBERS:
            self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        elif self._members:
            self._ended = True  # padding after the last member
            self._broken = data.startswith(_MAGIC)
        else:
            raise SourceError("the body is said to be gzip and is not", outcome="encoding")
        return self._stream is not None

    def _inflate(self, data: bytes) -> bytes:
        """Inflate into the body as far as the cap; give what belongs to the next member."""
        assert self._stream is not None  # noqa: S101 - opened by feed
        room, untouched = self._cap - len(self.body) + 1, self._stream.copy()
        try:
            self.body += self._stream.decompress(data, room)
        except zlib.error:
            self.body += _until_broken(untouched, data, room)
            self._ended = self._broken = True
            if not self.body:
                raise SourceError("the body cannot be inflated", outcome="encoding") from None
        if len(self.body) > self._cap:
            raise too_large(self._cap)
        return b"" if self._broken or not self._stream.eof else self._next_member()

    def _next_member(self) -> bytes:
        assert self._stream is not None  # noqa: S101 - opened by feed
        rest, self._stream = self._stream.unused_data, None
        self._members, self._ended = self._members + 1, not self._gzip
        return rest


def _until_broken(stream: zlib._Decompress, data: bytes, room: int) -> bytes:
    """Inflate byte by byte what a whole chunk refused to give, up to the byte at fault."""
    found = bytearray()
    try:
        for place in range(len(data)):
            found += stream.decompress(data[place : place + 1], max(room - len(found), 1))
            if len(found) >= room:
                break
    except zlib.error:
        return bytes(found)
    return bytes(found)
