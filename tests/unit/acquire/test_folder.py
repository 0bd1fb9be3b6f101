from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from monitor.acquire import folder
from monitor.acquire.folder import FolderConfig, FolderSource
from monitor.acquire.reports import parse
from monitor.errors import SourceError
from monitor.model.article import Known, Payload, Source

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)


class Desk:
    """A watched folder with files of a settled age, and what was known after the last look."""

    def __init__(self, path: Path) -> None:
        self.path, self.parts = path, {}

    def write(self, name: str, text: str = "Title\nBody", *, age: timedelta = timedelta(hours=1)) -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        self.touch(name, age)
        return file

    def touch(self, name: str, age: timedelta) -> None:
        at = (NOW - age).timestamp()
        os.utime(self.path / name, (at, at))

    def payloads(self, path: str | None = None, *, settle: timedelta = timedelta(0)) -> list[Payload]:
        config = FolderConfig.model_validate({"use": "folder", "path": path or str(self.path)})
        source = Source(name="desk", use="folder", url=config.path, options=config)
        found = FolderSource("desk", config).fetch(source, Known(parts=self.parts, settle=settle, now=NOW))
        assert found is not None
        return list(found)

    def look(self, path: str | None = None, *, settle: timedelta = timedelta(0)) -> list[str]:
        payloads = self.payloads(path, settle=settle)
        self.parts |= {payload.part: dict(payload.validators) for payload in payloads if not payload.fault}
        return [payload.part for payload in payloads]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "reports").mkdir()
    return Desk(tmp_path / "reports")


def test_new_files_come_in_the_order_of_their_paths_with_their_type(desk):
    for name in ("b.txt", "a.md", "sub/c.html", "sub/a/d.ndjson", "Z.TXT"):
        desk.write(name)

    payloads = desk.payloads()

    assert [payload.part for payload in payloads] == ["Z.TXT", "a.md", "b.txt", "sub/a/d.ndjson", "sub/c.html"]
    kinds = ["text/plain", "text/markdown", "text/plain", "application/x-ndjson", "text/html"]
    assert [payload.media_type for payload in payloads] == kinds
    assert payloads[2].url == (desk.path / "b.txt").as_uri()
    assert (payloads[2].source, payloads[2].body, payloads[2].fetched_at) == ("desk", b"Title\nBody", NOW)


def test_unchanged_files_are_not_read_again_and_changed_ones_are(desk):
    desk.write("a.txt")
    desk.write("b.txt")
    assert desk.look() == ["a.txt", "b.txt"]

    assert desk.look() == []
    desk.write("b.txt", "Title\nOther body")
    assert desk.look() == ["b.txt"]


def test_a_change_that_keeps_time_and_size_is_seen(desk):
    desk.write("a.txt", "Title\n41 dead")
    before = (desk.path / "a.txt").stat()
    desk.look()

    desk.write("a.txt", "Title\n42 dead")

    after = (desk.path / "a.txt").stat()
    assert (after.st_mtime_ns, after.st_size) == (before.st_mtime_ns, before.st_size)
    assert desk.look() == ["a.txt"]


def test_a_file_put_in_the_place_of_another_is_seen(desk):
    desk.write("a.txt", "Title\n41 dead")
    desk.look()

    desk.write("new.tmp", "Title\n42 dead").replace(desk.path / "a.txt")

    assert desk.look() == ["a.txt"]


def test_a_file_settles_before_it_is_read(desk):
    desk.write("old.txt", age=timedelta(seconds=30))
    desk.write("young.txt", age=timedelta(seconds=1))
    desk.write("ahead.txt", age=timedelta(hours=-5))

    assert desk.look(settle=timedelta(seconds=5)) == ["ahead.txt", "old.txt"]
    assert desk.look() == ["young.txt"]


def test_hidden_temporary_and_foreign_files_are_passed_over(desk):
    for name in (".a.txt", ".git/a.txt", "a.txt~", "~a.txt", "a.txt.part", "a.txt.swp", "a.docx", "README", "#a.txt#"):
        desk.write(name)

    assert desk.look() == []


