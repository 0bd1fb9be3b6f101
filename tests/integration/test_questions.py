"""What histories ask of a SQLite store begins where it finds little, however much is stored: nothing there counts what tables hold."""

from __future__ import annotations

import pytest
from sqlalchemy.dialects import sqlite

from monitor.store import questions

BESIDE = ("", "kind", "topic", "since", "kind topic since")


def plan(store, query, **given):
    """Give how the database would answer, one line a table."""
    said = query.compile(dialect=sqlite.dialect(paramstyle="named"))
    with store.read() as connection:
        raw = connection.connection.dbapi_connection
        return [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {said}", dict.fromkeys(said.bind_names.values(), 1) | given)]


@pytest.fixture
def store_url(ready_on):
    return ready_on("sqlite")


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("first", ["name", "story", "series"])
def test_annotations_of_few_are_not_looked_for_among_all(store, first, beside):
    query = questions.notes(frozenset({first, *beside.split()}))

    assert not [line for line in plan(store, query) if "ix_annotation_type" in line or "ix_revision" in line]


def test_names_are_looked_up_by_form(store):
    query = questions.names("sqlite", frozenset({"kind", "topic"}))

    assert "annotation_name" in plan(store, query, wanted="[]")[0]


def test_what_neighbours_share_is_counted_in_the_index_alone(store):
    lines = plan(store, questions.ranked("sqlite", windowed=True), wanted="[]")

    assert [line for line in lines if "feature USING COVERING INDEX" in line]
