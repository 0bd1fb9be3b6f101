"""Full-text search: one port over FTS5 and tsvector. Queries are compiled from our own tree, never concatenated from what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Connection, Select, Table, bindparam, func, literal_column, select, text
from sqlalchemy.dialects.postgresql import TSVECTOR

from monitor.query import Phrase, Words, indexable
from monitor.store import tables as t
from monitor.store.database import listed, one_of

INDEXES = ("article_text", "alert_text")

# Contentless: FTS5 keeps only the index; what to take out again is made anew from the tables.
SQLITE_DDL = tuple(
    f"CREATE VIRTUAL TABLE {name} USING fts5(body, content='', tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')"
    for name in INDEXES
)
POSTGRES_DDL = tuple(
    statement
    for name in INDEXES
    for statement in (
        f"CREATE TABLE {name} (rowid bigint PRIMARY KEY, body tsvector NOT NULL)",
        f"CREATE INDEX ix_{name}_body ON {name} USING gin (body)",
    )
)
_STRETCH = 50
_ROWID: ColumnElement[int] = literal_column("rowid", t.Id)
_vectors = {
    name: Table(name, t.metadata.__class__(), Column("rowid", t.Id, primary_key=True), Column("body", TSVECTOR)) for name in INDEXES
}


def index_articles(connection: Connection, revision_ids: Sequence[int]) -> None:
    """Put the texts of revisions into the index in place of those they follow; older revisions than the latest are left out."""
    dialect = connection.dialect.name
    rows = connection.execute(_texts(dialect), {"ids": listed(dialect, revision_ids)}).all()
    again = [row for row in rows if row.number > 1 and dialect == "sqlite"]
    before = {row.article_id: _indexed_body(connection, row.article_id, row.number) for row in again}
    put(connection, "article_text", [(row.article_id, _body(row), before.get(row.article_id)) for row in rows])
    if rows:
        connection.execute(_INDEXED, [{"of": row.article_id, "now": row.number} for row in rows])


@cache
def _texts(dialect: str) -> Select[Any]:
    columns = (t.revision.c.article_id, t.revision.c.number, t.revision.c.title, t.revision.c.text)
    latest = t.revision.c.number == t.article.c.latest
    return select(*columns).join(t.article).where(one_of(dialect, t.revision.c.id, "ids"), latest).order_by(t.revision.c.arrival)


_INDEXED = t.article.update().where(t.article.c.id == bindparam("of")).values(indexed=bindparam("now"))


def _indexed_body(connection: Connection, article_id: int, number: int) -> str | None:
    query = (
        select(t.revision.c.title, t.revision.c.text)
        .join(t.article)
        .where(t.article.c.id == article_id, t.revision.c.number == t.article.c.indexed, t.revision.c.number <= number)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _body(row)


def _body(row: Any) -> str:
    return indexable(row.text if row.text.startswith(row.title) else f"{row.title}\n{row.text}")


def put(connection: Connection, index: str, bodies: Sequence[tuple[int, str, str | None]]) -> None:
    """Index texts by (row id, body, before): `before` stands there now, if anything does (FTS5 must be told what to take out)."""
    rows = [{"rowid": rowid, "body": body} for rowid, body, _ in bodies]
    if connection.dialect.name == "sqlite":
        gone = [{"rowid": rowid, "body": before} for rowid, _, before in bodies if before is not None]
        take = f"INSERT INTO {index}({index}, rowid, body) VALUES ('delete', :rowid, :body)"  # noqa: S608 - names from INDEXES
        add = f"INSERT INTO {index}(rowid, body) VALUES (:rowid, :body)"  # noqa: S608
    else:
        gone, take = [], ""
        add = (
            f"INSERT INTO {index}(rowid, body) VALUES (:rowid, to_tsvector('simple', :body)) "  # noqa: S608
            "ON CONFLICT (rowid) DO UPDATE SET body = excluded.body"
        )
    for statement, changed in ((take, gone), (add, rows)):
        if changed:
            connection.execute(text(statement), changed)


def take_out_article(connection: Connection, article_id: int) -> None:
    """Take an article out of the index; its texts must be there still."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("DELETE FROM article_text WHERE rowid = :rowid"), {"rowid": article_id})
        return
    latest = connection.execute(select(t.article.c.latest).where(t.article.c.id == article_id)).scalar_one()
    before = _indexed_body(connection, article_id, latest)
    if before is not None:
        take = text("INSERT INTO article_text(article_text, rowid, body) VALUES ('delete', :rowid, :body)")
        connection.execute(take, {"rowid": article_id, "body": before})


def index_alerts(connection: Connection, titles: Sequence[tuple[int, str, str | None]]) -> None:
    """Index the titles of alerts by (id, title, before) in place of those they had, None if they had none."""
    changed = [(id_, indexable(title), before and indexable(before)) for id_, title, before in titles if title != before]
    put(connection, "alert_text", changed)


def found(dialect: str, index: str, words: Words) -> Select[Any]:
    """Select the row ids that match; the words must ask for something (`words.groups`)."""
    if dialect == "sqlite":
        match: BindParameter[str] = bindparam("words", fts5_query(words))
        return select(_ROWID).select_from(text(index)).where(text(f"{index} MATCH :words").bindparams(match))
    table = _vectors[index]
    return select(table.c.rowid).where(table.c.body.bool_op("@@")(_tsquery(words)))


def found_among(connection: Connection, index: str, words: Words, ids: Sequence[int]) -> set[int]:
    """Give those of the row ids, in ascending order, that match.

    Where they lie close together, all between the first and the last are asked for: looking one up costs FTS5 as much as
    reading a hundred in a row (measured with SQLite 3.40).
    """
    if not ids:
        return set()
    dialect = connection.dialect.name
    rowid = _ROWID if dialect == "sqlite" else _vectors[index].c.rowid
    close = ids[-1] - ids[0] < _STRETCH * len(ids)
    near = rowid.between(ids[0], ids[-1]) if close else rowid.in_(ids)
    return set(connection.execute(found(dialect, index, words).where(near)).scalars()).intersection(ids)


def fts5_query(words: Words) -> str:
    """Write the words in FTS5's syntax; every word is quoted, so nothing typed is syntax."""
    groups = [f"({' OR '.join(map(_fts5_phrase, group))})" for group in words.groups]
    query = " AND ".join(groups)
    return f"{query} NOT ({' OR '.join(map(_fts5_phrase, words.without))})" if words.without else query


def _fts5_phrase(phrase: Phrase) -> str:
    return '"' + " ".join(phrase.words) + '"' + ("*" if phrase.prefix else "")


def _tsquery(words: Words) -> ColumnElement[Any]:
    query = " & ".join(f"({' | '.join(map(_ts_phrase, group))})" for group in words.groups)
    query += "".join(f" & !({_ts_phrase(phrase)})" for phrase in words.without)
    return func.to_tsquery("simple", query)


def _ts_phrase(phrase: Phrase) -> str:
    quoted = [f"'{word}'" for word in phrase.words]
    return " <-> ".join([*quoted[:-1], quoted[-1] + (":*" if phrase.prefix else "")])
