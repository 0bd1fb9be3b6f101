"""Who really speaks: publisher families, wire credits and reused text, so that counts say "3 independent, 11 echoes"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor import Article, Placed

# Agency → the ways it is credited. A credit stands in a dateline, a by-line or a line of its own; "told Reuters" is none.
_AGENCIES: Mapping[str, tuple[str, ...]] = {
    "Reuters": ("Reuters", "Thomson Reuters"),
    "Associated Press": ("AP", "Associated Press", "The Associated Press"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "Xinhua": ("Xinhua",),
    "TASS": ("TASS", "ITAR-TASS", "Itar-Tass", "Tass"),
    "Interfax": ("Interfax", "Interfax-Ukraine"),
    "RIA Novosti": ("RIA", "RIA Novosti"),
    "Ukrinform": ("Ukrinform",),
    "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur"),
    "EFE": ("EFE", "Agencia EFE"),
    "ANSA": ("ANSA",),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "Jiji": ("Jiji", "Jiji Press"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
    "KCNA": ("KCNA",),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI",),
    "IANS": ("IANS",),
    "UPI": ("UPI", "United Press International"),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "Anadolu": ("AA", "Anadolu", "Anadolu Agency"),
    "PA Media": ("PA", "PA Media", "Press Association"),
    "Canadian Press": ("CP", "The Canadian Press", "Canadian Press"),
    "AAP": ("AAP", "Australian Associated Press"),
    "Bernama": ("Bernama",),
    "Antara": ("Antara",),
    "IRNA": ("IRNA",),
    "SANA": ("SANA",),
    "WAM": ("WAM",),
    "Belga": ("Belga",),
    "CNN Wire": ("CNN Wire", "The-CNN-Wire"),
}
_NAMES = {name: agency for agency, names in _AGENCIES.items() for name in names}
_ANY = "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))
_DATELINE = re.compile(
    rf"[(\[]\s?({_ANY})\s?[)\]]\s?(?:[-–—:]|$)|^[A-Z][A-Z .,'-]{{2,40}}[^\n(]{{0,20}}\(({_ANY})\)"
    rf"|^[^\n.]{{0,60}}?[,/]\s?({_ANY})\s?[-–—]\s",
    re.MULTILINE,
)
_BYLINE = re.compile(rf"^(?:by|source|from|via|credit)\s?:?\s(?:the )?({_ANY})\b", re.MULTILINE | re.IGNORECASE)
_CLOSING = re.compile(rf"(?:[©(\[–—-]|copyright)\s?(?:\d{{4}} )?(?:the )?({_ANY})\b[^\n]{{0,40}}$", re.MULTILINE | re.IGNORECASE)
_OPENING_LENGTH, _CLOSING_LENGTH = 300, 200  # code points

# Sites of one newsroom under several domains.
FAMILIES: Mapping[str, str] = {
    "bbc.com": "bbc.co.uk", "bbci.co.uk": "bbc.co.uk", "guardian.co.uk": "theguardian.com", "nyti.ms": "nytimes.com",
    "mailonsunday.co.uk": "dailymail.co.uk", "thisismoney.co.uk": "dailymail.co.uk", "reut.rs": "reuters.com", "apnews.com": "ap.org",
    "france24.com": "francemm.com", "rfi.fr": "francemm.com", "svoboda.org": "rferl.org", "thetimes.com": "thetimes.co.uk",
    "sueddeutsche.de": "sz.de", "washpost.com": "washingtonpost.com", "aljazeera.net": "aljazeera.com", "yna.co.kr": "yonhapnews.co.kr",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voices:
    """Who tells of one matter: `independent` newsrooms or agencies by name, and how many further reports echo them."""

    independent: tuple[str, ...]
    echoes: int

    def __str__(self) -> str:
        count = len(self.independent)
        told = f"{count} independent" if count > 1 else "1 source" if count else "no source"
        return told if not self.echoes else f"{told}, 1 echo" if self.echoes == 1 else f"{told}, {self.echoes} echoes"


def wire_credit(article: Article) -> str:
    """Give the agency that an article credits as its author, "" if none."""
    for name in (article.author, article.outlet):
        if name.strip() in _NAMES:
            return _NAMES[name.strip()]
    body = article.text[len(article.title) :] if article.title and article.text.startswith(article.title) else article.text
    return _credited(body[:_OPENING_LENGTH], body[-_CLOSING_LENGTH:])


@lru_cache(maxsize=64)  # asked for every figure of an article
def _credited(opening: str, closing: str) -> str:
    return _agency(_DATELINE, opening) or _agency(_BYLINE, opening) or _agency(_CLOSING, closing)


def _agency(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    said = next((group for group in match.groups() if group), "") if match else ""
    return _NAMES.get(said) or next((agency for name, agency in _NAMES.items() if said and name.lower() == said.lower()), "")


def newsroom(article: Article, families: Mapping[str, str] = FAMILIES) -> str:
    """Give the newsroom behind an article: its publisher's family, else its outlet's name in lower case, else its source."""
    publisher = article.publisher.lower()
    return families.get(publisher, publisher) or article.outlet.strip().lower() or article.source


def voices(members: Iterable[Placed], families: Mapping[str, str] = FAMILIES) -> Voices:
    """Count who speaks in the members of a story.

    Reports of one newsroom, reports that credit one agency and reports that repeat one another's text are one voice,
    named after its agency, else after its first newsroom. A newsroom that also prints an agency's copy keeps its own voice
    only by a report of its own.
    """
    named = [(_voice(member, families), member) for member in members]
    by_article = {member.article.id: voice for voice, member in named}
    heads = list(dict.fromkeys(_original(member, voice, by_article) for voice, member in named))
    return Voices(tuple(heads), len(named) - len(heads))


def _voice(member: Placed, families: Mapping[str, str]) -> str:
    return str(member.placement.details.get("wire") or "") or newsroom(member.article, families)


def _original(member: Placed, voice: str, by_article: Mapping[int, str]) -> str:
    copied = member.placement.details.get("copy_of")
    return by_article.get(copied, voice) if isinstance(copied, int) else voice


def independent(articles: Sequence[Placed], families: Mapping[str, str] = FAMILIES) -> int:
    """Give how many voices there are in these reports."""
    return len(voices(articles, families).independent)
