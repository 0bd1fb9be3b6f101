"""The program's table of contents: seven hooks, seven stages, seven verbs."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable

import pluggy

from monitor.model.alert import Hit, Notification
from monitor.model.annotation import Annotation, Placement
from monitor.model.article import Article, Entry, Known, Payload, Source
from monitor.model.history import History

PROJECT = "monitor"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec(firstresult=True)
def fetch(source: Source, known: Known) -> Iterable[Payload] | AsyncIterable[Payload] | None:
    """Yield what the source holds now; None if this is not your kind of source.

    Raises: SourceError if it cannot be read.
    """


@hookspec(firstresult=True)
def parse(payload: Payload) -> Iterable[Entry] | None:
    """Give the entries of a payload (a `Feed` says more about itself); None if this is not your kind of document.

    Raises: SourceError if the document is none (a web page, empty, ill-formed beyond use).
    """


@hookspec(firstresult=True)
def extract(entry: Entry, page: Payload | None) -> Article | None:
    """Make the article of an entry, from its own text or from the fetched page; None if not yours."""


@hookspec
def annotate(article: Article) -> Iterable[Annotation]:  # type: ignore[empty-body]
    """Say what the article says, with spans. Pure: same text, same answer, in any process, at any time."""


@hookspec
def place(article: Article, history: History) -> Iterable[Placement]:  # type: ignore[empty-body]
    """Say which story the article belongs to and which series its quantities belong to. Called in arrival order; be cheap.

    `article.placements` holds what was placed before yours, by name; mark yours `@hookimpl(trylast=True)` to be asked behind the others.
    """


@hookspec
def detect(article: Article, history: History) -> Iterable[Hit]:  # type: ignore[empty-body]
    """Yield findings with evidence; `article` comes annotated and placed. A kind that takes all its rules yields (rule, Hit)."""


@hookspec
def notify(notification: Notification) -> None:
    """Tell it.

    Raises: TryLater if it should be tried again, Undeliverable if it never will be accepted.
    """
