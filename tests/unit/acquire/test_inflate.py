"""Bodies unfolded under a cap, whatever the bytes and however they are cut."""

from __future__ import annotations

import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.acquire.inflate import decoder
from monitor.errors import SourceError

CAP = 100_000
TEXT = b"as many as 6,000 were killed or wounded, officials said. " * 400


def raw(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


CODINGS = {"gzip": gzip.compress, "deflate": zlib.compress, "raw": raw, "plain": bytes}
NAMES = {"raw": "deflate", "plain": ""}


def fed(coding: str, body: bytes, step: int, cap: int = CAP):
    sink = decoder(NAMES.get(coding, coding), cap)
    for start in range(0, len(body), step):
        sink.feed(body[start : start + step])
    return sink


@given(st.sampled_from(sorted(CODINGS)), st.binary(max_size=5_000), st.integers(1, 500))
def test_a_body_is_the_same_however_it_is_cut(coding, data, step):
    sink = fed(coding, CODINGS[coding](data), step)

    assert (bytes(sink.body), sink.complete()) == (data, True)


@given(st.sampled_from(["gzip", "deflate", "raw"]), st.integers(0, 200), st.integers(1, 50))
def test_a_cut_body_gives_what_came_and_is_not_complete(coding, lost, step):
    whole = CODINGS[coding](TEXT)
    sink = fed(coding, whole[: len(whole) - 1 - lost % (len(whole) - 1)], step)

    assert TEXT.startswith(bytes(sink.body))
    assert not sink.complete()


@given(st.sampled_from(["gzip", "deflate"]), st.binary(max_size=300), st.integers(1, 50))
def test_no_bytes_do_worse_than_a_clear_error(coding, data, step):
    with contextlib.suppress(SourceError):
        assert len(fed(coding, data, step).body) <= CAP


@given(st.integers(0, len(gzip.compress(TEXT)) - 1), st.integers(1, 255), st.integers(1, 500))
def test_a_damaged_byte_never_passes_for_a_complete_body(place, flip, step):
    whole = bytearray(gzip.compress(TEXT, mtime=0))
    whole[place] ^= flip
    try:
        sink = fed("gzip", bytes(whole), step)
    except SourceError:
        return
    assert not sink.complete() or bytes(sink.body) == TEXT


def test_a_wrong_checksum_in_one_piece_still_gives_the_text():
    whole = gzip.compress(TEXT)[:-8] + b"wrongsum"

    sink = fed("gzip", whole, len(whole))

    assert (bytes(sink.body), sink.complete()) == (TEXT, False)


@pytest.mark.parametrize("coding", sorted(CODINGS))
def test_the_cap_is_exact(coding):
    body = CODINGS[coding](bytes(CAP))

    assert len(fed(coding, body, 1_000).body) == CAP
    with pytest.raises(SourceError, match="larger than 99,999 bytes") as caught:
        fed(coding, body, 1_000, cap=CAP - 1)
    assert caught.value.outcome == "too_large"


def test_memory_stays_at_the_cap_whatever_a_bomb_unfolds_to():
    sink = decoder("gzip", CAP)

    with pytest.raises(SourceError):
        sink.feed(gzip.compress(bytes(50_000_000)))

    assert len(sink.body) <= CAP + 1


def test_thousands_of_tiny_members_end_the_body():
    sink = decoder("gzip", CAP)

    sink.feed(gzip.compress(b"x", mtime=0) * 3_000)

    assert (bytes(sink.body), sink.complete()) == (b"x" * 1_000, False)
