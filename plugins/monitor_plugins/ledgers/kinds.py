"""What families of events mean for a running number: whether it grows, shrinks or holds still, and how it is called (English)."""

from __future__ import annotations

from monitor_plugins.text.words import pairs, words

# A later, higher count is the same tally gone on.
GROWING = words(
    """kill wound arrest infect displace evacuate rescue destroy damage recall leak deport charge vaccinate capture free recover
    register trap shelter crash attack convict affect escape reconnect offer ransom"""
)
# The number moves either way as people are found.
SHRINKING = words("missing trap aboard outage dry unheated")
# A whole period's or plan's figure: two voices that differ dispute it, later or not.
STILL = words(
    """deficit surplus debt inflation unemployment growth contraction vote job-cut hire employ attend aboard lend revenue profit budget
    poll stake price"""
)
# What happens to money alone; beside a count it is said of something else ("2,400 people spent the night").
AMOUNTS = words(
    "pay cost spend price earn lend debt deficit surplus budget profit revenue worth fine save-money invest poll stake inflation growth"
    " offer ransom reward"
)
PEOPLE = frozenset({"people", "civilian", "combatant", "worker", "case", "household", "arrest", "police"})
LIVING = PEOPLE | {"job"}
PEOPLE_FAMILIES = words(
    """kill wound missing infect arrest displace evacuate rescue attend free shelter charge convict capture vaccinate recover deport trap
    aboard escape strike strand abduct shoot stab affect outage dry unheated reconnect"""
)
_TITLES = pairs(
    """kill:Killed wound:Injured missing:Missing arrest:Arrested displace:Displaced evacuate:Evacuated rescue:Rescued
    attend:Attendance free:Freed shelter:Sheltered charge:Charged convict:Convicted capture:Captured vaccinate:Vaccinated
    recover:Recovered deport:Deported trap:Trapped aboard:On_board infect:Infected deploy:Deployed hire:Hired
    employ:Employed unemployment:Unemployed escape:Escaped abduct:Abducted shoot:Shot stab:Stabbed
    strand:Stranded affect:Affected strike:On_strike job-cut:Dismissed outage:Without_power dry:Without_water
    unheated:Without_heating reconnect:Reconnected"""
)
_PARTICIPLES = pairs(
    """destroy:destroyed damage:damaged recall:recalled leak:leaked launch:launched buy:bought sell:sold steal:stolen
    build:built produce:produced export:exported import:imported job-cut:cut hire:created free:released
    shoot-down:shot_down give:given lend:lent invest:invested pay:paid spend:spent register:registered poll:in_favour
    kill:killed wound:injured rescue:rescued evacuate:evacuated capture:seized escape:escaped trap:trapped
    strand:stranded close:closed cancel:cancelled recover:recovered deliver:delivered outage:without_power dry:without_water
    unheated:without_heating
    reconnect:reconnected"""
)
_NAMES = pairs(
    """deficit:deficit surplus:surplus debt:debt inflation:inflation unemployment:unemployment growth:growth contraction:contraction
    vote:votes
    price:price fine:fine profit:profit revenue:revenue budget:budget lend:loan cost:cost spend:spending earn:earnings give:aid
    invest:investment loss:loss worth:worth save-money:savings stake:stake offer:offer ransom:ransom reward:reward"""
)


def people_title(families: tuple[str, ...]) -> str:
    """Give how people to whom this happened are called, "Killed or wounded"; "" if there is no word for it."""
    if families == ("kill", "wound"):
        return "Killed or wounded"
    called = [_TITLES[family] for family in families if family in _TITLES]
    return " or ".join([called[0], *(word.lower() for word in called[1:])]) if called else ""


def participle(families: tuple[str, ...]) -> str:
    """Give what was done to things, "destroyed", "damaged or destroyed"; "" if there is no word for it."""
    return " or ".join(_PARTICIPLES[family] for family in families if family in _PARTICIPLES)


def name(families: tuple[str, ...]) -> str:
    """Give the noun of an amount, "deficit"; "" if there is none."""
    return next((_NAMES[family] for family in families if family in _NAMES), "")
