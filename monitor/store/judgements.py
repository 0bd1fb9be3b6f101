"""T2 and T3: what an article says and where it belongs, each article's rows in one transaction with its paid work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from monitor.model import codec
from monitor.model.annotation import Annotation, Match, Mention, Placement, Statement
from monitor.model.article import Article
from monitor.model.seen import fold, forms_of, seen_keys
from monitor.store import tables as t
from monitor.store.database import in_batches, insert_new


def store_annotations(connection: Connection, revision_id: int, unit: str, version: str, notes: Sequence[Annotation]) -> None:
    """Replace what this unit says of the revision."""
    connection.execute(delete(t.annotation).where(t.annotation.c.revision_id == revision_id, t.annotation.c.unit == unit))
    rows = [
        {
            "revision_id": revision_id,
            "unit": unit,
            "version": version,
            "position": position,
            "type": codec.type_name(note),
            "kind": getattr(note, "kind", ""),
            "data": codec.to_json(note),
        }
        for position, note in enumerate(notes)
    ]
    if not rows:
        return
    ids = connection.execute(insert(t.annotation).returning(t.annotation.c.id, sort_by_parameter_order=True), rows).scalars().all()
    names = [{"name": name, "annotation_id": id_} for id_, note in zip(ids, notes, strict=True) for name in names_of(note)]
    if names:
        connection.execute(insert(t.annotation_name), names)


def names_of(note: Annotation) -> frozenset[str]:
    """Give the folded names that an annotation answers to; a statement answers to its speakers'."""
    if isinstance(note, Statement):
        return frozenset(fold(name) for name in note.speaker)
    return forms_of(note) if isinstance(note, Mention) else frozenset()


def store_matches(connection: Connection, revision_id: int, judged: Callable[[str], bool] | None, matches: Sequence[Match]) -> None:
    """Replace the topic matches of the revision: those of the rules that were `judged`, all if that is None."""
    mine = t.topic_match.c.revision_id == revision_id
    if judged is None:
        connection.execute(delete(t.topic_match).where(mine))
    else:
        stored = connection.execute(select(t.topic_match.c.rule).where(mine)).scalars()
        for batch in in_batches([rule for rule in stored if judged(rule)]):
            connection.execute(delete(t.topic_match).where(mine, t.topic_match.c.rule.in_(batch)))
    rows = [{"rule": note.rule, "revision_id": revision_id, "version": note.version, "data": codec.to_json(note)} for note in matches]
    if rows:
        connection.execute(insert(t.topic_match), rows)


def store_placements(connection: Connection, revision_id: int, article: Article, placements: Sequence[tuple[str, str, Placement]]) -> None:
    """Replace the (unit, version, placement)s of the revision, and mark what its annotations name as first seen."""
    connection.execute(delete(t.placement).where(t.placement.c.revision_id == revision_id))
    if placements:
        order = _annotation_ids(connection, revision_id)
        rows = [_placement_row(revision_id, article.arrival, order, *entry) for entry in placements]
        ids = connection.execute(insert(t.placement).returning(t.placement.c.id, sort_by_parameter_order=True), rows).scalars().all()
        until = connection.execute(select(t.revision.c.until).where(t.revision.c.id == revision_id)).scalar()
        features = [
            {"kind": place.kind, "feature": name, "arrival": article.arrival, "placement_id": id_, "until": until}
            for id_, (_, _, place) in zip(ids, placements, strict=True)
            for name in place.features
        ]
        if features:
            connection.execute(insert(t.feature), features)
    _mark_seen(connection, replace(article, placements=tuple(place for _, _, place in placements)))


def _annotation_ids(connection: Connection, revision_id: int) -> list[int]:
    query = select(t.annotation.c.id).where(t.annotation.c.revision_id == revision_id)
    return list(connection.execute(query.order_by(t.annotation.c.unit, t.annotation.c.position)).scalars())


def _placement_row(revision_id: int, arrival: int, order: Sequence[int], unit: str, version: str, place: Placement) -> dict[str, Any]:
    return {
        "revision_id": revision_id,
        "arrival": arrival,
        "kind": place.kind,
        "key": place.key,
        "title": place.title,
        "unit": unit,
        "version": version,
        "annotation_id": None if place.annotation is None else order[place.annotation],
        "features": dict(place.features),
        "details": dict(place.details),
    }


def _mark_seen(connection: Connection, article: Article) -> None:
    marks = sorted(set(seen_keys(article)))
    insert_new(connection, t.seen, [{"key": key, "first_seen_at": article.first_seen_at, "arrival": article.arrival} for key in marks])
