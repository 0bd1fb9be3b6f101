"""Says what a fetched page gave beyond its entry: the whole article, no more than the summary, a paywall, or a cookie wall. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

LEAST = 400  # characters of an article; less is a teaser, or a picture with a caption
LONG = 2_000  # what is as long as this is no teaser, whatever the page says of itself
_HEAD = 300_000
_WORD = re.compile(r"[^\W\d_]{4,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
# schema.org: what a page says for search engines (CreativeWork.isAccessibleForFree), and what publishers' platforms write.
_CLOSED = re.compile(
    r"""isAccessibleForFree["']?\s*[:=]\s*["']?(?:https?://schema\.org/)?false"""
    r"""|content[_-]tier["']?\s+content=["'](?:locked|metered|premium|paid)""",
    re.IGNORECASE,
)
_PAY = re.compile(
    r"subscri(?:be|ption)s? (?:now )?to (?:continue|read|unlock|keep)|(?:already|not yet) a subscriber|subscribers[- ]only|for subscribers"
    r"|(?:sign|log) ?in (?:or (?:subscribe|register) )?to (?:continue|read)|to (?:continue|keep) reading"
    r"|unlock (?:this|the full) (?:article|story)"
    r"|you(?:'|’)?ve reached your (?:limit|free)|this (?:article|content|story) is (?:reserved|exclusive|only)|premium (?:article|content)"
    r"|nur für abonnent|weiterlesen mit|jetzt (?:weiterlesen|abonnieren)|bereits abonnent|artikel freischalten"
    r"|réservée? aux abonnés|abonnez-vous pour|déjà abonné|il (?:vous )?reste \d+ ?% de cet article"
    r"|(?:contenido|artículo|noticia) (?:exclusiv|sólo|solo|para)[^.]{0,20} suscriptor|suscríbete para|ya eres suscriptor|hazte premium"
    r"|riservato agli abbonati|abbonati per|exclusivo para assinantes|alleen voor abonnees|구독자 전용|유료 기사|会员专享|有料会員",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"we (?:and our (?:\d+ )?(?:partners|vendors) )?(?:use|value|store)[^.]{0,60}(?:cookies|privacy|information on a device)"
    r"|accept (?:all )?cookies|manage (?:my |your )?(?:cookie|privacy|consent)|before you continue|your privacy (?:choices|matters)"
    r"|consent to (?:the )?(?:use|processing)|cookie[- ]?(?:policy|settings|einstellungen|richtlinie)|mit werbung (?:weiter)?lesen"
    r"|zustimm(?:en|ung)[^.]{0,60}(?:cookies|datenschutz|werbung)|(?:accepter|refuser)[^.]{0,40}cookies|gérer (?:mes|vos) (?:choix|cookies)"
    r"|aceptar (?:todas )?(?:las )?cookies|(?:utilizamos|usamos) cookies|쿠키|同意する|接受.{0,6}cookie",
    re.IGNORECASE,
)
_CONSENT_HOST = re.compile(r"(?:^|[.-])(?:consent|cmp|privacy-?mgmt|cookies?)[.-]", re.IGNORECASE)


class Reached(StrEnum):
    """What came of a page."""

    FULL = "full"
    SUMMARY = "summary"
    PAYWALL = "paywall"
    COOKIE_WALL = "cookie wall"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a page, and why in words ("" where there is nothing to explain)."""

    reached: Reached
    why: str = ""


def weigh(*, html: str, text: str, summary: str, title: str, asked: str, url: str) -> Verdict:
    """Judge the `text` that was found in a page by the page's own words and by what its entry says.

    asked, url: the address that was asked, and the one that answered.
    """
    if _is_cookie_wall(html, text, asked, url):
        return Verdict(Reached.COOKIE_WALL, "the page asks for consent before it shows the article")
    if len(text) < LONG and (said := _paywall(html, text, summary)):
        return Verdict(Reached.PAYWALL, said)
    if len(text) < LEAST or len(text) <= 1.1 * len(summary):
        return Verdict(Reached.SUMMARY, f"the page holds {len(text):,} characters of text, the feed {len(summary):,}")
    if not _about_the_same(text, f"{title} {summary}"):
        return Verdict(Reached.SUMMARY, "the page does not hold the words of its entry")
    return Verdict(Reached.FULL)


def _is_cookie_wall(html: str, text: str, asked: str, url: str) -> bool:
    here, there = (urlsplit(each).hostname or "" for each in (asked, url))
    if here != there and _CONSENT_HOST.search(there):
        return True
    words = len(_COOKIES.findall(text))
    return len(text) < LONG and (
        words >= 2 or (words == 1 and len(text) < LEAST) or (not text and len(_COOKIES.findall(html[:_HEAD])) >= 3)
    )


def _paywall(html: str, text: str, summary: str) -> str:
    """Say how a page shows that the rest is for sale; "" if it does not. Its text is short enough for a teaser."""
    if _CLOSED.search(html[:_HEAD]):
        return "the page says that the article is not free"
    if found := _PAY.search(text[-600:]):
        return f"its text ends with {found[0]!r}"
    short = len(text) < LEAST or len(text) <= 1.1 * len(summary)
    found = _PAY.search(_visible(html)) if short else None
    return f"the page says {found[0]!r}" if found else ""


def _visible(html: str) -> str:
    body = re.sub(r"<(script|style)\b[^<>]*>[^<]{0,100000}", " ", html[:_HEAD], flags=re.IGNORECASE)
    return " ".join(re.sub(r"<[^<>]{0,2000}>", " ", body).split())


def _about_the_same(text: str, entry: str) -> bool:
    """Say whether a page holds a fifth of its entry's words; an entry of few words proves nothing."""
    words = set(_WORD.findall(entry.casefold()))
    return len(words) < 4 or len(words & set(_WORD.findall(text.casefold()))) >= 0.2 * len(words)
