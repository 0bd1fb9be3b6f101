"""As a service: it stops when told, runs alone, says what it does to machines, and keeps its secrets."""

from __future__ import annotations

import json
import os
import re
import signal
import time

import psutil
import pytest

REPORTS = """
[sources.reports]
use = "folder"
path = "reports"
backfill = "notify"
every = "1s"
"""
FLOOD = """
[rules.flood]
use = "word"
word = "flood"
"""
SLOW = """
[sources.slow]
use = "feed"
url = "{url}"
backfill = "notify"
every = "1s"
"""


def is_quiet(house):
    return not (house.sql("SELECT 1 FROM work") or house.sql("SELECT 1 FROM delivery WHERE state = 'owed'"))


@pytest.fixture
def busy(house, wait_until, rss, entry):
    """Give a daemon that waits for a feed, for a plugin and for a webhook, all of which will never answer."""
    slow = "if 'slow' in article.text:\n    import time\n    time.sleep(600)"
    house.configure(REPORTS + SLOW.format(url=house.town.url("/feed")) + FLOOD, workers=2, deadline="300s").detector(trouble=slow)
    house.report("a.txt", "A flood, quickly told")

    def start(begin):
        if begin == "later":
            house.town.serves("/feed", rss(entry("Nothing yet", link="https://news.example/0", guid="0")))
            daemon = house.runs()
            wait_until(lambda: house.town.asked("/hook") and is_quiet(house))
        house.town.hangs("/feed")
        house.town.hangs("/hook")
        if begin == "at first":
            daemon = house.runs()
        else:
            house.report("b.txt", "A flood, and nothing else")
            wait_until(lambda: len(house.town.asked("/hook")) == 2)
            house.report("c.txt", "A flood, slow")
            wait_until(lambda: house.sql("SELECT 1 FROM article WHERE ref = 'c.txt'"))
        asked = len(house.town.asked("/feed"))
        wait_until(lambda: len(house.town.asked("/feed")) >= max(asked, 1))
        return daemon

    return start


@pytest.mark.parametrize(
    ("begin", "number"),
    [("at first", signal.SIGTERM), ("at first", signal.SIGINT), ("later", signal.SIGTERM)],
    ids=["first cycle", "Ctrl-C", "later"],
)
def test_it_stops_in_the_midst_of_work_and_gives_everything_back(house, busy, wait_until, rss, entry, begin, number):
    daemon = busy(begin)
    family = psutil.Process(daemon.process.pid).children(recursive=True)

    code = daemon.stop(number)

    assert code == 0
    wait_until(lambda: not any(one.is_running() for one in family), lambda: f"the end of {family}")
    assert "Traceback" not in daemon.err.read_text()
    assert [line["event"] for line in daemon.lines()][-1] == "daemon.stopped"
    assert house.sql("SELECT name FROM source WHERE lease IS NOT NULL OR failures > 0 OR state = 'failing'") == []
    assert house.sql("SELECT unit, kind FROM fault") == []
    house.detector(version="2")
    house.town.receives()
    house.town.serves("/feed", rss(entry("Another flood", link="https://news.example/1", guid="1")))
    after, summary, _ = house.once()
    assert (after, summary["errors"]) == (0, [])
    house.is_sound()
    assert house.sql("SELECT count(*) FROM delivery WHERE state = 'owed'") == [(0,)]


def test_a_second_daemon_on_the_same_store_is_refused_in_one_line(house):
    house.configure(REPORTS)
    first = house.runs()

    second = house.daemon()
    code = second.ends()

    assert code == 1
    [line] = second.err.read_text().splitlines()
    assert f"another daemon already runs on this store (process {first.process.pid})" in line
    assert second.out.read_text() == ""
    assert first.stop() == 0
    assert house.runs().stop() == 0


def test_once_may_run_beside_the_daemon(house, wait_until):
    house.configure(REPORTS + FLOOD).detector()
    (house.folder / "reports").mkdir()
    daemon = house.runs()

    for number in range(6):
        house.report(f"{number}.txt", f"A flood, number {number}")
        code, summary, _ = house.once()
        assert (code, summary["errors"]) == (0, [])
    wait_until(lambda: house.sql("SELECT count(*) FROM article") == [(6,)] and is_quiet(house))

    assert daemon.stop() == 0
    house.is_sound()
    assert [line for line in daemon.lines() if line["level"] in ("warning", "error") and line["event"] != "config.fault_found"] == []
    assert set(house.town.deliveries().values()) == {1}


