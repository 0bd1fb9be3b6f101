"""Light English lemmas: one form for the singular and plural of a noun, one for all forms of a verb. Rules and short lists, no model."""

from __future__ import annotations

from functools import lru_cache

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
    lenses:lens"""
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
    frees:free freeing:free agreed:agree agreeing:agree seeing:see fleeing:flee guaranteed:guarantee decreed:decree"""
)
# Stems that lost an e before -ed or -ing (injur-, deni-, releas-, evacuat- …) end in one of these.
_E_STEMS = tuple(
    words(
        """at iv ev av uc rc nc ic us ur as os is ys rs ns iz dg ag rg ng ir ar or el id ud od ad ut ot it et in un ak ok ik ap op ib
        im um om am ol ul bl pl tl dl gl u"""
    )
)
_NO_E = words(
    """report support visit limit edit target deposit exhibit prohibit inherit exit profit benefit credit hit commit admit permit
    submit transmit enter offer suffer open happen listen weaken threaten broaden widen harden sharpen lighten gain train remain
    explain maintain contain obtain detain retain sustain attain complain join coin ruin rain drain strain restrain bargain claim
    aim seem bloom doom boom roam appear hear clear fear near bear tear wear tour pour devour favor honor labor monitor anchor
    author hour occur refer prefer stir star war mar scar bar develop envelop gallop cook look book hook soak break speak leak peak
    seek week need feed heed seed weed read lead head spread tread load unload road avoid aid raid maid paid fail sail mail jail
    trail hail detail assail curtail avail wait await greet meet beat treat retreat defeat repeat heat seat eat float boat coat root
    shoot suit recruit shout doubt count mount amount adopt accept attempt attract expect collect elect select protect detect reject
    inspect respect affect direct connect act contact extract impact ban plan scan span run win pin begin spin thin kill fill pull
    roll poll toll call fall stall install enroll control travel cancel model label channel level fuel tunnel counsel quarrel rebel
    expel propel compel patrol"""
)
_FINAL_DOUBLES = words("bb dd gg mm nn pp rr tt")


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
    if low.endswith("ed") and len(low) > 4:
        return _base(low[:-2])
    if low.endswith("ing") and len(low) > 5:
        return _base(low[:-3])
    if low.endswith("s"):
        return noun(low)
    return low


def _base(stem: str) -> str:
    if stem[-2:] in _FINAL_DOUBLES:
        return stem[:-1]
    if stem in _NO_E or stem.endswith(("ss", "ll", "ff", "er", "en", "on", "ain", "eat", "oot")):
        return stem
    if not any(letter in "aeiouy" for letter in stem):
        return stem
    return stem + "e" if stem.endswith((*_E_STEMS, "v", "c", "z", "dg")) else stem


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """Give one lemma for a content word of unknown class; the same for all its forms, which is what comparing needs."""
    low = word.lower()
    if low in _NOUNS:
        return _NOUNS[low]
    if low in _VERBS or low.endswith(("ed", "ing")):
        return verb(low)
    return noun(low)
