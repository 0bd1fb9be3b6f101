"""What stands in a report without being its news: other places' and other years' numbers, rules and limits, what resembles (English)."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import timedelta

from monitor import Article, History, Quantity
from monitor_plugins.ledgers.names import stem, telling
from monitor_plugins.ledgers.period import period
from monitor_plugins.ledgers.reported import Reported
from monitor_plugins.text.words import words

_ELSEWHERE = re.compile(
    r"\b(?:similar|rival|elsewhere|separate|separately|previous|earlier|in the past|historic(?:al)?ly|unrelated|meanwhile in|in that affair"
    r"|worst since|annually)\b",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    r"\b(?:last (?:year|month|season)|a year (?:ago|earlier|before)|\w+ (?:years|months|decades) (?:ago|earlier|before)"
    r"|past (?:\w+ )?(?:year|decade|month)s?|so far this year|this year alone)\b",
    re.IGNORECASE,
)
_LAST_TIME = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Dd]uring) (?:his|her|its|their|the) (?:last|previous|first|earlier) (?:campaign|election|vote|poll|ballot"
    r"|term|strike|dispute|attempt|bid)\b"
)
_NORM = re.compile(
    r"\b(?:require[sd]?|must|obliged?|allowed|permitted|threshold|ceiling|limit(?:s|ed)? (?:of|to)|needs?|needed|necessary|majority"
    r"|demand(?:s|ed|ing)?|calls? for|called for|licen[sc]ed|certified|capacity|budgeted"
    r"|depend(?:s|ed|ent|ing)? on|subject to|condition(?:al|s|ed)? (?:on|upon|of|that)|provided that|on condition)\b",
    re.IGNORECASE,
)
_SUPPOSING = re.compile(r"\b(?:what if|suppose|imagine|hypothetical\w*|opinion:|might have|would have|could have|if only)\b", re.IGNORECASE)
# Crowds of these are told in passing where the report is of something else.
_MATCH = re.compile(
    r"\b(?:match|matches|football|soccer|cricket|rugby|hockey|derby|cup final|play-?off|concert|film|movie|opera|circus|funfair|fair"
    r"|race|grand prix|marathon|tournament|championships?)\b",
    re.IGNORECASE,
)
_FLOWS = ("percent", "money")
_TEAMS = re.compile(
    r"\b(?:teams?|crews?|units?|brigades?|squads?|convoys?|patrols?) (?:of|with) (?:about |some |around |more than |up to |a total of )?$",
    re.IGNORECASE,
)
_AT_WORK = re.compile(
    r" (?:[a-z]+ )?(?:(?:are|were|have been|had been) )?(?:working in (?:turns|shifts)|digging|searching|combing|battling|fighting the"
    r"|trying to (?:put out|reach|free|contain|cool|douse|rescue)|on duty|on standby|taking part in the (?:search|rescue|operation)"
    r"|looking for (?:survivors|the missing|victims))\b"
)
# "Thirty doctors treated the wounded", "relatives of the dead": the harm is others'. Not "were among the injured", "a list of the missing".
_HARMED = (
    r"killed|died|dead|dying|injured|wounded|hurt|missing|drown\w*|perished|burn\w*|shot|stabbed|trapped|buried|crushed|infected|ill|sick"
    r"|sickened|poisoned|hospitali[sz]ed|lost|fell|affected|displaced|stranded|abducted|kidnapped|collapsed|contracted|suffered|suffering"
    r"|succumbed|lives|(?:was|were|been|being|be) (?:treated|found|taken|rescued|recovered|pulled|identified|named)|including|toll"
)
_OTHERS = re.compile(
    rf"(?:(?!\b(?:{_HARMED})\b)[^.;:()]){{0,90}}?(?<!among )(?<!amongst )(?<!list of )(?<!lists of )(?<!number of )(?<!joined )"
    r"\bthe (?:\w+ly |\w+est )?(?:dead|injured|wounded|missing|sick|ill|victims|survivors|casualties|bereaved|dying)\b(?! \w+s\b| among\b)"
)
_HARM_BEFORE = re.compile(rf"\b(?:{_HARMED}|kill\w*|wound\w*|injur\w*|claim\w*|left|leaving|deaths?)\b")
_OF_OTHERS = frozenset({"kill", "wound", "missing", "infect"})
_THEIR_OWN = words("body corpse remains death victim dead casualty person people patient passenger case")
_TOUCHED = words("kill wound missing infect arrest abduct trap strike job-cut shoot capture strand attend")
_CLAUSE = re.compile(r"[,;:–—]\s|\s(?:and|but|while)\s")
_CLOCK = re.compile(r" (?:in the (?:morning|afternoon|evening)|at night|o.clock|[ap]\.?m\b)")
_COVERAGE = timedelta(days=60)
_BEHIND = 100  # code points behind a figure that may date it
_NEAR = 400  # code points around a figure that are read, so that one endless sentence costs no more than many
_REACH = 80  # code points before a figure that may say what it is
_YEAR = re.compile(r"(?<!since )(?<!since the )(?<!since a )\b(1[6-9]\d\d|20\d\d)\b")
# Behind a figure: the year in which it was, in its own clause: "killed 10,000 people across the isthmus in October 1998".
_IN_YEAR = re.compile(
    r"(\w+),? (?:(?:back )?(?:in|during)|(?<=quake |storm |flood )of) (?:\w+ ){0,2}?"
    r"(?:the (?:spring|summer|autumn|fall|winter|dry season|rainy season) of )?"
    r"(1[6-9]\d\d|20\d\d)\b(?!-)"
)
_ANOTHER_CLAUSE = re.compile(
    r"[;:–—]|\b(?:where|which|who|whom|whose|that|since|than|after|before|until|from|but|while|although|though)\b"
    r"|,? and (?=\w+ \w+ed\b|(?:both|all|each)\b)"
)
_STRUCK = words(
    """struck hit happened occurred erupted landed collapsed sank crashed swept tore ripped broke came passed fell ended killed died drowned
    injured wounded destroyed displaced perished vanished disappeared evacuated affected"""
)
_PARTICIPLE = re.compile(r"(?:ed|wn|ilt|ung|un|ought|orn|iven|aken)$")
# Reports of courts and inquiries are about what happened years ago.
_OLD_MATTER = re.compile(
    r"\b(?:court|trial|tried|jury|jurors?|judges?|convict\w*|sentenced?|charged|accused|guilty|jailed|pleaded|prosecut\w+|inquest|inquiry"
    r"|tribunal|verdict|extradit\w+|anniversary|commemorat\w+|exhumed)\b",
    re.IGNORECASE,
)
# Storms have names: one that the report does not open with is another.
_STORM = re.compile(r"\b(?:[Hh]urricane|[Tt]yphoon|[Cc]yclone|[Ss]uperstorm|[Tt]ropical [Ss]torm|[Ss]torm) ([A-Z][a-z]+)\b")
# "A port of 38,000", "home to 12,000": how big a place is.
_SIZE = re.compile(
    r"(?:\b(?:village|town|city|port|resort|capital|hamlet|settlement|parish|suburb|borough|municipality|commune|market town|township"
    r"|archipelago|island|islet|spa|oasis|county town|seat) of|\bhome to|\bpopulation of|\bpopulated by|\binhabited by) "
    r"(?:only |just |about |some |around |nearly |almost |over |more than |roughly |perhaps |fewer than )?$"
)
_SIZED = frozenset({"evacuate", "displace", "strand", "trap", "outage", "dry", "unheated", "shelter"})  # a whole village may be
_HALF_PAST = re.compile(r"\b(?:half|quarter|(?:five|ten|twenty) minutes?) (?:past|to|after|before) $", re.IGNORECASE)
# "12 per cent smaller than", "8 percent above last year's": a difference, not a share.
_DIFFERENCE = re.compile(
    r"\s*(?:per ?cent|%)?\s*(?:smaller|larger|bigger|higher|lower|fewer|more|less|greater|cheaper|dearer|faster|slower|worse|better"
    r"|stronger|weaker|shorter|longer|wider|narrower|richer|poorer|older|younger|thinner|heavier|lighter) than\b"
    r"|\s*(?:per ?cent|%)?\s*(?:above|below|up on|down on|short of) (?!zero\b|the (?:limit|ceiling|threshold|norm|bar)\b)"
)
# "One or two in every thousand patients", "three out of every ten": how often it happens anywhere.
_EVERY = re.compile(r" (?:in|out of|for) every (?:\w+ )?(?:ten|twenty|hundred|thousand|million|\d)")
_IN_EVERY = re.compile(r"\b\w+ (?:in|out of|for) every $")
_ONE_OF_SORT = re.compile(r"\b(?:asks?|asked|asking|calls?|called|calling|settles?|settled|settling|vot(?:e|es|ed|ing)) for $")
_RIVAL = re.compile(
    r"(?:(?:Its|Their|His|Her|The|A|One|Another) )?(?:[a-z]+ )?"
    r"(?:[Rr]ival|[Cc]ompetitor|[Nn]eighbou?ring|[Ss]ister (?:company|firm|paper|ship)) "
    r"(?:[a-z]+ )?[A-Z][\w&'’-]++(?! (?:said|says|told|put|puts|counted|counts|estimated|estimates|spoke|speaks)\b)"
)
_FULL_STOP = re.compile(r"[.!?](?:\s|$)")
_CARRIED = re.compile(r"(?:It|They|Both|That (?:one|\w+))\b (?!(?:is|are|has|have|will|now|expects?|says?)\b)")


def aside(article: Article, quantity: Quantity) -> str:
    """Say why a figure is not the report's news as far as its own words tell; "" if nothing speaks against it."""
    start, end = max(quantity.sentence[0], quantity.start - _NEAR), min(quantity.sentence[1], quantity.end + _NEAR)
    sentence, before = article.text[start:end], article.text[max(start, quantity.start - _REACH) : quantity.start]
    before = _CLAUSE.split(before)[-1]
    if _NORM.search(before) and quantity.predicate != ("ransom",):
        return "a rule, a need or a limit, not a count"
    if why := _uncounted(article.text, quantity, before):
        return why
    if _SUPPOSING.search(sentence) or _SUPPOSING.search(article.title):
        return "supposed, not reported"
    if quantity.start < len(article.title):
        return ""
    if quantity.kind == "count" and _helping(article.text, quantity):
        return "those who help, not those who are helped"
    if _LAST_TIME.search(_clause(article.text, start, end, quantity)):
        return "of an earlier time"
    if quantity.kind not in _FLOWS and (_LONG_AGO.search(_clause(article.text, start, end, quantity)) or _old_year(article, quantity)):
        return "of an earlier time"
    if quantity.kind not in _FLOWS and _of_another_storm(article, quantity):
        return "of another storm, told for comparison"
    if "attend" in quantity.predicate and _of_another_crowd(article, quantity):
        return "the crowd of a match or a show, told in passing"
    rival = quantity.predicate in (("offer",), ("vote",)) and quantity.subject  # a rival's bid is news, and a rival's votes are
    compared = _ELSEWHERE.search(before) or _RIVAL.match(article.text, quantity.sentence[0], quantity.start)
    return "of something else, told for comparison" if compared and not rival else ""