def test_once_says_what_it_did_and_fails_with_a_source(house, rss, entry):
    house.configure(REPORTS + SLOW.format(url=house.town.url("/feed")) + FLOOD).detector()
    house.report("a.txt", "A flood")
    house.town.serves("/feed", rss(entry("Another flood", link="https://news.example/1", guid="1")))
    fine, done, _ = house.once()
    house.town.serves("/feed", "", status=500)

    failed, trouble, _ = house.once()

    assert (fine, failed) == (0, 1)
    assert list(done) == ["fetched", "articles", "revisions", "hits", "alerts", "delivered", "errors"]
    assert done | {"alerts": 1, "delivered": 2} == done
    assert (done["fetched"], done["articles"], done["revisions"], done["hits"], done["errors"]) == (2, 2, 0, 2, [])
    assert (trouble["fetched"], trouble["articles"], len(trouble["errors"])) == (1, 0, 1)
    assert trouble["errors"][0].startswith("source slow: ")
    assert "500" in trouble["errors"][0]


def test_standard_output_carries_messages_and_standard_error_the_log(house, wait_until):
    house.configure(REPORTS + FLOOD + '[channels.screen]\nuse = "stdout"\nformat = "ndjson"\nfold = "0s"\n', workers=2)
    house.detector(trouble="print('a plugin prints')\nimport sys, os\nsys.stderr.write('loudly\\n')\nos.write(1, b'and past python\\n')")
    house.report("a.txt", "A flood")

    daemon = house.runs()
    daemon.waits_for("delivery.accepted", channel="screen")
    code = daemon.stop()

    assert code == 0
    [message] = [json.loads(line) for line in daemon.out.read_text().splitlines()]
    assert message["id"] in {id_ for (id_,) in house.sql("SELECT id FROM delivery WHERE channel = 'screen'")}
    events = [line["event"] for line in daemon.lines()]
    assert {"daemon.started", "source.polled", "alert.opened", "delivery.accepted", "daemon.stopped"} <= set(events)
    assert all({"timestamp", "level", "event"} <= line.keys() for line in daemon.lines())
    assert "past python" not in daemon.err.read_text() + daemon.out.read_text()


HOSTILE = 'A flood \x1b]0;owned\x07\x1b[2J\x1b[31mred\r\n\u202egnol\u0085\u2028{"event": "daemon.stopped"}'


def test_text_from_feeds_steers_neither_the_log_nor_the_terminal(house, wait_until, rss, entry):
    hostile = HOSTILE.replace("\x1b", "&#155;")
    house.configure(REPORTS + SLOW.format(url=house.town.url("/feed")) + FLOOD).detector()
    house.report(
        "a.ndjson", json.dumps({"id": "\x1b[2Jid", "title": HOSTILE, "text": HOSTILE * 2, "outlet": "\x1b[31mOutlet\nnewline"}) + "\n"
    )
    house.town.serves("/feed", rss(entry("A flood", link="https://news.example/\x9b31m", guid="g")).replace("A flood", hostile))
    (house.folder / "plugins" / "angry.py").write_text(
        "from monitor import hookimpl\n\nversion = '1'\n\n@hookimpl\ndef annotate(article):\n    raise ValueError(article.text)\n"
    )

    daemon = house.runs()
    daemon.waits_for("plugin.failed")
    wait_until(lambda: not house.sql("SELECT 1 FROM work WHERE state = 'owed'") and house.sql("SELECT 1 FROM hit"))
    daemon.stop()
    shown = [house.monitor(*words)[1] for words in (["alerts", "list"], ["alerts", "show", "1"], ["articles", "list"], ["status"])]
    shown += [house.monitor("alerts", "list", "--format", form)[1] for form in ("json", "ndjson", "csv")]

    for text in (daemon.err.read_text(), *shown):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text), text
    assert [line["event"] for line in daemon.lines()].count("daemon.stopped") == 1


SECRET = "hunter2-very-secret"


def test_secrets_are_shown_nowhere(house, wait_until):
    tables = f"""
[sources.private]
use = "feed"
url = "http://user:{SECRET}@127.0.0.1:{house.town.port}/private?token={SECRET}"
every = "1s"
auth = {{ user = "desk", password = "{SECRET}" }}
headers = {{ X-Api-Key = "{SECRET}" }}

[channels.hidden]
use = "webhook"
url = "http://127.0.0.1:{house.town.port}/hook/{SECRET}"
secret = "{SECRET}"
headers = {{ Authorization = "Bearer {SECRET}" }}
"""
    house.configure(REPORTS + FLOOD + tables).detector()
    house.report("a.txt", "A flood")
    house.town.serves("/private", "", status=500)
    house.town.receives(f"/hook/{SECRET}", status=lambda request: 400)

    _, summary, log = house.once()
    daemon = house.runs()
    wait_until(lambda: house.sql("SELECT 1 FROM delivery WHERE channel = 'hidden' AND state = 'failed'"))
    daemon.stop()
    shown = [json.dumps(summary), log, daemon.err.read_text(), daemon.out.read_text()]
    for words in (["config", "show"], ["sources", "list", "--format", "ndjson"], ["sources", "show", "private"], ["outbox", "list"],
                  ["status"], ["check"], ["plugins", "list"], ["alerts", "show", "1"]):  # fmt: skip
        _, out, err = house.monitor(*words)
        shown += [out, err]

    assert house.town.asked(f"/hook/{SECRET}")
    for text in shown:
        assert SECRET not in text


