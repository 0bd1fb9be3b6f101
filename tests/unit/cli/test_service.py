"""`monitor run --show-alerts` says everything once."""

from __future__ import annotations

import pytest

from monitor.cli.service import _first_page, _tells_people
from monitor.config import defaults, load


def test_what_channels_print_before_the_list_gives_way_to_it(capsys):
    with _first_page(defaults()) as give_way:
        print("an alert, as a message")
        give_way()
        print("the same alert, in the list")
        print("another alert, later")

    assert capsys.readouterr().out == "the same alert, in the list\nanother alert, later\n"


def test_without_a_list_what_channels_printed_is_not_lost(capsys):
    def fail_before_the_list():
        with _first_page(defaults()):
            print("an alert, as a message")
            raise OSError("the store is gone")

    with pytest.raises(OSError):
        fail_before_the_list()

    assert capsys.readouterr().out == "an alert, as a message\n"


@pytest.mark.parametrize(("format_", "people"), [("text", True), ("ndjson", False)])
def test_machines_get_every_message(tmp_path, format_, people):
    (tmp_path / "monitor.toml").write_text(f'[channels.console]\nuse = "stdout"\nformat = "{format_}"\n', encoding="utf-8")

    assert _tells_people(load(tmp_path / "monitor.toml")) is people
