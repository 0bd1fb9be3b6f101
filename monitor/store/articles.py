"""Articles out of the store: whole for judges, as rows for lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, func, select

from monitor.model import codec
from monitor.model.annotation import Annotation, Placement
from monitor.model.article import Article
from monitor.store import tables as t
from monitor.store.database import listed, one_of

HEAD = (
    t.revision.c.id.label("revision_id"),
    t.revision.c.article_id,
    t.revision.c.number,
    t.revision.c.arrival,
    t.revision.c.title,
    t.revision.c.author,
    t.revision.c.lang,
    t.revision.c.extraction,
    t.revision.c.published,
    t.revision.c.published_at,
    t.revision.c.at,
    t.revision.c.baseline,
    t.article.c.first_seen_at,
    t.article.c.ref,
    t.article.c.url,
    t.article.c.outlet,
    t.article.c.publisher,
    t.source.c.name.label("source"),
)


def headed(*more: Any) -> Select[Any]:
    """Select revisions with what their article and source say of them, without text."""
    return (
        select(*HEAD, *more)
        .join(t.article, t.article.c.id == t.revision.c.article_id)
        .join(t.source, t.source.c.id == t.article.c.source_id)
    )


_OTHERS = t.annotation.alias()
_BEFORE = select(func.count()).where(_OTHERS.c.revision_id == t.annotation.c.revision_id, _OTHERS.c.unit < t.annotation.c.unit)
_NUMBER = (_BEFORE.scalar_subquery() + t.annotation.c.position).label("number")
_BY_UNIT = (t.annotation.c.revision_id, t.annotation.c.unit, t.annotation.c.position)
_NOTE = (t.annotation.c.type, t.annotation.c.data)
_WHERE = (t.placement.c.id, t.placement.c.kind, t.placement.c.key, t.placement.c.title, t.placement.c.annotation_id)
_HOW = (t.placement.c.features, t.placement.c.details, _NUMBER)
_LATEST = t.revision.c.number == t.article.c.latest
_NOTED = (t.annotation, t.annotation.c.id == t.placement.c.annotation_id)
# What is asked for every article, by the column that `ids` names rows of.
_QUERIES: Mapping[str, tuple[Select[Any], Column[Any]]] = {
    "whole": (headed(t.revision.c.text), t.revision.c.id),
    "heads": (headed(), t.revision.c.id),
    "latest": (headed(t.revision.c.text).where(_LATEST), t.article.c.id),
    "headings": (headed().where(_LATEST), t.article.c.id),
    "annotations": (select(t.annotation.c.revision_id, *_NOTE).order_by(*_BY_UNIT), t.annotation.c.revision_id),
    "notes": (select(t.annotation.c.id, *_NOTE), t.annotation.c.id),
    "marks": (
        select(t.annotation.c.revision_id, func.count(), func.max(t.annotation.c.id)).group_by(t.annotation.c.revision_id),
        t.annotation.c.revision_id,
    ),
    "matches": (select(t.topic_match.c.revision_id, t.topic_match.c.data).order_by(t.topic_match.c.rule), t.topic_match.c.revision_id),
    "placements": (
        select(t.placement.c.revision_id, *_WHERE, *_HOW).outerjoin(*_NOTED).order_by(t.placement.c.id),
        t.placement.c.revision_id,
    ),
    "placed": (select(t.revision.c.id, t.revision.c.arrival).distinct().join(t.placement), t.placement.c.id),
    "ids": (select(t.revision.c.article_id, t.revision.c.number, t.revision.c.id), t.revision.c.article_id),
}


@cache
def _query(dialect: str, name: str) -> Select[Any]:
    """Give one of the queries, made once and compiled once."""
    query, column = _QUERIES[name]
    return query.where(one_of(dialect, column, "ids"))


def _rows(connection: Connection, name: str, ids: Collection[int]) -> Any:
    dialect = connection.dialect.name
    return connection.execute(_query(dialect, name), {"ids": listed(dialect, ids)}).all() if ids else ()


@dataclass(slots=True)
class Remembered:
    """What was last loaded whole, for the stage that asks for the same articles next: annotations by revision id.

    `marks` tell whether they are still those that the store holds: how many there are, and the highest row id, which is never reused.
    """

    notes: dict[int, list[Annotation]] = field(default_factory=dict)
    marks: dict[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """A revision without its text and annotations: its placements by row id, and the series of its annotations by theirs."""

    article: Article
    places: Mapping[int, Placement]
    series: Mapping[int, str]


def as_article(row: Row[Any], *, text: str = "", annotations: Sequence[Annotation] = (), placements: Sequence[Placement] = ()) -> Article:
    """Make the article of a row of `headed()`, with the text that is given."""
    # By their places: to ask a row for a column by its name takes longer than all else here.
    _, id_, number, arrival, title, author, lang, extraction, published, published_at, at, baseline, *whence = row[: len(HEAD)]
    first_seen_at, ref, url, outlet, publisher, source = whence
    return Article(
        id=id_,
        revision=number,
        arrival=arrival,
        source=source,
        ref=ref,
        url=url,
        outlet=outlet,
        publisher=publisher,
        author=author,
        title=title,
        text=text,
        lang=lang,
        extraction=extraction,
        published=published,
        published_at=published_at,
        first_seen_at=first_seen_at,
        at=at,
        baseline=baseline,
        annotations=tuple(annotations),
        placements=tuple(placements),
    )


def load(
    connection: Connection, revision_ids: Iterable[int], *, judged: bool = True, remembered: Remembered | None = None
) -> dict[int, Article]:
    """Give whole articles by revision id, with annotations and placements if `judged`; what is `remembered` is not read again."""
    ids = list(revision_ids)
    notes = annotations_of(connection, ids, remembered or Remembered()) if judged else {}
    placed = placements_of(connection, ids) if judged else {}
    found = {}
    for row in _rows(connection, "whole", ids):
        id_ = row.revision_id
        found[id_] = as_article(row, text=row.text, annotations=notes.get(id_, ()), placements=placed.get(id_, ()))
    return found


def headers(connection: Connection, revision_ids: Collection[int]) -> dict[int, Head]:
    """Give revisions by id, without text and annotations."""
    found: dict[int, Head] = {}
    placed = _placement_rows(connection, revision_ids)
    for row in _rows(connection, "heads", revision_ids):
        rows = placed.get(row.revision_id, ())
        places = {each.id: _as_placement(each) for each in rows}
        series = {each.annotation_id: each.key for each in rows if each.kind == "series"}
        found[row.revision_id] = Head(as_article(row, placements=tuple(places.values())), places, series)
    return found


def arrivals_of_placements(connection: Connection, placement_ids: Collection[int]) -> dict[int, int]:
    """Give the arrivals of the revisions that these placements are of, by revision id."""
    return dict(_rows(connection, "placed", placement_ids))


def notes_by_id(connection: Connection, annotation_ids: Collection[int]) -> dict[int, Annotation]:
    """Give annotations by row id."""
    return {id_: codec.from_json(type_, data) for id_, type_, data in _rows(connection, "notes", annotation_ids)}


def annotations_of(connection: Connection, revision_ids: Collection[int], remembered: Remembered) -> dict[int, list[Annotation]]:
    """Give the annotations per revision id: by unit, then as the unit gave them; topic matches last."""
    marks = {row[0]: (row[1], row[2]) for row in _rows(connection, "marks", revision_ids)}
    found: dict[int, list[Annotation]] = {id_: remembered.notes[id_] for id_, mark in marks.items() if remembered.marks.get(id_) == mark}
    for revision_id, type_, data in _rows(connection, "annotations", marks.keys() - found.keys()):
        found.setdefault(revision_id, []).append(codec.from_json(type_, data))
    remembered.notes, remembered.marks = dict(found), marks
    for revision_id, data in _rows(connection, "matches", revision_ids):
        found[revision_id] = [*found.get(revision_id, ()), codec.from_json("match", data)]
    return found


def placements_of(connection: Connection, revision_ids: Collection[int]) -> dict[int, list[Placement]]:
    """Give the placements per revision id, each with the number of the annotation that it places."""
    return {id_: [_as_placement(row) for row in rows] for id_, rows in _placement_rows(connection, revision_ids).items()}


def _placement_rows(connection: Connection, revision_ids: Collection[int]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = {}
    for row in _rows(connection, "placements", revision_ids):
        found.setdefault(row[0], []).append(row)
    return found


def _as_placement(row: Row[Any]) -> Placement:
    return Placement(kind=row.kind, key=row.key, title=row.title, annotation=row.number, features=row.features, details=row.details)


def revision_ids(connection: Connection, article_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """Give the row ids of all revisions of these articles, by (article, revision)."""
    return {(article, number): id_ for article, number, id_ in _rows(connection, "ids", article_ids)}


def heads(connection: Connection, article_ids: Collection[int]) -> dict[int, Article]:
    """Give articles by id, in their latest revision, with text and without annotations and placements."""
    return {row.article_id: as_article(row, text=row.text) for row in latest(connection, article_ids)}


def headings(connection: Connection, article_ids: Collection[int]) -> dict[int, Article]:
    """Give articles by id, in their latest revision, without text, annotations and placements."""
    return {row.article_id: as_article(row) for row in _rows(connection, "headings", article_ids)}


def latest(connection: Connection, article_ids: Collection[int]) -> Iterable[Row[Any]]:
    """Give the rows of these articles in their latest revision, with text."""
    rows: Iterable[Row[Any]] = _rows(connection, "latest", article_ids)
    return rows
