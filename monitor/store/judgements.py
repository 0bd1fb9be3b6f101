"""T2 and T3: what an article says and where it belongs, each article's rows in one transaction with its paid work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Delete, FromClause, Row, Select, bindparam, delete, insert, select

from monitor.model import codec
from monitor.model.annotation import Annotation, Match, Mention, Placement, Statement
from monitor.model.seen import fold, forms_of
from monitor.store import tables as t
from monitor.store.database import ignoring, in_batches, insert_new, insert_rows, listed, one_of, take_ids
from monitor.store.intake import take_numbers

Mark: TypeAlias = tuple[int, int]
"""How many annotations a revision has, and their highest row id, which is never reused."""


def store_annotations(connection: Connection, said: Sequence[tuple[int, str, str, Sequence[Annotation]]]) -> dict[int, Mark]:
    """Replace what units say of revisions, by (revision, unit, version, annotations); give the marks of what is stored of each."""
    _take_back(connection, {(revision_id, unit) for revision_id, unit, _, _ in said})
    flat = [(revision_id, unit, version, *each) for revision_id, unit, version, notes in said for each in enumerate(notes)]
    if not flat:
        return {}
    ids = take_ids(connection, t.annotation, len(flat))
    rows = [(id_, *row[:4], codec.type_name(row[4]), kind_of(row[4]), codec.to_json(row[4])) for id_, row in zip(ids, flat, strict=True)]
    insert_rows(connection, t.annotation, ("id", "revision_id", "unit", "version", "position", "type", "kind", "data"), rows)
    named = [(name, id_) for id_, (*_, note) in zip(ids, flat, strict=True) for name in names_of(note)]
    insert_rows(connection, t.annotation_name, ("name", "annotation_id"), named)
    counts = Counter(row[0] for row in flat)
    highest = {row[0]: id_ for id_, row in zip(ids, flat, strict=True)}  # ids ascend
    return {revision_id: (count, highest[revision_id]) for revision_id, count in counts.items()}


def _take_back(connection: Connection, said: set[tuple[int, str]]) -> None:
    """Delete what units said of revisions; at the first look nothing is there."""
    dialect = connection.dialect.name
    stored = connection.execute(_speaking(dialect), {"ids": listed(dialect, {revision_id for revision_id, _ in said})})
    before = said.intersection(map(tuple, stored))
    if before:
        connection.execute(_UNSAID, [{"of": revision_id, "by": unit} for revision_id, unit in before])


@cache
def _speaking(dialect: str) -> Select[Any]:
    return select(t.annotation.c.revision_id, t.annotation.c.unit).where(one_of(dialect, t.annotation.c.revision_id, "ids")).distinct()


_UNSAID = delete(t.annotation).where(t.annotation.c.revision_id == bindparam("of"), t.annotation.c.unit == bindparam("by"))


def kind_of(note: Annotation) -> str:
    """Give what an annotation is narrowed by: its kind; of a statement its stance."""
    return note.stance if isinstance(note, Statement) else getattr(note, "kind", "")


def names_of(note: Annotation) -> frozenset[str]:
    """Give the folded names that an annotation answers to; a statement answers to its speakers'."""
    if isinstance(note, Statement):
        return frozenset(fold(name) for name in note.speaker)
    return forms_of(note) if isinstance(note, Mention) else frozenset()


def store_matches(connection: Connection, judged: Callable[[str], bool] | None, matches: Mapping[int, Sequence[Match]]) -> None:
    """Replace the topic matches of revisions, given by revision id: those of the rules that were `judged`, all if that is None."""
    theirs = one_of(connection.dialect.name, t.topic_match.c.revision_id, "ids")
    given = {"ids": listed(connection.dialect.name, matches.keys())}
    if judged is None:
        connection.execute(delete(t.topic_match).where(theirs), given)
    else:
        stored = connection.execute(select(t.topic_match.c.rule).where(theirs).distinct(), given).scalars()
        for batch in in_batches([rule for rule in stored if judged(rule)]):
            connection.execute(delete(t.topic_match).where(theirs, t.topic_match.c.rule.in_(batch)), given)
    rows = [
        {"rule": note.rule, "revision_id": revision_id, "version": note.version, "data": codec.to_json(note)}
        for revision_id, found in matches.items()
        for note in found
    ]
    if rows:
        connection.execute(insert(t.topic_match), rows)


Placing: TypeAlias = tuple[str, str, Placement]
"""Unit, version, placement."""


