"""Full-text search: one port over FTS5 and tsvector. Queries are compiled from our own tree, never concatenated from what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Connection, Select, Table, bindparam, func, literal_column, or_, select, text
from sqlalchemy.dialects.postgresql import TSVECTOR

from monitor.query import Phrase, Words, indexable
from monitor.store import tables as t
from monitor.store.database import listed, one_of
from monitor.store.finding import FEW, Stretch, how_many, unhelped

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
# Both words of a phrase may be in most texts: which texts to read for it is found by its pairs of words. A pair is a number of 20 bits;
# hashtext gives the same ones as long as a database lives, for PostgreSQL's hash indexes rest on it.
PAIRS_DDL = (
    """
    CREATE FUNCTION word_pairs(body tsvector) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
        WITH word AS (SELECT lexeme, unnest(positions) AS at FROM unnest(body))
        SELECT coalesce(array_agg(DISTINCT hashtext(one.lexeme || ' ' || next.lexeme) & 1048575), '{}')
        FROM word AS one JOIN word AS next ON next.at = one.at + 1
    $$
    """,
    *(f"CREATE INDEX ix_{name}_pairs ON {name} USING gin (word_pairs(body))" for name in INDEXES),
)
_SURELY = 3  # times what is asked for: a guess of so many is no mistake
_TO_READ = 2  # times what it costs to find a text: to read it
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


def found(index: str, words: Words, among: Stretch) -> Select[Any]:
    """Select the row ids of a stretch that match; the words must ask for something.

    FTS5 is asked from end to end: looking one row id up costs it as much as reading some hundreds in a row (measured with SQLite 3.40).
    """
    if among.dialect == "sqlite":
        only = [] if among.some is None else among.holds(func.coalesce(_ROWID, _ROWID))
        return _matching(index, words).where(*among.spans(_ROWID), *only)
    table = _vectors[index]
    return select(table.c.rowid).where(*_narrowed(table.c.body, words), *_exact(table.c.body, words), *among.holds(table.c.rowid))


def found_between(index: str, words: Words, column: Column[int], rows: Select[Any], dialect: str) -> Select[Any]:
    """Select row ids that match among those which `rows` selects as `column`; FTS5 gives more, all between the first and the last."""
    if dialect == "sqlite":
        first, last = (rows.with_only_columns(end(column)).scalar_subquery() for end in (func.min, func.max))
        return _matching(index, words).where(_ROWID.between(first, last))
    table = _vectors[index]
    return select(table.c.rowid).where(table.c.rowid.in_(rows), *_narrowed(table.c.body, words), *_exact(table.c.body, words))


def _matching(index: str, words: Words) -> Select[Any]:
    match: BindParameter[str] = bindparam(f"words_{index}", fts5_query(words))
    return select(_ROWID).select_from(text(index)).where(text(f"{index} MATCH :words_{index}").bindparams(match))


def how_many_match(connection: Connection, index: str, words: Words, most: int = FEW) -> int:
    """Say about how many row ids match: exactly, if they are no more than `most`; of phrases, how many texts are to be read for them.

    PostgreSQL counts a word that many texts hold by reading these; its statistics say as much, and read nothing.
    """
    if connection.dialect.name == "sqlite":
        return how_many(connection, found(index, words, Stretch("sqlite")), most)
    table = _vectors[index]
    counted = select(table.c.rowid).where(*_narrowed(table.c.body, words))
    if _exact(table.c.body, words):
        return _TO_READ * how_many(connection, counted, most // _TO_READ)
    query = text(f"EXPLAIN (FORMAT JSON) SELECT FROM {index} WHERE body @@ to_tsquery('simple', :words)")
    guess = int(connection.execute(query, {"words": _ts_words(words)}).scalar_one()[0]["Plan"]["Plan Rows"])
    return guess if guess > _SURELY * most else how_many(connection, counted, most)


def _narrowed(body: ColumnElement[Any], words: Words) -> list[ColumnElement[bool]]:
    """Say what the indexes can say of a text that holds the words."""
    plain = tuple(group for group in words.groups if not any(map(_pairs, group)))
    among = [body.bool_op("@@")(_tsquery(Words(plain, words.without)))] if plain else []
    return among + [or_(*(_near(body, phrase) for phrase in group)) for group in words.groups if group not in plain]


def _near(body: ColumnElement[Any], phrase: Phrase) -> ColumnElement[bool]:
    """Say that a text may hold a phrase: all its pairs of words are there."""
    if not _pairs(phrase):
        return body.bool_op("@@")(_tsquery(Words(((phrase,),))))
    wanted = func.to_tsvector("simple", " ".join(_pairs(phrase)))
    return func.word_pairs(body).bool_op("@>")(func.word_pairs(wanted))


def _pairs(phrase: Phrase) -> tuple[str, ...]:
    """Give the words of a phrase that make pairs; a prefix makes none."""
    whole = phrase.words[:-1] if phrase.prefix else phrase.words
    return whole if len(whole) > 1 else ()


def _exact(body: ColumnElement[Any], words: Words) -> list[ColumnElement[bool]]:
    """Say what is left to read in the texts that the indexes give, no index asked."""
    if not any(map(_pairs, chain(*words.groups))):
        return []
    return [unhelped(body).bool_op("@@")(_tsquery(words))]


def fts5_query(words: Words) -> str:
    """Write the words in FTS5's syntax; every word is quoted, so nothing typed is syntax."""
    groups = [f"({' OR '.join(map(_fts5_phrase, group))})" for group in words.groups]
    query = " AND ".join(groups)
    return f"{query} NOT ({' OR '.join(map(_fts5_phrase, words.without))})" if words.without else query


def _fts5_phrase(phrase: Phrase) -> str:
    return '"' + " ".join(phrase.words) + '"' + ("*" if phrase.prefix else "")


def _tsquery(words: Words) -> ColumnElement[Any]:
    return func.to_tsquery("simple", _ts_words(words))


def _ts_words(words: Words) -> str:
    query = " & ".join(f"({' | '.join(map(_ts_phrase, group))})" for group in words.groups)
    query += "".join(f" & !({_ts_phrase(phrase)})" for phrase in words.without)
    return query


def _ts_phrase(phrase: Phrase) -> str:
    quoted = [f"'{word}'" for word in phrase.words]
    return " <-> ".join([*quoted[:-1], quoted[-1] + (":*" if phrase.prefix else "")])