def test_links_are_not_followed(desk, tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.txt").write_text("secret")
    (desk.path / "file.txt").symlink_to(secret / "key.txt")
    (desk.path / "folder").symlink_to(secret)
    (desk.path / "loop").symlink_to(desk.path)

    assert desk.look() == []


@pytest.mark.parametrize("link", ["file", "folder"])
def test_a_link_that_takes_a_files_place_after_listing_is_refused(desk, tmp_path, monkeypatch, link):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a.txt").write_text("secret")
    desk.write("sub/a.txt")
    if link == "file":
        (desk.path / "sub" / "a.txt").unlink()
        (desk.path / "sub" / "a.txt").symlink_to(tmp_path / "secret" / "a.txt")
    else:
        (desk.path / "sub").rename(desk.path / "was")
        (desk.path / "sub").symlink_to(tmp_path / "secret")
    monkeypatch.setattr(folder, "_listed", lambda root: ["sub/a.txt"])

    [payload] = desk.payloads()

    assert payload.body == b""
    assert payload.fault.startswith("cannot be read: ")


def test_pipes_are_not_waited_for(desk):
    os.mkfifo(desk.path / "pipe.txt")

    assert desk.look() == []


def test_a_file_that_vanished_after_listing_costs_nothing(desk, monkeypatch):
    desk.write("b.txt")
    monkeypatch.setattr(folder, "_listed", lambda root: ["a.txt", "b.txt"])

    assert desk.look() == ["b.txt"]


def test_a_file_too_large_is_named_and_the_others_go_through(desk, monkeypatch):
    monkeypatch.setattr(folder, "MAX_BYTES", 100)
    desk.write("a.txt", "x" * 101)
    desk.write("b.txt")

    large, small = desk.payloads()

    assert (large.part, large.body, dict(large.validators)) == ("a.txt", b"", {})
    assert large.fault == "holds 101 bytes, more than 100 (split it)"
    assert small.fault == ""
    with pytest.raises(SourceError, match=r"a\.txt: holds 101 bytes"):
        parse(large)


def test_an_unreadable_file_is_named_and_tried_again(desk, monkeypatch):
    desk.write("a.txt")
    desk.write("b.txt")
    read = folder._read

    def refuse(root, part, *rest):
        if part == "a.txt":
            raise PermissionError(13, "Permission denied")
        return read(root, part, *rest)

    monkeypatch.setattr(folder, "_read", refuse)

    assert [(payload.part, payload.fault) for payload in desk.payloads()] == [("a.txt", "cannot be read: Permission denied"), ("b.txt", "")]
    assert desk.look() == ["a.txt", "b.txt"]
    assert desk.look() == ["a.txt"]


def test_a_single_file_is_watched_alone(desk):
    desk.write("a.txt")
    desk.write("b.txt")

    [payload] = desk.payloads(str(desk.path / "a.txt"))

    assert (payload.part, payload.url) == ("a.txt", (desk.path / "a.txt").as_uri())
    assert desk.look(str(desk.path / "a.txt")) == ["a.txt"]
    assert desk.look(str(desk.path / "a.txt")) == []


def test_the_configured_path_itself_may_be_a_link(desk, tmp_path):
    desk.write("a.txt")
    (tmp_path / "link").symlink_to(desk.path)

    assert desk.look(str(tmp_path / "link")) == ["a.txt"]


def test_file_names_of_any_bytes_are_text(desk):
    (desk.path / os.fsdecode(b"caf\xe9.txt")).write_text("Title\nBody")

    [payload] = desk.payloads()

    assert payload.part == "caf\ufffd.txt"
    assert payload.body == b"Title\nBody"


def test_a_folder_that_is_not_there_is_an_error_that_says_what_to_do(desk):
    with pytest.raises(SourceError, match=r"No such file or directory.*create it") as caught:
        desk.look(str(desk.path / "missing"))

    assert caught.value.outcome == "unreadable"


def test_a_relative_path_is_relative_to_the_configuration(tmp_path):
    config = FolderConfig.model_validate({"use": "folder", "path": "reports"}, context={"base": tmp_path})

    assert config.path == str(tmp_path / "reports")


@pytest.mark.parametrize("path", ["", "a\0b", "notes.docx"], ids=["nothing", "null", "no report file"])
def test_a_path_that_cannot_be_watched_is_refused(tmp_path, path):
    (tmp_path / "notes.docx").write_text("x")

    with pytest.raises(ValidationError):
        FolderConfig.model_validate({"use": "folder", "path": path}, context={"base": tmp_path})


def test_other_sources_are_left_to_others(desk):
    config = FolderConfig(use="folder", path=str(desk.path))

    assert FolderSource("desk", config).fetch(Source(name="feed", use="feed", url="x"), Known()) is None
