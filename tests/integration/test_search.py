"""Full-text search of articles and alerts: one table of what is typed and what is found, for both databases."""

from __future__ import annotations

from monitor.query import ArticleQuery
from monitor.store.listing import find_articles

TEXTS = {
    "flood": "Flood in Port Royal\nThe river rose and 40 people fled their homes.",
    "ferry": "Ferry strike ends\nDockers in Port Royal went back to work; the Réunion ferry sailed.",
    "seoul": "서울시는 북한군의 러시아 파병을 확인했다.",
    "beijing": "中国外交部在北京举行记者会。",
}
CASES = {
    "flood": {"flood"},
    "FLOOD": {"flood"},
    "port royal": {"flood", "ferry"},
    '"port royal"': {"flood", "ferry"},
    '"royal port"': set(),
    '"port royal the"': {"flood"},
    '"the river rose and"': {"flood"},
    '"river and rose"': set(),
    '"port roy*"': {"flood", "ferry"},
    '"in port roy*"': {"flood", "ferry"},
    '"river roy*"': set(),
    '"strike ends" OR "40 people"': {"flood", "ferry"},
    '"strike ends" OR fled': {"flood", "ferry"},
    '"port royal" dockers': {"ferry"},
    '"port royal" -"strike ends"': {"flood"},
    'port -"strike ends"': {"flood"},
    '"réunion ferry"': {"ferry"},
    '"RÉUNION Ferry"': {"ferry"},
    '"_ _"': set(),
    "port -ferry": {"flood"},
    "flood OR strike": {"flood", "ferry"},
    "dock*": {"ferry"},
    "dock": set(),
    "북한": {"seoul"},
    "러시아": {"seoul"},
    "北京": {"beijing"},
    "外交": {"beijing"},
    '" OR 1=1 --': set(),
    "NEAR(a b) ^ { } : * AND": set(),
    "'; DROP TABLE article; --": set(),
    "": set(),
}


def test_what_is_typed_finds_what_it_should_and_breaks_nothing(desk):
    for ref, text in TEXTS.items():
        desk.reads(text, ref=ref)

    with desk.house.store.read() as connection:
        found = {typed: {article.ref for article in find_articles(connection, ArticleQuery(q=typed))} for typed in CASES}

    assert found == CASES


def test_an_edited_article_is_found_by_its_new_words_only(desk):
    desk.reads("Flood in Port Royal", url="https://wire.example/1", ref="a")
    desk.reads("Storm in Port Royal", url="https://wire.example/1", ref="a")

    with desk.house.store.read() as connection:
        old, new = (find_articles(connection, ArticleQuery(q=word)) for word in ("flood", "storm"))

    assert (len(old), len(new)) == (0, 1)


def test_alerts_are_found_by_their_title_and_by_their_articles(desk):
    desk.configure('[rules.water]\nuse = "topic"\nquery = "flood OR storm"\n')
    desk.reads("Flood in Port Royal\nThe river rose.")
    desk.reads("Storm over Calder\nRoofs were torn off.")

    assert [alert.title for alert in desk.alerts(q="river")] == ["Flood in Port Royal"]
    assert [alert.title for alert in desk.alerts(q="calder")] == ["Storm over Calder"]
    assert desk.alerts(q="nothing") == []
