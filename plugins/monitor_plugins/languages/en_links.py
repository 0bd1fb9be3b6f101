"""English: how the words for what happened stand beside a figure: as its verb, its attribute, or the noun it is an amount of."""

from __future__ import annotations

from monitor_plugins.languages.en_reading import ADVERBS, inflected
from monitor_plugins.text.words import words


def _forms(bases: str, irregular: str = "") -> frozenset[str]:
    return frozenset(form for base in bases.split() for form in inflected(base)) | words(irregular)


# What the counted do themselves, and never to others: "40 people died".
INTRANSITIVE = _forms(
    "perish vanish disappear escape collapse crash capsize derail",
    "die dies died dying flee flees fled fleeing left leave fell fallen go goes going gone ran run running cross crossed crossing",
)
# What the counted do themselves, to others or not: "4,000 marched", "62% back the plan".
AGENTS = _forms(
    "attend gather march protest demonstrate assemble throng vote support back favour favor approve accept resign defect desert",
    "rally rallied rallies rallying quit quits quitting contracted caught took take taking turned showed tested",
)
# Participles that may also be the counted's own verb: "12,000 litres leaked", "three boats sank".
STANDING = words(
    """evacuated burned burnt sank sunk drowned asphyxiated recovered leaked spilled seeped gushed poured registered relocated emptied"""
)
PARTICIPLES = words(
    """hurt slain shot shed cut laid sent sold bought built spent paid lent stolen freed burnt sunk lost won struck driven taken set stole
    hit fined stuck"""
)
PASTS = words("died fled fell ran left took went gone fallen dies")
# States that stand right behind the counted, or behind "are", "left", "feared". The second row: first words of phrases.
ADJECTIVES = words(
    """dead missing homeless ill sick aboard ashore unaccounted jobless redundant lifeless
    underwater waterlogged hostage captive hospitals
    to hospital safety on board from positive free"""
)
STATES = words(
    """left leaving feared reported believed presumed confirmed found listed remain remained remains remaining made making still declared
    is are was were be been being as gone went go go"""
)
BE = words("is are was were be been being get gets got getting")
REPORTED = words("to and or either feared reported believed presumed thought known said confirmed found made left listed badly")
# Nouns of amounts, and of what happened so often: "17 deaths", "profits of £59m", "the toll rose to 38".
LEVELS = words(
    """deficit shortfall surplus debt debts liabilities unemployment jobless inflation growth turnout stake approval vote votes poll
    support gap acceptances acceptance"""
)
NOUNS = LEVELS | words(
    """loss losses damage hole
    death deaths fatality fatalities toll casualty casualties injury injuries arrests detentions infection infections cases layoff
    layoffs redundancies redundancy evacuations votes ballots attendance crowd workforce payroll headcount cuts profit profits revenue
    revenues turnover sales loan loans debts price prices fine fines penalty investment investments budget cost costs spending
    exports imports shares recall recalls savings donations donation aid earnings lives bodies corpses jobs dead missing offer offers
    strikers bid bids ransom ransoms reward rewards"""
)
# A family word as a person: it says who they are, not what happened to them today.
IMPLIED = words("""refugees refugee evacuees detainees patients demonstrators protesters protestors marchers spectators survivors""")
# Happenings followed by "of" and those to whom they happened: "the killing of 12 hostages", "the loss of 300 jobs".
EVENTS = words(
    """killing murder massacre execution death deaths arrest arrests detention abduction kidnapping capture release evacuation rescue
    recall purchase launch destruction deployment displacement loss exodus rally march protest crowd layoff deportation shooting sale
    closure cutting shedding axing sacking hiring creation"""
)
# Behind an amount's noun the money is still of that kind: "a £2bn investment plan".
BEARERS = words("deal package plan programme program bill fund scheme settlement agreement contract pledge guarantee demand")
LEADS = words(
    """to at was is were are been reached hit topped exceeded passed totalled totaled stood of : involves involved covers covered affects
    affected"""
)
REACHES = words(
    """came comes amount amounts amounted reached reach hit totalled totaled stood stands put puts close closed closes end ended ends
    topped exceeded passed involves
    involved covers covered affects affected"""
)
# Verbs that take a person or a firm and an amount: "cost the club £5m".
TAKES_TWO = words(
    """cost costs costing fine fined fines fining lend lent lends pay paid pays paying owe owed owes give granted offer offers offered
    offering bid"""
)
# Behind "in" they say where the counted are: "40 in custody", "2,000 in shelters".
KIN = words("custody shelter shelters camp camps risk")
ADVERBIAL = ADVERBS | words("also already since later now then still so far today yesterday overnight all some up down as dead back")
# What is done with money alone: a share is not earned or spent.
SUMS = words("earn earned earns earning cost costs costing spend spends spent spending pay pays paid paying owe owes owed")
BALLOTS = words("vote votes ballots")
POLLED = words("won win wins winning received receive receives got cast secured polled took gained garnered with drew attracted lost")
SEATED = words("won win wins winning secured secures securing kept keeps keeping retained retains took takes gained gains captured")
