"""Says what a fetched page gave beyond its entry."""

from __future__ import annotations

import time

import pytest

from monitor.acquire.verdict import Reached, weigh

SUMMARY = "The bridge over the Dunmere was closed after inspectors found cracks in two cables."
STORY = "\n\n".join(
    f"Inspectors found cracks in cable number {number} of the bridge over the Dunmere, which carries the road to the harbour."
    for number in range(9)
)
TEASER = "The bridge over the Dunmere was closed on Friday. Inspectors found cracks in two cables, and lorries queue at the harbour since."


def reached(text, *, html="", url="https://news.example/1", summary=SUMMARY):
    html = html or f"<html><body><article>{text}</article></body></html>"
    return weigh(html=html, text=text, summary=summary, title="Bridge closed", asked="https://news.example/1", url=url).reached


def test_a_whole_article_is_full():
    assert reached(STORY) == Reached.FULL


@pytest.mark.parametrize("text", ["", SUMMARY, TEASER], ids=["nothing", "summary", "teaser"])
def test_a_page_with_no_more_than_the_summary_says_so(text):
    assert reached(text) == Reached.SUMMARY


def test_a_page_about_something_else_is_not_taken_for_the_article():
    other = "Welcome to our new website, where you will find recipes, crosswords, weather and much more for the whole family. " * 6

    assert reached(other) == Reached.SUMMARY


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>',
        '<script type="application/ld+json">{"isAccessibleForFree":false}</script>',
        '<meta property="article:content_tier" content="locked"/>',
        "<div class=gate><p>Subscribe now to continue reading.</p></div>",
        "<aside>Already a subscriber? Log in</aside>",
        "<p>Nur für Abonnenten</p>",
        "<p>Cet article est réservé aux abonnés.</p>",
        "<p>Contenido exclusivo para suscriptores</p>",
    ],
)
def test_a_teaser_before_a_paywall_is_told_by_the_pages_own_words(html):
    assert reached(TEASER, html=f"<html><body><p>{TEASER}</p>{html}</body></html>") == Reached.PAYWALL


def test_an_article_that_is_there_is_full_whatever_the_page_says_of_itself():
    html = f'<script>{{"isAccessibleForFree": false}}</script><article>{STORY * 3}</article><aside>Already a subscriber? Log in</aside>'

    assert reached(STORY * 3, html=html) == Reached.FULL
    assert reached(STORY, html="<p>Become one of our subscribers: subscribe today.</p>") == Reached.FULL


@pytest.mark.parametrize(
    "text",
    [
        "Before you continue. We use cookies and data to deliver and maintain our services. Accept all cookies. Manage privacy choices.",
        "Mit Werbung weiterlesen. Ihre Zustimmung zu Cookies und Datenschutz ist nötig, um diese Seite zu lesen.",
        "Avec votre accord, nos partenaires utilisent des traceurs. Accepter tous les cookies. Gérer mes choix.",
    ],
)
def test_a_cookie_wall_is_told_by_what_it_asks(text):
    assert reached(text) == Reached.COOKIE_WALL


def test_a_redirect_to_a_host_of_consent_is_a_cookie_wall():
    assert reached("", url="https://consent.news.example/v2?x=1") == Reached.COOKIE_WALL
    assert reached(STORY, url="https://www.news.example/1") == Reached.FULL


def test_an_article_about_cookies_is_an_article():
    text = STORY + "\n\nThe regulator said that sites may not make readers accept all cookies before they show an article."

    assert reached(text) == Reached.FULL


@pytest.mark.parametrize("piece", ["<script ", "subscribe ", "cookie ", "we use ", "<", "a"], ids=repr)
def test_hostile_pages_cost_bounded_time(piece):
    text, began = piece * (300_000 // len(piece)), time.process_time()

    reached(text[:200_000], html=text)
    reached("", html=text)

    assert time.process_time() - began < 10
