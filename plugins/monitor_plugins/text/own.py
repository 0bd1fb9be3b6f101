"""Reports that a party publishes itself, "Information for our guests", so that what nobody else is said to say is its word (English)."""

from __future__ import annotations

import re
from typing import NamedTuple

from monitor import Article
from monitor_plugins.once import Once
from monitor_plugins.text.voices import speaker_class
from monitor_plugins.text.words import words

_LEGAL = words("plc ltd inc llc ag sa nv corp corporation group holding holdings limited company co gmbh spa")
# Words of newsrooms' names; what these print is a report, whoever "we" are in it.
NEWSROOM = words(
    """advertiser agency agenda argus broadcaster broadcasting bulletin channel chronicle citizen correspondent courier daily desk
    despatch digest dispatch echo enquirer evening examiner exchange express fm gazette globe guardian herald independent inquirer
    insider journal ledger letter live magazine mail media mercury messenger mirror monitor morning network news newspaper observer
    online paper post press radio record recorder register report reporter review sentinel standard star sun sunday telegraph
    television times today tribune trumpet tv view voice watch week weekly wire worker world"""
)
_QUOTED = re.compile(r"[\"“][^\"“”\n]{0,600}[\"”]")
_WE = re.compile(
    r"\b(?:[Ww]e (?!are told|have learned|have seen|asked|understand)"
    r"|[Oo]ur (?!reporters?|correspondents?|readers?|newspaper|paper|editors?|questions?|requests?|enquir|inquir)\w)"
)
_MEMBERS = re.compile(
    r"\b(?:volunteers?|donations?|donors?|supporters?|activists?|members|aid workers|campaign(?:s|ers?)?)\b", re.IGNORECASE
)
_DATELINE = re.compile(r"^[^\n.]{0,60}? [-–—] ")
_NOBODY = ("person", "unattributed", "media", "witness", "expert", "reference")
_READ = 3_000  # code points of a report that show whose it is


class Voice(NamedTuple):
    """Who speaks, and what kind of voice that is."""

    name: str = ""
    kind: str = ""


def _own(article: Article) -> Voice:
    said = [word for word in re.findall(r"[\w&’'.-]+", article.outlet) if word.lower().strip(".") not in _LEGAL]
    if not said or not said[0][:1].isupper() or any(word.lower() in NEWSROOM for word in said):
        return Voice()
    name = " ".join(said)
    if not (_opens_with(article, name) or _WE.search(_QUOTED.sub(" ", article.text[:_READ]))):
        return Voice()
    kind = speaker_class(article.outlet)
    if kind == "state media":
        return Voice()
    if kind in _NOBODY:
        kind = "ngo" if _MEMBERS.search(article.text[:_READ]) else "company"
    return Voice(name, kind)


def _opens_with(article: Article, name: str) -> bool:
    """Say whether the title or the text opens with the outlet as its subject: "Norsea Oil regrets"."""
    body = article.text[len(article.title) :].lstrip() if article.text.startswith(article.title) else article.text
    body = _DATELINE.sub("", body[:_READ], count=1)
    opening = re.compile(rf"(?:The |the )?{re.escape(name)} (?!told\b)[a-z]")
    return any(opening.match(text) for text in (article.title, body))


own_voice = Once(_own, 200)
"""The party that publishes an article about its own affairs, and its kind; empty if the outlet only reports."""
