"""A file of the configuration changes only for one that is no worse, and whole."""

from __future__ import annotations

import os
import threading

import pytest

from monitor.amend import amend
from monitor.config import load
from monitor.config.edit import add_table
from monitor.errors import ConfigError

TEXT = '# ours\n[sources.reports]\nuse = "folder"\npath = "reports"\n\n[sources.old]\nuse = "feed"\n'


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "monitor.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def feed(name: str, url: str = "https://news.example/feed"):
    return lambda text: add_table(text, "sources", name, {"use": "feed", "url": url})


def test_a_change_is_written_although_the_present_file_has_faults_of_its_own(config):
    amend(config, feed("city"))

    assert config.read_text().startswith("# ours\n")
    assert list(load(config).sources) == ["reports", "old", "city"]


def test_a_change_that_brings_a_fault_is_refused_and_leaves_the_file(config):
    with pytest.raises(ConfigError, match=r"monitor\.toml: sources\.city\.url"):
        amend(config, feed("city", "ftp://news.example"))

    assert config.read_text() == TEXT
    assert os.listdir(config.parent) == ["monitor.toml"]


def test_a_change_that_cannot_be_made_is_refused_in_the_files_name(config):
    with pytest.raises(ConfigError, match=r"monitor\.toml: sources\.reports: is there already \(line 2\)"):
        amend(config, feed("reports"))


def test_a_new_file_of_rules_is_judged_with_the_rest(config):
    rules = config.parent / "rules" / "fire.toml"
    with pytest.raises(ConfigError, match=r"rules/fire\.toml: rules\.fire\.query"):
        amend(config, lambda text: add_table(text, "rules", "fire", {"use": "topic", "query": "(fire"}), file=rules)
    assert not rules.exists()

    amend(config, lambda text: add_table(text, "rules", "fire", {"use": "topic", "query": "fire"}), file=rules)

    assert rules.read_text() == '[rules.fire]\nuse = "topic"\nquery = "fire"\n'
    assert list(load(config).rules) == ["fire"]


def test_rights_links_and_a_byte_order_mark_stay(tmp_path, config):
    config.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    config.chmod(0o640)
    (tmp_path / "link").mkdir()
    link = tmp_path / "link" / "monitor.toml"
    link.symlink_to(config)

    amend(link, feed("city"))

    assert link.is_symlink()
    assert config.stat().st_mode & 0o777 == 0o640
    assert config.read_bytes().startswith(b"\xef\xbb\xbf# ours")
    assert "city" in load(config).sources


def test_commands_at_the_same_time_lose_nothing(config):
    threads = [threading.Thread(target=amend, args=(config, feed(f"city-{number}"))) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(load(config).sources) == 8


def test_a_folder_that_cannot_be_written_says_so(config, monkeypatch):
    def refuse(*paths):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)  # rights alone do not keep root out
    with pytest.raises(ConfigError, match=r"monitor\.toml: cannot be written: Permission denied"):
        amend(config, feed("city"))

    assert list(config.parent.glob("*.tmp*")) == []
