"""The same articles in several processes at once: no duplicate, no error, the same hits as in one."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "plugins" / "example" / "src" / "monitor_hashtags"
PROCESSES = 4
SOURCE = """
[sources.p{number}]
use = "folder"
path = "none{number}"
backfill = "notify"
"""
RULES = """
[rules.tags]
use = "new_hashtag"

[rules.newcomers]
use = "new-person"

[rules.harbour]
use = "topic"
query = "harbour OR flood*"

[rules.flood]
use = "word"
word = "flood"
"""
PEOPLE = ("Ada Marlowe", "Ben Okafor", "Clara Weiss", "Dmitri Sokolov", "Elena Petrova")
PLACES = ("Port Royal", "Cape Verity", "Lakeside")


def write_articles(path, count=40):
    chance = random.Random(3)
    with path.open("w") as file:
        for number in range(count):
            person, place = chance.choice(PEOPLE), chance.choice(PLACES)
            title = f"{person} speaks of the flood at the harbour of {place}"
            body = f"“The water rose by {number} centimetres,” said {person}, the mayor of {place}. #tag{number % 17} @desk{number % 5}"
            row = {"ref": f"a{number}", "url": f"https://news.example/{number}", "title": title, "text": f"{title}\n{body}", "lang": "en"}
            file.write(json.dumps(row | {"outlet": "Wire", "publisher": "wire.example"}) + "\n")


def test_four_processes_at_once_find_what_one_finds(house, driver, replay, hits_in):
    house.configure("".join(SOURCE.format(number=number) for number in range(PROCESSES)) + RULES).detector()
    for name in ("tags.py", "new_hashtag.py"):
        shutil.copy(EXAMPLE / name, house.folder / "plugins")
    write_articles(house.folder / "articles.ndjson")

    done = driver.cycle(house, replay=str(house.folder / "articles.ndjson"), processes=PROCESSES)

    assert done["ended"] == [0] * PROCESSES, driver.complaints()
    house.is_sound()
    assert house.sql("SELECT count(*), count(DISTINCT ref) FROM article") == [(40, 40)]
    assert house.sql("SELECT number, count(*) FROM revision GROUP BY 1") == [(1, 40)]
    found = hits_in(house.folder / "house.db")
    assert {rule for rule, *_ in found} == {"tags", "newcomers", "harbour", "flood"}
    assert sum(rule == "tags" for rule, *_ in found) == 17 + 5
    assert found == hits_in(replay(house))
