"""What comes in: payloads, feeds and entries as fetched, articles as judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from monitor.model.annotation import Annotation, Match, Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What we watch, as configured: `[sources.<name>]`. `options` is the kind's validated Config."""

    name: str
    use: str
    url: str
    options: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an earlier fetch left behind: validators per part (a feed has one part, "", a folder one per file)."""

    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    settle: timedelta = timedelta(0)
    now: datetime | None = None

    def validators(self, part: str = "") -> Mapping[str, str]:
        """Give the part's validators as they were received (ETag, Last-Modified, file mark, body hash); empty if new."""
        return self.parts.get(part, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """Bytes as fetched. `part` is "" for a feed and the relative path of a file in a folder.

    `fault` says why this part could not be read, where the others of the same fetch could.
    """

    source: str
    part: str = ""
    url: str
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: datetime
    validators: Mapping[str, str] = field(default_factory=dict)
    unchanged: bool = False
    truncated: bool = False
    moved_to: str | None = None
    fresh_for: timedelta | None = None
    fault: str = ""

    @property
    def media_type(self) -> str:
        """Give the Content-Type without parameters, in lower case; "" if the server named none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed or one report of a file, not yet judged to be new.

    `keys` identify it, strongest first; `summary` and `content` are markup unless `plain`. `kind` is entry or report.
    """

    source: str
    ref: str
    keys: tuple[str, ...]
    id: str | None = None
    link: str | None = None
    title: str = ""
    summary: str = ""
    content: str = ""
    plain: bool = False
    author: str = ""
    outlet: str = ""
    lang: str = ""
    published: str | None = None
    published_at: datetime | None = None
    fetched_at: datetime
    kind: str = "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A parsed document: iterates over its entries. `complete` is false where some of it was lost (see `warning`)."""

    entries: tuple[Entry, ...]
    title: str = ""
    link: str = ""
    lang: str = ""
    ttl: timedelta | None = None
    warning: str | None = None
    complete: bool = True

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text from one outlet; immutable, one per revision. `text` is NFC and begins with the title.

    `id`, `revision` and `arrival` are 0 until intake. `at` is the time that windows compare: published, if that parses
    and is at most a day after `first_seen_at`, else `first_seen_at`. Times are aware UTC.
    """

    id: int = 0
    revision: int = 0
    arrival: int = 0
    source: str
    ref: str
    keys: tuple[str, ...] = ()
    url: str | None = None
    outlet: str = ""
    publisher: str = ""
    author: str = ""
    title: str = ""
    text: str
    lang: str = ""
    extraction: str = "summary"
    published: str | None = None
    published_at: datetime | None = None
    first_seen_at: datetime
    at: datetime
    baseline: bool = False
    annotations: tuple[Annotation, ...] = ()
    placements: tuple[Placement, ...] = ()

    @property
    def matches(self) -> tuple[Match, ...]:
        """Give the topic matches among the annotations."""
        return tuple(note for note in self.annotations if isinstance(note, Match))

    @property
    def story(self) -> str | None:
        """Give the key of the story that the article was placed in, if any plugin placed it."""
        return next((place.key for place in self.placements if place.kind == "story"), None)

    def about(self, topic: str | None) -> bool:
        """Say whether the article matches the topic rule of that name; every article is about None."""
        return topic is None or any(match.rule == topic for match in self.matches)

    def quote(self, start: int, end: int) -> str:
        """Give the text of a span."""
        return self.text[start:end]
