import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from monitor_plugins.channels import AppriseConfig, StdoutConfig, WebhookConfig

from monitor.config import load, validate

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "config" / "samples"
SEEDS = ROOT.parent / "shared" / "seeds"


def read_report(path: Path) -> dict[str, str]:
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return {**{key.lower(): value for key, value in fields.items()}, "text": text}


def read_reports() -> list[dict[str, str]]:
    """Give the shipped reports in arrival order: files by name, rows by line."""
    files = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md", ".ndjson"))
    rows = [
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.suffix == ".ndjson" else [read_report(path)]
        for path in files
    ]
    return [report for group in rows for report in group]


REPORTS = read_reports()
ALL = "\n".join(f"{report['title']}\n{report['text']}" for report in REPORTS)


def shingles(text: str, words: int = 6) -> set[tuple[str, ...]]:
    spoken = re.findall(r"[a-z0-9]+", text.lower().replace("’", "'").replace(",", ""))
    return set(zip(*(spoken[start:] for start in range(words)), strict=False))


def test_there_are_a_dozen_reports_from_five_made_up_outlets():
    assert len(REPORTS) >= 12
    assert len({report["outlet"] for report in REPORTS}) == 5
    assert all(urlsplit(report["url"]).hostname.endswith(".example") for report in REPORTS)
    assert len({report["url"] for report in REPORTS}) == len(REPORTS)


def test_the_reports_come_in_the_order_of_one_week():
    times = [datetime.fromisoformat(report["published"]) for report in REPORTS]

    assert times == sorted(times)
    assert times[0] >= datetime(2026, 2, 10, tzinfo=UTC)
    assert times[-1] - times[0] <= timedelta(days=7)


def test_every_kind_of_report_file_is_shown():
    assert {path.suffix for path in SAMPLES.iterdir()} >= {".txt", ".md", ".ndjson"}


@pytest.mark.parametrize(
    "words",
    [
        "Several thousand of them have been killed or wounded",
        "as many as 6,000 soldiers killed or wounded",
        "around 14,000 troops",
        "State media linked the housing project",
        "Official reports did not explicitly link the project",
        "Kim Ju Ae",
        "National Intelligence Service",
        "Merrin Lines denied",
        "rose to 17",
        "corrected the death toll",
        "48,000 jars",
        "62,000 jars",
        "Tarnwell Foods denied",
    ],
)
def test_the_reports_hold_what_the_judges_are_to_show(words):
    assert words in ALL


def test_a_wire_text_is_carried_by_two_outlets_and_credited():
    carried = Counter(report["text"] for report in REPORTS if "(Meridian Wire)" in report["text"])

    assert list(carried.values()) == [2]


def test_someone_is_new_only_in_a_later_report():
    first, later = (report["text"] for report in REPORTS if "Saeppyol Street" in report["text"])

    assert "Kim Ju Ae" not in first
    assert "Kim Ju Ae" in later


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed documents are not at {SEEDS}: whether a sentence is shared was not checked")
def test_no_six_words_in_a_row_are_taken_from_the_seed_documents():
    seeds = [path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")]

    shared = shingles(ALL) & set().union(*map(shingles, seeds))

    assert seeds
    assert shared == set()


def test_the_shipped_configuration_reads_without_a_fault():
    settings = load(ROOT / "config" / "monitor.toml")

    assert settings.store.url.endswith("var/monitor.db")


def test_each_event_has_a_topic_rule_with_tests_of_its_own():
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "config" / "rules").glob("*.toml")))

    assert len(re.findall(r'^use = "topic"$', text, re.MULTILINE)) == 3
    assert text.count("should_match = [") == text.count("should_not_match = [") == 3


def test_the_commented_examples_hold_when_they_are_uncommented(tmp_path):
    text = (ROOT / "config" / "monitor.toml").read_text(encoding="utf-8")
    opened = re.sub(r'^# (?=\[[a-z.-]+\]$|[a-z_]+ = ["\[{])', "", text, flags=re.MULTILINE)
    (tmp_path / "monitor.toml").write_text(opened, encoding="utf-8")
    (tmp_path / "webhook.secret").write_text("a secret\n", encoding="utf-8")
    (tmp_path / "mail.url").write_text("mailtos://user:password@mail.example\n", encoding="utf-8")

    settings = load(tmp_path / "monitor.toml")
    tables = validate(settings, {"stdout": StdoutConfig, "webhook": WebhookConfig, "apprise": AppriseConfig})

    assert set(settings.sources) == {"samples", "my-feed"}
    assert {name: table.faults for name, table in tables.channels.items()} == {"console": (), "desk": (), "mail": ()}
    assert settings.net.allow == ["127.0.0.1:8900", "10.0.0.0/8"]
