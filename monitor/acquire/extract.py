"""The `extract` hook: makes the article of an entry, from its own text or from the fetched page."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from monitor.acquire.charset import decode
from monitor.acquire.folder import pdf_readable
from monitor.acquire.language import guess_language, primary
from monitor.acquire.markup import clean, one_line, text_of
from monitor.acquire.publisher import publisher_of
from monitor.hookspecs import hookimpl
from monitor.model.article import Article, Entry, Payload

# Raise it when the same entry would give another text: a changed extraction is never an edit.
version = "1"
MAX_TEXT = 200_000
MAX_TITLE = 500
_HEADLINE = 200
_SENTENCE = re.compile(r"""[.!?。！？…]["'”’»)\]]*(?=\s|$)|[。！？]""")
_CLAUSE = re.compile(r"[,;:](?= )| [–—-](?= )|[，；：]")
_AHEAD = timedelta(days=1)


@hookimpl
def extract(entry: Entry, page: Payload | None) -> Article | None:
    """Give the article of an entry, `text` beginning with its title; None if there is no text at all.

    `extraction` says what the text was taken from: the fetched page, a report, or the feed's own summary or content.
    """
    body, extraction = _body(entry, page)
    title, text = compose(one_line(entry.title, MAX_TITLE), body[:MAX_TEXT])
    if not text:
        return None
    return Article(
        source=entry.source,
        ref=entry.ref,
        keys=entry.keys,
        url=entry.link,
        outlet=one_line(entry.outlet, 200),
        publisher=publisher_of(entry.link, entry.outlet),
        author=one_line(entry.author, 200),
        title=title,
        text=text,
        lang=primary(entry.lang) or guess_language(text),
        extraction=extraction,
        published=entry.published,
        published_at=entry.published_at,
        first_seen_at=entry.fetched_at,
        at=effective_time(entry.published_at, entry.fetched_at),
    )


def _body(entry: Entry, page: Payload | None) -> tuple[str, str]:
    if page is not None and (found := _page_text(page))[0]:
        return found
    if entry.kind == "report":
        return (clean(entry.content[: 2 * MAX_TEXT]) if entry.plain else text_of(entry.content)), "report"
    return max((text_of(markup) for markup in (entry.content, entry.summary) if markup), key=len, default=""), "summary"


def _page_text(page: Payload) -> tuple[str, str]:
    """Give the article's text in a page, and what it was taken with."""
    from monitor.acquire import fulltext  # deferred: only sources that ask for full pages need it

    if page.media_type == "application/pdf" and pdf_readable():
        from monitor.acquire.pdf import read_pdf

        return read_pdf(page.body, page.url).text, "page: pdf"
    html = decode(page.body, page.headers.get("content-type", "")).text
    if fulltext.available():
        return fulltext.article_text(html, page.url), f"page: {fulltext.extractor()}"
    from monitor.acquire.page import read_page

    return read_page(html).text, "page"


def effective_time(published: datetime | None, first_seen: datetime) -> datetime:
    """Give the time that windows compare: published, unless unknown or more than a day after the article was first seen."""
    return published if published is not None and published <= first_seen + _AHEAD else first_seen


def compose(title: str, body: str) -> tuple[str, str]:
    """Give title and text; the text begins with the title. Where the body begins with it already (in any case), it stays one.

    Without a title, the body's first line or sentence is the title.
    """
    if not title:
        return headline(body), body
    words = title.split()
    # The pattern is made only where the first word fits: making it costs more than all the rest of an entry.
    begins = bool(words) and body[: len(words[0])].casefold() == words[0].casefold()
    repeated = re.match(r"\s+".join(map(re.escape, words)) + r"(?!\w)", body, re.IGNORECASE) if begins else None
    if repeated:
        return title, title + body[repeated.end() :]
    return title, f"{title}\n\n{body}" if body else title


def headline(body: str) -> str:
    """Give the beginning of a text that may stand for its title: first line, first sentence, first clauses or words."""
    first = body.partition("\n")[0]
    if len(first) <= _HEADLINE:
        return first
    sentence = next((end for end in _SENTENCE.finditer(first, 20, _HEADLINE)), None)
    if sentence:
        return first[: sentence.end()]
    clause = next((end for end in reversed(list(_CLAUSE.finditer(first, 60, _HEADLINE)))), None)
    return first[: clause.start()] if clause else first[:_HEADLINE].rpartition(" ")[0] or first[: _HEADLINE // 2]