def _uncounted(text: str, quantity: Quantity, before: str) -> str:
    """Say what else a number tells than how many there are: the time, a place's size, a difference, how often; "" if nothing else."""
    end = _number_end(quantity)
    if quantity.kind == "percent":
        if _DIFFERENCE.match(text, end):
            return "a difference, not a share"
        alone = quantity.quote.lower().startswith("one in ") and _ONE_OF_SORT.search(before)
        return "one of a sort, not a share" if alone else ""
    if quantity.kind != "count":
        return ""
    if _CLOCK.match(text, quantity.end) or _HALF_PAST.search(before):
        return "a time of day"
    if _SIZE.search(before) and _SIZED.isdisjoint(quantity.predicate):
        return "the size of a place"
    return "how often it happens anywhere" if _IN_EVERY.search(before) or _EVERY.match(text, end) else ""


def _number_end(quantity: Quantity) -> int:
    """Give where the number itself ends; its unit and noun may follow."""
    _, end = quantity.details.get("number") or (quantity.start, quantity.end)
    return int(end)


def _helping(text: str, quantity: Quantity) -> bool:
    """Say whether people only help: "four rescue teams with 62 men", "40 soldiers are digging"; not what happened to the helpers."""
    if not _OF_OTHERS.isdisjoint(quantity.predicate) and quantity.of and quantity.of not in _THEIR_OWN:
        before = _HARM_BEFORE.search(text, max(quantity.sentence[0], quantity.start - _NEAR), quantity.start)
        if not before and _OTHERS.match(text, quantity.end):
            return True
    if not _TOUCHED.isdisjoint(quantity.predicate):
        return False
    teams = _TEAMS.search(text, max(quantity.sentence[0], quantity.start - _REACH), quantity.start)
    return bool(teams) or _AT_WORK.match(text, quantity.end) is not None


