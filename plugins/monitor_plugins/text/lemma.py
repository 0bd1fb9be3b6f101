"""Light English lemmas: one form for the singular and plural of a noun, one for all forms of a verb. Rules and short lists, no model."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from monitor_plugins.text.words import pairs, words

_NOUNS = pairs(
    """people:people persons:people person:people men:man women:woman children:child feet:foot teeth:tooth mice:mouse geese:goose
    oxen:ox lives:life wives:wife knives:knife thieves:thief halves:half leaves:leaf loaves:loaf shelves:shelf wolves:wolf
    calves:calf selves:self crises:crisis analyses:analysis bases:base diagnoses:diagnosis theses:thesis hypotheses:hypothesis
    oases:oasis parentheses:parenthesis axes:axis criteria:criterion phenomena:phenomenon bacteria:bacterium data:data media:media
    indices:index vertices:vertex matrices:matrix appendices:appendix fungi:fungus stimuli:stimulus alumni:alumnus cacti:cactus
    nuclei:nucleus pence:penny buses:bus gases:gas viruses:virus statuses:status campuses:campus species:species series:series
    headquarters:headquarters aircraft:aircraft spacecraft:spacecraft means:means news:news politics:politics economics:economics
    mathematics:mathematics athletics:athletics barracks:barracks crossroads:crossroads gallows:gallows diabetes:diabetes
    measles:measles mumps:mumps rabies:rabies christmas:christmas texas:texas always:always perhaps:perhaps police:police
    cattle:cattle staff:staff troops:troop movies:movie cookies:cookie zombies:zombie ties:tie pies:pie lies:lie rookies:rookie
    calories:calorie selfies:selfie shoes:shoe toes:toe canoes:canoe heroes:hero potatoes:potato tomatoes:tomato echoes:echo
    torpedoes:torpedo vetoes:veto volcanoes:volcano mosquitoes:mosquito cargoes:cargo tornadoes:tornado embargoes:embargo
    fishermen:fisherman firemen:fireman policemen:policeman businessmen:businessman gunmen:gunman servicemen:serviceman
    congressmen:congressman policewomen:policewoman servicewomen:servicewoman spokesmen:spokesman salesmen:salesman
    militiamen:militiaman infantrymen:infantryman craftsmen:craftsman chairmen:chairman grandchildren:grandchild
    schoolchildren:schoolchild caches:cache aches:ache headaches:headache avalanches:avalanche niches:niche axes:axe buses:bus
    lenses:lens housewives:housewife hooves:hoof scarves:scarf dwarves:dwarf wharves:wharf sheaves:sheaf lice:louse brethren:brother
    stepchildren:stepchild foci:focus radii:radius referenda:referendum stadia:stadium millennia:millennium memoranda:memorandum
    symposia:symposium spectra:spectrum strata:stratum minima:minimum maxima:maximum ultimata:ultimatum formulae:formula
    antennae:antenna larvae:larva bureaux:bureau tableaux:tableau emphases:emphasis syntheses:synthesis neuroses:neurosis
    quizzes:quiz zeroes:zero mottoes:motto ghettoes:ghetto haloes:halo noes:no canvas:canvas corps:corps bias:bias atlas:atlas
    alias:alias thanks:thanks summons:summons christmas:christmas texas:texas kansas:kansas dallas:dallas"""
)
_VERBS = pairs(
    """was:be were:be is:be are:be been:be being:be am:be has:have had:have having:have does:do did:do done:do doing:do said:say
    says:say told:tell knew:know known:know went:go gone:go goes:go came:come became:become took:take taken:take gave:give
    given:give got:get gotten:get made:make making:make saw:see seen:see thought:think brought:bring bought:buy sought:seek
    fought:fight caught:catch taught:teach left:leave lost:lose found:find held:hold kept:keep led:lead met:meet paid:pay read:read
    rose:rise risen:rise ran:run sent:send spent:spend lent:lend built:build sold:sell shot:shoot hit:hit cut:cut put:put set:set
    shut:shut hurt:hurt cost:cost won:win fell:fall fallen:fall fled:flee grew:grow grown:grow drew:draw drawn:draw drove:drive
    driven:drive flew:fly flown:fly threw:throw thrown:throw wrote:write written:write spoke:speak spoken:speak broke:break
    broken:break chose:choose chosen:choose stole:steal stolen:steal froze:freeze frozen:freeze hid:hide hidden:hide struck:strike
    stricken:strike stuck:stick swept:sweep slept:sleep wept:weep felt:feel dealt:deal meant:mean began:begin begun:begin sank:sink
    sunk:sink swam:swim drank:drink drunk:drink sang:sing rang:ring sprang:spring shrank:shrink shrunk:shrink burnt:burn
    learnt:learn stood:stand understood:understand withdrew:withdraw withdrawn:withdraw overthrew:overthrow underwent:undergo
    laid:lay lay:lie lain:lie slain:slay slew:slay bore:bear born:bear borne:bear wore:wear worn:wear tore:tear torn:tear
    swore:swear sworn:swear forbade:forbid forgot:forget forgave:forgive dug:dig hung:hang spun:spin won:win wound:wound beat:beat
    beaten:beat bit:bite bitten:bite ate:eat eaten:eat dying:die died:die dies:die lying:lie tying:tie tied:tie shook:shake
    shaken:shake mistook:mistake undertook:undertake overtook:overtake fed:feed bled:bleed sped:speed bred:breed freed:free
    frees:free freeing:free agreed:agree agreeing:agree seeing:see fleeing:flee guaranteed:guarantee decreed:decree heard:hear woke:wake
    woken:wake blew:blow blown:blow rode:ride ridden:ride shone:shine lit:light knelt:kneel crept:creep leapt:leap leant:lean
    dreamt:dream spelt:spell spilt:spill spoilt:spoil smelt:smell dwelt:dwell swung:swing strung:string clung:cling flung:fling
    stung:sting wrung:wring slid:slide awoke:awake awoken:awake arose:arise arisen:arise bent:bend sung:sing
    sworn:swear trod:tread trodden:tread wove:weave woven:weave withheld:withhold upheld:uphold withstood:withstand mown:mow
    sewn:sew shown:show sown:sow strewn:strew proven:prove overcame:overcome outdid:outdo undid:undo undone:undo undoes:undo
    foresaw:foresee foreseen:foresee forgotten:forget forgiven:forgive forbidden:forbid sat:sit sitting:sit sprung:spring
    swollen:swell sunken:sink shrunken:shrink molten:melt strove:strive striven:strive throve:thrive swum:swim stank:stink
    stunk:stink snuck:sneak misled:mislead pled:plead repaid:repay overshot:overshoot underwrote:underwrite
    underwritten:underwrite undertaken:undertake overtaken:overtake mistaken:mistake unwound:unwind rewrote:rewrite
    rewritten:rewrite rebuilt:rebuild retook:retake retaken:retake reran:rerun resold:resell outsold:outsell retold:retell
    overran:overrun overthrown:overthrow overheard:overhear overrode:override overridden:override oversaw:oversee overseen:oversee
    bade:bid bidden:bid putting:put vying:vie vied:vie vies:vie untying:untie belying:belie underlying:underlie
    tiptoed:tiptoe hoeing:hoe shoeing:shoe eyeing:eye dyeing:dye canoeing:canoe focuses:focus focused:focus panicked:panic
    panicking:panic trafficked:traffic trafficking:traffic mimicked:mimic picnicked:picnic programmed:program
    programming:program"""
)
_ADJECTIVES = pairs("better:good best:good worse:bad worst:bad further:far furthest:far")
# Words that end in -ed or -ing and come of no verb.
_WHOLE = words(
    """hundred sacred naked wicked rugged kindred hatred indeed creed greed reed steed deed breed crooked ragged wretched jagged
    morning evening ceiling lightning offspring anything nothing something everything during king thing awning sibling darling
    sterling shilling herring pudding duckling"""
)
# Endings that a stem took an e after, in verbs that the list lacks (tweak-, upcycl-, incentiviz- …).
_E_STEMS = tuple(words("at iv av uc rc nc ic as os ys rs ns iz dg ag rg id ud bl pl tl dl gl cl kl fl zl u v c z"))
_FINAL_DOUBLES = words("bb dd gg mm nn pp rr tt")
# One vowel and one consonant at the end of a short stem.
_VOWEL_CONSONANT = re.compile(r"^[^aeiouy]*[aeiou][^aeiouwxy]$")
_SHORT = 6


@lru_cache(maxsize=20_000)
def noun(word: str) -> str:
    """Give the singular of a noun in lower case: `soldiers` → `soldier`, `people` and `person` → `people`."""
    low = word.lower()
    if low in _NOUNS:
        return _NOUNS[low]
    if len(low) < 4 or low.endswith(("ss", "us", "is", "ous")) or not low.endswith("s"):
        return low
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return low[:-2]
    return low[:-1]


@lru_cache(maxsize=20_000)
def verb(word: str) -> str:
    """Give the base form of a verb in lower case: `deployed` → `deploy`, `was` → `be`; nouns come back nearly untouched."""
    low = word.lower()
    if low in _VERBS:
        return _VERBS[low]
    if low.endswith("ied") and len(low) > 4:
        return low[:-3] + "y"
    if low in _WHOLE or low in _known():
        return low
    for ending in ("ed", "ing"):
        if low.endswith(ending):
            return _base(low.removesuffix(ending)) or low
    if low.endswith("s"):
        return noun(low)
    return low


def _base(stem: str) -> str:
    """Give the verb that a stem without -ed or -ing belongs to; "" if it can be none (`spr`, `morn`)."""
    short = len(stem) < _SHORT and _VOWEL_CONSONANT.search(stem) is not None
    undoubled = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
    # "staring" is of "stare", for "star" would double its r; "visiting" is of "visit".
    candidates = (stem + "e", stem, undoubled) if short else (stem, stem + "e", undoubled)
    known = next((word for word in candidates if word in _known()), "")
    if known or len(stem) <= 2 or not any(letter in "aeiouy" for letter in stem):
        return known
    if stem[-2:] in _FINAL_DOUBLES:
        return stem[:-1]
    return stem + "e" if stem.endswith(_E_STEMS) and not stem.endswith("ss") else stem


@cache
def _known() -> frozenset[str]:
    lines = files(__package__).joinpath("verbs.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """Give one lemma for a content word of unknown class; the same for all its forms, which is what comparing needs."""
    low = word.lower()
    if low in _NOUNS or low in _ADJECTIVES:
        return _NOUNS.get(low) or _ADJECTIVES[low]
    if low in _VERBS or low.endswith(("ed", "ing")):
        return verb(low)
    return noun(low)
