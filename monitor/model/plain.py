"""Text that is safe to show: feed text is hostile on terminals, in logs, in tables and in mail headers; secrets are nobody's business."""

from __future__ import annotations

import re
from datetime import UTC, datetime

# ECMA-48: CSI (ESC [ … final byte), strings (OSC, DCS, SOS, PM, APC … up to BEL or ST), then any other two-byte escape.
# A string that never ends loses its introducer only: what follows is text again. The C1 forms (0x9b, 0x9d, …) count as well.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x80-\x9f]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
_BREAKS = re.compile(r"[\s\x85\u2028\u2029]+")
# C0 and C1 controls, bidi marks and overrides, interlinear annotation, byte order mark, invisible tag characters.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_LONE = re.compile("[\ud800-\udfff]")

REDACTED = "[redacted]"
_USERINFO = re.compile(r"(\b[a-z][a-z0-9+.-]{0,20}://)[^\s/@?#]{0,512}@", re.IGNORECASE)
_PARAMETER = re.compile(
    r"([?&;](?:[a-z0-9_-]{0,40}[_-])?(?:token|secret|password|passwd|pwd|key|apikey|sig|signature|auth|credential)=)[^&#;\s\"'<>]+",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(\b(?:bearer|basic)\s+)[a-z0-9._~+/=-]{6,}", re.IGNORECASE)
_SIGNING_KEY = re.compile(r"\bwhsec_[A-Za-z0-9+/=_-]+")
_SECRET_NAME = re.compile(
    r"pass(?:word|wd|phrase)|secret|authorization|token(?:$|_)|credential|cookie|(?:api|private|signing)[-_]?key|signature", re.IGNORECASE
)


def printable(text: str) -> str:
    """Give the text on one line, without escape sequences, control characters, bidi overrides and lone surrogates.

    Runs of white space become one space; nothing that a reader sees is lost.
    """
    spaced = _BREAKS.sub(" ", _ESCAPES.sub("", text))
    shown = _LONE.sub("\ufffd", _HIDDEN.sub("", spaced))
    return _BREAKS.sub(" ", shown).strip()  # what was hidden may have stood between two spaces


def without_secrets(text: str) -> str:
    """Take out what others must not read: names and passwords in URLs, token parameters, credentials, signing keys."""
    text = _USERINFO.sub(rf"\g<1>{REDACTED}@", text)
    text = _PARAMETER.sub(rf"\g<1>{REDACTED}", text)
    return _SIGNING_KEY.sub(REDACTED, _SCHEME.sub(rf"\g<1>{REDACTED}", text))


def names_a_secret(key: str) -> bool:
    """Say whether a field, header or option of that name holds a secret, by its name alone."""
    return _SECRET_NAME.search(key) is not None


def iso(moment: datetime | None) -> str | None:
    """Write a moment as ISO 8601 in UTC with `Z`, to the second; None stays None."""
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def spoken(moment: datetime) -> str:
    """Write a moment as people read it: `Thu 12 Feb 2026, 08:05 UTC`, in English whatever the locale."""
    at = moment.astimezone(UTC)
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M} UTC"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun: `1 alert`, `3 alerts`, `2 copies` (with the plural given)."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