def store_placements(connection: Connection, placed: Mapping[int, Sequence[Placing]]) -> None:
    """Replace the placements of revisions, given by revision id, oldest first; mark what they and their annotations name as seen."""
    dialect = connection.dialect.name
    asked = {"ids": listed(dialect, placed.keys())}
    if connection.execute(_unplaced(dialect), asked).rowcount:
        note_rewriting(connection)
    revisions = {row.id: row for row in connection.execute(_revisions(dialect), asked)}
    if any(placed.values()):
        _add_placements(connection, placed, revisions)
    connection.execute(_mark_mentions(dialect), asked)
    connection.execute(_mark_mentions_in_topics(dialect), asked)
    marks = [(place.key, revisions[revision_id]) for revision_id, places in placed.items() for _, _, place in places]
    insert_new(connection, t.seen, [{"key": key, "first_seen_at": row.first_seen_at, "arrival": row.arrival} for key, row in marks])


def note_rewriting(connection: Connection) -> None:
    """Have those who remember what they read of placed articles read it again: some are placed anew."""
    take_numbers(connection, 1, "rewritten")


def _add_placements(connection: Connection, placed: Mapping[int, Sequence[Placing]], revisions: Mapping[int, Row[Any]]) -> None:
    order = _annotation_ids(connection, placed.keys())
    flat = [(revisions[revision_id], placing) for revision_id, places in placed.items() for placing in places]
    ids = take_ids(connection, t.placement, len(flat))
    rows = [{"id": id_, **_placement_row(row, order, *placing)} for id_, (row, placing) in zip(ids, flat, strict=True)]
    if rows:
        insert_rows(connection, t.placement, tuple(rows[0]), [tuple(row.values()) for row in rows])
    features = [
        (place.kind, name, row.arrival, id_, row.until)
        for id_, (row, (*_, place)) in zip(ids, flat, strict=True)
        for name in place.features
    ]
    insert_rows(connection, t.feature, ("kind", "feature", "arrival", "placement_id", "until"), features)


def _annotation_ids(connection: Connection, revision_ids: Collection[int]) -> dict[int, list[int]]:
    """Give the row ids of the annotations of revisions, in the order of their articles' tuples."""
    dialect = connection.dialect.name
    found: dict[int, list[int]] = {}
    for revision_id, id_ in connection.execute(_ordered(dialect), {"ids": listed(dialect, revision_ids)}):
        found.setdefault(revision_id, []).append(id_)
    return found


def _placement_row(of: Row[Any], order: Mapping[int, Sequence[int]], unit: str, version: str, place: Placement) -> dict[str, Any]:
    return {
        "revision_id": of.id,
        "arrival": of.arrival,
        "kind": place.kind,
        "key": place.key,
        "title": place.title,
        "unit": unit,
        "version": version,
        "annotation_id": None if place.annotation is None else order[of.id][place.annotation],
        "features": dict(place.features),
        "details": dict(place.details),
    }


@cache
def _unplaced(dialect: str) -> Delete:
    return delete(t.placement).where(one_of(dialect, t.placement.c.revision_id, "ids"))


@cache
def _revisions(dialect: str) -> Select[Any]:
    columns = (t.revision.c.id, t.revision.c.arrival, t.revision.c.until, t.article.c.first_seen_at)
    return select(*columns).join(t.article).where(one_of(dialect, t.revision.c.id, "ids"))


@cache
def _ordered(dialect: str) -> Select[Any]:
    query = select(t.annotation.c.revision_id, t.annotation.c.id).where(one_of(dialect, t.annotation.c.revision_id, "ids"))
    return query.order_by(t.annotation.c.revision_id, t.annotation.c.unit, t.annotation.c.position)


@cache
def _mark_mentions(dialect: str) -> Any:
    """Mark the keys of mentions as seen, see `seen_keys`: as they are stored, they need not be read here."""
    return _marking(dialect, t.annotation.c.kind + ":" + t.annotation_name.c.name, _mentions())


@cache
def _mark_mentions_in_topics(dialect: str) -> Any:
    key = t.annotation.c.kind + ":" + t.annotation_name.c.name + "@" + t.topic_match.c.rule
    return _marking(dialect, key, _mentions().join(t.topic_match, t.topic_match.c.revision_id == t.annotation.c.revision_id))


def _mentions() -> FromClause:
    named = t.annotation.join(t.annotation_name, t.annotation_name.c.annotation_id == t.annotation.c.id)
    return named.join(t.revision, t.revision.c.id == t.annotation.c.revision_id).join(t.article)


def _marking(dialect: str, key: ColumnElement[str], tables: FromClause) -> Any:
    """Insert marks for the mentions of the revisions `ids`, the earliest arrival's first; those that are there stay."""
    marks = select(key.label("key"), t.article.c.first_seen_at, t.revision.c.arrival).select_from(tables).distinct()
    marks = marks.where(t.annotation.c.type == "mention", one_of(dialect, t.annotation.c.revision_id, "ids"))
    return ignoring(dialect, t.seen).from_select(["key", "first_seen_at", "arrival"], marks.order_by(t.revision.c.arrival))