def _of_another_crowd(article: Article, quantity: Quantity) -> bool:
    """Say whether the sentence names a match or a show that neither the title nor the sentences of other crowds speak of."""
    if not _MATCH.search(article.text, *quantity.sentence):
        return False
    opening = _FULL_STOP.search(article.text, len(article.title) + 1)
    return _MATCH.search(article.text, 0, opening.start() if opening else len(article.text)) is None


def _old_year(article: Article, quantity: Quantity) -> bool:
    """Say whether a year gone by leads to the figure: "the war of 1994, which cost", "In August 2009 a collision killed 19", or behind."""
    before = article.text[max(quantity.sentence[0], quantity.start - _NEAR) : quantity.start]
    years = [int(found) for found in _YEAR.findall(before)]
    if years and years[-1] < article.at.year - 1:
        return True
    return _dated_back(article, quantity) or (_CARRIED.match(before) is not None and _before_dated_back(article, quantity))


def _dated_back(article: Article, quantity: Quantity) -> bool:
    """Say whether its own clause goes on to a year gone by: "killed 10,000 people in 1998"; not in a report of a court."""
    last = quantity.start + quantity.quote.rfind(" ") + 1
    behind = article.text[last : min(quantity.sentence[1], quantity.end + _BEHIND)]
    dated = _IN_YEAR.search(_ANOTHER_CLAUSE.split(behind)[0])
    if dated is None or int(dated[2]) >= article.at.year - 1 or not _happening(dated[1]):
        return False
    return _OLD_MATTER.search(article.text) is None


