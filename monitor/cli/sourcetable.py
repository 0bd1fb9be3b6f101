"""What commands about sources share: their rows, their names, and how their tables are written."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

COLUMNS = ("name", "use", "state", "articles", "last_polled_at", "next_due_at", "error", "warning", "url")
_START = """\
# The monitor's configuration; `monitor check` says what is wrong with it, `monitor config schema` what may stand in it.

[store]
url = "sqlite:///monitor.db"

# Where alerts are told: on standard output. E-mail, web services and others: docs/configuration.md.
[channels.console]
use = "stdout"
"""


def source_row(row: Mapping[str, Any], names: tuple[str, ...] = COLUMNS) -> dict[str, Any]:
    """Give a stored source as a row of the contract."""
    from monitor.notify.rows import plain

    return {name: plain(row[name]) for name in names}


def free_name(taken: Collection[str], title: str, values: Mapping[str, Any]) -> str:
    """Make a name that is not taken: of a title, else of the folder's or file's name, else of the host."""
    base = _slug(title) or _slug(Path(str(values.get("path", ""))).stem) or _slug(_host(str(values.get("url", "")))) or "source"
    return next(name for name in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if name not in taken)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _slug(text: str) -> str:
    """Make a name of a text: small letters and digits with dashes, at most 30 characters, cut between words; "" if few are left."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    if sum(map(len, words)) < 0.5 * sum(sign.isalnum() for sign in text):
        return ""  # another script: what is left of it would say nothing
    name = "-".join(words)
    return name if len(name) <= 30 else name[:31].rpartition("-")[0] or name[:30]


def write_tables(path: Path, tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Add tables of sources to the configuration; make it if there is none."""
    from monitor.amend import amend, begin
    from monitor.config.edit import add_tables

    if begin(path, _START):
        print(f"made {path}", file=sys.stderr)
    amend(path, lambda text: add_tables(text, "sources", tables))