def test_retry_after_and_back_off_hold_for_the_next_process(house, rss, entry):
    house.configure(SLOW.format(url=house.town.url("/feed")))
    house.town.serves("/feed", "", status=503, retry_after="3600")

    first, said, _ = house.once()
    second, silent, _ = house.once()
    house.sql("UPDATE source SET wait_until = datetime('now', '-1 second')")
    house.town.serves("/feed", rss(entry("A flood", link="https://news.example/1", guid="1")))
    third, done, _ = house.once()

    assert (first, second, third) == (1, 0, 0)
    assert "503" in said["errors"][0]
    assert (silent["fetched"], silent["errors"], done["articles"]) == (0, [], 1)
    assert len(house.town.asked("/feed")) == 2


def test_the_pause_between_requests_to_a_host_holds_across_processes(house, rss, entry):
    house.configure(SLOW.format(url=house.town.url("/feed")))
    house.path.write_text(house.path.read_text().replace('per_host = "0s"', 'per_host = "2s"'))
    times = []
    house.town.answers["/feed"] = lambda request: times.append(time.monotonic()) or (200, {}, rss(entry("A", guid="1")).encode())

    house.once()
    house.once()

    assert len(times) == 2
    assert times[1] - times[0] > 1.5


def test_the_first_look_tells_nobody_and_the_next_does(house, rss, entry):
    house.configure(SLOW.format(url=house.town.url("/feed")).replace('"notify"', '"store"') + FLOOD).detector()
    entries = [entry(f"A flood, number {number}", link=f"https://news.example/{number}", guid=f"{number}") for number in range(3)]
    house.town.serves("/feed", rss(*entries[:2]))
    _, silent, _ = house.once()
    house.town.serves("/feed", rss(*entries))

    _, loud, _ = house.once()

    assert (silent["articles"], silent["hits"], silent["delivered"]) == (2, 2, 0)
    assert (loud["articles"], loud["hits"], loud["delivered"]) == (1, 1, 1)
    assert house.sql("SELECT outcome, reason FROM outcome ORDER BY hit_id") == [("baseline", "baseline")] * 2 + [("sent", "opened")]
    house.is_sound()
    house.has_told_everything()


def test_a_receiver_that_fails_gets_the_same_message_again(house, wait_until):
    house.configure(REPORTS + FLOOD).detector()
    house.report("a.txt", "A flood")
    house.town.receives(status=lambda request: 204 if len(house.town.asked("/hook")) > 1 else 503)

    house.once()
    waiting = house.sql("SELECT state, attempts FROM delivery")
    house.sql("UPDATE delivery SET next_try_at = datetime('now', '-1 second')")
    code, done, _ = house.once()

    assert waiting == [("owed", 1)]
    assert (code, done["delivered"]) == (0, 1)
    assert list(house.town.deliveries().values()) == [2]
    house.has_told_everything()


def test_standard_output_that_is_closed_loses_no_article(house):
    house.configure(REPORTS + FLOOD + '[channels.screen]\nuse = "stdout"\n').detector()
    house.report("a.txt", "A flood")
    reading, writing = os.pipe()
    os.close(reading)

    closed = house.daemon("once", limits=lambda: os.dup2(writing, 1))
    code = closed.ends()
    os.close(writing)

    assert code in (0, 1)
    assert "Traceback" not in closed.err.read_text()
    house.is_sound()
    assert house.sql("SELECT count(*) FROM hit") == [(1,)]


def test_a_daemon_that_is_stopped_and_continued_goes_on_where_it_was(house, wait_until):
    house.configure(REPORTS + FLOOD, workers=2).detector()
    house.report("a.txt", "A flood, told before")
    daemon = house.runs()
    wait_until(lambda: len(house.town.deliveries()) == 1 and is_quiet(house))

    os.killpg(daemon.process.pid, signal.SIGSTOP)
    house.report("b.txt", "A flood, told after")
    house.report("c.txt", "Another flood, told after")
    time.sleep(3)
    os.killpg(daemon.process.pid, signal.SIGCONT)
    wait_until(lambda: len(house.sql("SELECT 1 FROM hit")) == 3 and is_quiet(house))

    assert daemon.stop() == 0
    house.is_sound()
    house.has_told_everything()
