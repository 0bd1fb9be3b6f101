"""English: constructions that tell what happened with other words between: "hauled six divers out alive", "cut its staff by 900"."""

from __future__ import annotations

from monitor_plugins.languages.en_reading import inflected
from monitor_plugins.text.words import words


def _forms(bases: str, irregular: str = "") -> frozenset[str]:
    return frozenset(form for base in bases.split() for form in inflected(base)) | words(irregular)


REDUCING = _forms("reduce cut trim slim shrink slash decrease lower downsize decline thin", "shrank shrunk cutting")
STAFF = words("workforce staff headcount payroll personnel workers employees jobs positions posts")
LIVES = words("cost costs costing claimed claiming lost took taken")
TEAMS = words(
    """team teams worker workers crew crews service services operation operations effort efforts mission missions boat boats helicopter
    helicopters vessel ship plane package plan plans deal fund attempt attempts dog dogs centre center centres centers squad squads
    party parties vehicle vehicles equipment coordinator chief station work bid"""
)
# A verb before the counted and what stands behind them, by what both together tell. `safe` is an evacuation or a rescue, `let-go`
# a release or a dismissal.
_SPLIT = """bring: out=rescue out_alive=rescue down_on=rescue down_by=rescue down_from=rescue down_with=rescue down_the=rescue up=rescue
    bring: to_the_surface=rescue ashore=rescue to_land=rescue to_safety=safe home=rescue
    pull: out=rescue out_alive=rescue alive=rescue to_safety=safe from_the=rescue ashore=rescue
    get: out=rescue out_alive=rescue to_safety=safe ashore=rescue off=rescue
    dig: out=rescue out_alive=rescue
    haul: out=rescue aboard=rescue up=rescue
    lift: out=rescue to_safety=safe off=rescue
    carry: out=rescue to_safety=safe down=rescue
    help: out=rescue off=rescue down=rescue to_safety=safe
    guide: out=rescue down=rescue to_safety=safe
    pluck: from=rescue
    fish: out=rescue
    reach: alive=rescue
    winch: down=rescue up=rescue
    plunge: into_darkness=outage into_the_dark=outage
    take: off=rescue on_board=rescue aboard=rescue to_safety=safe hostage=abduct captive=abduct prisoner=capture
    take: into_custody=arrest to_police=arrest to_a_police=arrest
    take: to_hospital=wound to_hospitals=wound to_clinics=wound
    take: to_the_hospital=wound to_the_hospitals=wound to_the_clinics=wound ashore=rescue
    hold: hostage=abduct captive=abduct
    keep: hostage=abduct captive=abduct
    seize: hostage=abduct
    move: to_safety=safe out=evacuate
    lead: out_of_the_smoke=rescue out_of_the_building=rescue out_of_the_fire=rescue to_safety=safe away_in=arrest off_in=arrest
    bundle: into=arrest
    drag: away=arrest off=arrest
    ferry: to_safety=safe ashore=rescue
    fly: to_safety=safe
    drive: from_their=drive-out out=drive-out
    force: from_their=drive-out out_of_their=drive-out
    let: go=let-go out=let-go leave=let-go
    set: free=free
    send: home=free
    hand: over=free back=free
    put: to_death=kill behind_bars=arrest out_of_work=job-cut out_of_a_job=job-cut
    lay: off=job-cut
    make: redundant=job-cut homeless=displace
    cut: off=strand
    round: up=arrest
    gun: down=kill
    mow: down=kill
    burn: to_death=kill
    turn: away=return back=return
    give: the_vaccine=vaccinate a_jab=vaccinate the_jab=vaccinate"""
SPLIT: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
for _line in _SPLIT.splitlines():
    _verb, _, _rests = _line.strip().partition(":")
    _told = [rest.partition("=") for rest in _rests.split()]
    SPLIT[_verb] = SPLIT.get(_verb, ()) + tuple((tuple(rest.split("_")), family) for rest, _, family in _told)
SPLIT = {_verb: tuple(sorted(_all, key=lambda one: -len(one[0]))) for _verb, _all in SPLIT.items()}
VERBS_OF_SPLIT = frozenset(SPLIT)
LEADING_OFF = words("led took taken dragged marched carried drove hauled leading taking")
HOLDING = words("hold holds holding held kept keeping")
CLEARED = words("cleared evacuated emptied")
COUNTED = words("counted counts count estimated estimates reckoned put puts numbered")
COUNTERS = words("police organisers organizers organiser organizer union")
# What a candidate does with a share of the votes, and where one stands.
CAST = words(
    """won win wins winning received receives receive receiving got gets get took takes take taken polled polls gained gains secured
    secures has had have having garnered managed scored drew attracted captured reached"""
)
STANDS = words(
    """stands stand stood standing led leads leading ahead trailed trails trailing behind followed follows second third came comes
    finished rose rises risen fell falls fallen dropped slipped climbed climbs re-elected reelected elected confirmed beat defeated
    projected lies lay at"""
)
AMOUNTS = words(
    """turnout unemployment inflation growth prices price tax taxes rate rates deficit debt economy approval survey shares budget wages
    interest increase margin lead difference ahead_by counted women men seats participation"""
)
ELECTORS = words("entitled eligible voters electorate registered electors")
WENT = words("cast voted turned polls ballot part participated")
BALLOTS = words("ballots stations precincts districts counted turnout seats electorate registered women men counties")