def _happening(word: str) -> bool:
    """Say whether a year behind this word is when it happened: "people in 1998", "struck in 1998"; not "a bridge opened in 1998"."""
    low = word.lower()
    return low in _STRUCK or not _PARTICIPLE.search(low)


def _before_dated_back(article: Article, quantity: Quantity) -> bool:
    """Say whether the sentence before tells of a year gone by: "A gale tore through Ardal in 1998. It killed 300 people"."""
    sentence = article.text[max(0, quantity.sentence[0] - _NEAR) : quantity.sentence[0]].rstrip()
    sentence = _FULL_STOP.split(sentence.rstrip(".!?"))[-1]
    dated = _IN_YEAR.search(sentence)
    if dated is None or int(dated[2]) >= article.at.year - 1 or not _happening(dated[1]):
        return False
    return _OLD_MATTER.search(article.text) is None


def _of_another_storm(article: Article, quantity: Quantity) -> bool:
    """Say whether a storm leads to the figure that is none of those that the report opens with."""
    named = _STORM.findall(article.text, max(quantity.sentence[0], quantity.start - _NEAR), quantity.start)
    return bool(named) and named[-1] not in _storms(article)


def _storms(article: Article) -> list[str]:
    """Give the storms of the title, or else those of the first sentence that names one."""
    titled = _STORM.findall(article.title)
    first = _STORM.search(article.text)
    if titled or first is None:
        return titled
    end = _FULL_STOP.search(article.text, first.end())
    return _STORM.findall(article.text, 0, end.start() if end else len(article.text))


def _clause(text: str, start: int, end: int, quantity: Quantity) -> str:
    return text[max(start, quantity.start - 60) : min(end, quantity.end + 60)]


def stranger(article: Article, figure: Reported, history: History, topic: str | None, spans: Collection[str]) -> str:
    """Give the owner or place of a first figure that neither the topic's coverage nor this report's opening knows; "" if none."""
    named = (*figure.owners, *figure.places)
    if not named:
        return ""
    known = opening(article, spans)
    if any(name in known for name in named):
        return ""
    coverage = _coverage(article, history, topic)
    if not coverage:
        return ""
    return next((name for name in named if not any(_says(past, name) for past in coverage)), "")


def finer(article: Article, figure: Reported, history: History, topic: str | None) -> str:
    """Give the period of a first figure that is a part of the longer one that the topic follows: a month where years are told."""
    if topic is None or len(figure.period) < 5:
        return ""
    told = (past for past in history.quantities(topic=topic, since=article.at - _COVERAGE) if past.note.predicate == figure.families)
    return figure.period if any(len(period(past.article, past.note)) == 4 for past in told) else ""


def opening(article: Article, spans: Collection[str]) -> frozenset[str]:
    """Give the stems of the names in the topic's own words, as they stand in the report."""
    return frozenset(part for text in spans for part in telling(text)) | frozenset(stem(word) for text in spans for word in text.split())


def _coverage(article: Article, history: History, topic: str | None) -> list[Article]:
    """Give the topic's recent reports; none without a topic."""
    if topic is None:
        return []
    return list({past.article.id: past.article for past in history.quantities(topic=topic, since=article.at - _COVERAGE)}.values())


def _says(article: Article, name: str) -> bool:
    """Say whether an earlier report names this."""
    story = next((place for place in article.placements if place.kind == "story"), None)
    return story is not None and any(stem(word) == name for word in story.features)
