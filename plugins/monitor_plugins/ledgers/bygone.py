"""Numbers that are told around the news: a whole war's dead, an earlier election's share, a condition, what would be (English)."""

from __future__ import annotations

import re

from monitor import Article
from monitor_plugins.ledgers.reported import Reported

_OPENING = 2  # sentences of a text that tell its own news
_NEAR = 160  # code points before a figure that are read
_HARMS = frozenset({"kill", "wound", "displace", "missing", "abduct", "destroy"})
# "The rebellion has killed some 3,000 people": of all its years, not of today.
_WHOLE = re.compile(
    r"\b(?:the|this|their|a|its|[A-Z][\w-]+['’]s) (?:[\w-]+ ){0,3}?"
    r"(?:conflict|war|insurgency|rebellion|uprising|fighting|violence|feud|unrest|crackdown|militancy)"
    r"(?:,[^,;.]{0,60},)? (?:which |that )?(?:has|have) (?:[\w-]+ ){0,5}$",
    re.IGNORECASE,
)
# "At the previous election she took 48 percent", "in the last auction".
_FORMER = re.compile(
    r"\b(?:in|at|during|after|from) (?:the|his|her|its|their|a|an) "
    r"(?:last|previous|earlier|preceding|former|past) (?:[\w-]+ )?"
    r"(?:campaign|election|elections|vote|ballot|poll|referendum|term|strike|walkout|dispute|season|outbreak|epidemic|flood|eruption|recall"
    r"|takeover|attack|raid|auction|budget|merger|case|kidnapping|accident|crash|spill|march|rally|census|survey|round of talks)"
    r"\b[^;:.]{0,80}$",
    re.IGNORECASE,
)
# "a dozen break-ins, among them one at a brewery that paid 40,000 francs".
_EXAMPLE = re.compile(
    r"\b(?:including|such as|among them|like) (?:one|an?|another)\b[^.;:]{0,70}\b(?:that|which|who|where)\b[^.;:,]{0,30}$"
)
_CONDITION = re.compile(
    r"\b(?:depends?|depending|depended|conditional|provided that|subject to|unless|threshold"
    r"|condition(?:al)? (?:of|on|that|is))\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_WOULD = re.compile(r"\b(?:would|could|might)\b(?! (?:be|have been) (?:the|a)\b)[^.;:,]{0,40}$", re.IGNORECASE)
_AGO = re.compile(
    r"(?:^|[.!?] |, |; |and )(?:\w+ (?:weeks?|months?|years?) (?:ago|earlier|before)|last (?:year|month|week|time))\b[^.;:,]{0,40}$",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(r"(?:^|[.!?] )(?:Before that|Until then|Previously|Before then|Up to then|In the years before)\b[^;:]{0,120}$")
# "Ministers have to declare presents worth more than 500 crowns", "every purchase above 200,000 pounds has to be listed".
_RULE = re.compile(
    r"\b(?:ha(?:ve|s)|need(?:s|ed)?|must|are|is|were|was) (?:to )?(?:be )?(?:required to |obliged to |allowed to )?(?:be )?"
    r"(?:declare|list|report|register|disclose|publish|tender|notif|approve|licen[sc]e|put out)"
)
# "Senn, a village of 640 people".
_SETTLEMENT = re.compile(
    r"\b(?:village|town|city|island|hamlet|settlement|parish|suburb|community|district|valley) of (?:about |some |around |nearly |over )?$"
)
# "In last month's ballot 64 percent took part": of a vote before the news.
_LAST_VOTE = re.compile(
    r"\b(?:last|the previous|an earlier) "
    r"(?:week|month|year|autumn|spring|summer|winter|fall|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)['’]s "
    r"(?:[\w-]+ )?(?:ballot|vote|poll|election|elections|referendum|survey|census|primary)\b[^;:.]{0,80}$",
    re.IGNORECASE,
)
_VOTING = re.compile(r"\b(?:ballot|vote|poll|election|referendum|survey|census|primary)", re.IGNORECASE)
# "A loss of 700,000 crowns", where a firm is told of.
_RESULTS = re.compile(
    r"\b(?:net |annual |pre-tax |operating |gross |yearly )?(?:profits?|loss|losses|turnover|revenues?|sales|takings|earnings|surplus)"
    r" (?:of|was|were|came to|stood at|reached) (?:about |some |around |nearly |almost |over |more than )?$",
    re.IGNORECASE,
)
_MONEYS = re.compile(r"\b(?:profit|loss|lost|turnover|revenue|sale|taking|earning|surplus|income|result)", re.IGNORECASE)
_SEEKERS = frozenset({"jobseeker", "job-seeker", "vacancy", "unemployed", "opening", "applicant"})
# "By 71 votes to 58": the losing side.
_TO = re.compile(r"\d(?: votes?| ballots?| in favour| for)?,? (?:to|against|-|–) $")
_SENTENCE = re.compile(r"[.!?][\"”]?\s+(?=[A-Z\"“])")


def bygone(article: Article, figure: Reported) -> str:
    """Say why a figure is not the news of its report, though it tells of what is asked for; "" if nothing speaks against it."""
    at = _place(article, figure)
    before = article.text[max(figure.start, at - _NEAR) : at]
    if figure.titled or not before:
        return ""
    if _FORMER.search(before):
        return "of an earlier one of its kind"
    if _EXAMPLE.search(before):
        return "of another case, told as an example"
    if figure.measure == "percent" and _CONDITION.search(before):
        return "a condition, not a count"
    if _BEFORE_THAT.search(before):
        return "of an earlier time"
    if figure.measure == "percent" and _AGO.search(before):
        return "of an earlier time"
    if figure.measure.startswith("money") and figure.bound in ("at_least", "at_most") and _RULE.search(figure.quote):
        return "a limit that a rule sets"
    if figure.living and _SETTLEMENT.search(before):
        return "the size of a place"
    if "vote" in figure.families and _TO.search(before):
        return "the other side of a vote"
    if _LAST_VOTE.search(before) and not _VOTING.search(article.title):
        return "of an earlier time"
    if not figure.families and figure.category != "job" and _WOULD.search(before):
        return "supposed, not reported"
    whole = not _HARMS.isdisjoint(figure.families) and not figure.voice and _WHOLE.search(before)
    return "of a whole war, told in passing" if whole and _late(article, at) else ""


def unasked(article: Article, figure: Reported, text: str, category: str) -> bool:
    """Say whether a figure is of a sort that what was asked for, in these words and of this category, does not mean.

    Those who look for work are no jobs cut, a firm's loss or turnover is no amount of a contract.
    """
    if category == "job" and figure.of in _SEEKERS:
        return True
    if not figure.measure.startswith("money") or _MONEYS.search(text):
        return False
    at = _place(article, figure)
    return _RESULTS.search(article.text, max(figure.start, at - _NEAR), at) is not None


def _place(article: Article, figure: Reported) -> int:
    found = article.text.find(figure.shown, figure.start, figure.end)
    return found if found >= 0 else figure.start


def _late(article: Article, at: int) -> bool:
    """Say whether a figure stands behind the opening of its report."""
    start = len(article.title) if article.text.startswith(article.title) else 0
    return len(_SENTENCE.findall(article.text, start, at)) >= _OPENING
