"""Articles out of the store: whole for judges, as rows for lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from monitor.model import codec
from monitor.model.annotation import Annotation, Placement
from monitor.model.article import Article
from monitor.store import tables as t
from monitor.store.database import in_batches

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


# Asked for every article: made once, they are compiled once.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_BY_UNIT = (t.annotation.c.revision_id, t.annotation.c.unit, t.annotation.c.position)
_WHOLE = headed(t.revision.c.text).where(t.revision.c.id.in_(_IDS))
_ANNOTATIONS = select(t.annotation).where(t.annotation.c.revision_id.in_(_IDS)).order_by(*_BY_UNIT)
_ANNOTATION_IDS = select(t.annotation.c.id, t.annotation.c.revision_id).where(t.annotation.c.revision_id.in_(_IDS)).order_by(*_BY_UNIT)
_MATCHES = select(t.topic_match).where(t.topic_match.c.revision_id.in_(_IDS)).order_by(t.topic_match.c.rule)
_PLACEMENTS = select(t.placement).where(t.placement.c.revision_id.in_(_IDS)).order_by(t.placement.c.id)


def as_article(row: Row[Any], *, annotations: Sequence[Annotation] = (), placements: Sequence[Placement] = ()) -> Article:
    """Make the article of a row of `headed()`; its text is "" unless the row carries it."""
    return Article(
        id=row.article_id,
        revision=row.number,
        arrival=row.arrival,
        source=row.source,
        ref=row.ref,
        url=row.url,
        outlet=row.outlet,
        publisher=row.publisher,
        author=row.author,
        title=row.title,
        text=getattr(row, "text", ""),
        lang=row.lang,
        extraction=row.extraction,
        published=row.published,
        published_at=row.published_at,
        first_seen_at=row.first_seen_at,
        at=row.at,
        baseline=row.baseline,
        annotations=tuple(annotations),
        placements=tuple(placements),
    )


def load(connection: Connection, revision_ids: Iterable[int], *, judged: bool = True) -> dict[int, Article]:
    """Give whole articles by revision id, with annotations and placements if `judged`."""
    ids = list(revision_ids)
    notes = annotations_of(connection, ids) if judged else {}
    placed = placements_of(connection, ids) if judged else {}
    found = {}
    for batch in in_batches(ids):
        for row in connection.execute(_WHOLE, {"ids": batch}):
            found[row.revision_id] = as_article(row, annotations=notes.get(row.revision_id, ()), placements=placed.get(row.revision_id, ()))
    return found


def annotations_of(connection: Connection, revision_ids: Sequence[int]) -> dict[int, list[Annotation]]:
    """Give the annotations per revision id: by unit, then as the unit gave them; topic matches last."""
    found: dict[int, list[Annotation]] = {}
    for batch in in_batches(revision_ids):
        for row in connection.execute(_ANNOTATIONS, {"ids": batch}):
            found.setdefault(row.revision_id, []).append(codec.from_json(row.type, row.data))
        for row in connection.execute(_MATCHES, {"ids": batch}):
            found.setdefault(row.revision_id, []).append(codec.from_json("match", row.data))
    return found


def placements_of(connection: Connection, revision_ids: Sequence[int]) -> dict[int, list[Placement]]:
    """Give the placements per revision id, each with the number of the annotation that it places."""
    return {id_: [place for _, place in pairs] for id_, pairs in placement_rows_of(connection, revision_ids).items()}


def placement_rows_of(connection: Connection, revision_ids: Sequence[int]) -> dict[int, list[tuple[int, Placement]]]:
    """Give (row id, placement) per revision id."""
    rows = [row for batch in in_batches(revision_ids) for row in connection.execute(_PLACEMENTS, {"ids": batch})]
    order = annotation_order(connection, list({row.revision_id for row in rows if row.annotation_id is not None}))
    found: dict[int, list[tuple[int, Placement]]] = {}
    for row in rows:
        found.setdefault(row.revision_id, []).append((row.id, as_placement(row, order.get(row.annotation_id))))
    return found


def annotation_order(connection: Connection, revision_ids: Sequence[int]) -> dict[int, int]:
    """Give the number of each annotation in its article's tuple, by row id."""
    found: dict[int, int] = {}
    for batch in in_batches(revision_ids):
        seen: dict[int, int] = {}
        for row in connection.execute(_ANNOTATION_IDS, {"ids": batch}):
            found[row.id] = seen.get(row.revision_id, 0)
            seen[row.revision_id] = found[row.id] + 1
    return found


def as_placement(row: Row[Any], position: int | None = None) -> Placement:
    """Make the placement of a row, belonging to annotation number `position` of its article."""
    return Placement(kind=row.kind, key=row.key, title=row.title, annotation=position, features=row.features, details=row.details)


def revision_id_of(connection: Connection, article: int, revision: int) -> int | None:
    """Give the row id of one revision of an article."""
    query = select(t.revision.c.id).where(t.revision.c.article_id == article, t.revision.c.number == revision)
    return connection.execute(query).scalar()


def heads(connection: Connection, article_ids: Iterable[int]) -> dict[int, Article]:
    """Give articles by id, in their latest revision, with text and without annotations and placements."""
    found: dict[int, Article] = {}
    for batch in in_batches(sorted(set(article_ids))):
        found.update((row.article_id, as_article(row)) for row in connection.execute(latest(batch)))
    return found


def latest(article_ids: Sequence[int]) -> Select[Any]:
    """Select these articles in their latest revision, with text."""
    return headed(t.revision.c.text).where(t.article.c.id.in_(article_ids), t.revision.c.number == t.article.c.latest)
