"""English: what people went through, said right behind or around them without a word that alone tells it: "suffered burns", "in cells".

A pattern of `BEHIND` stands right behind the counted, one of `BEFORE` right before the number. Where a topic is named the text must
be about it (see `en_topics`); a topic behind a minus is one that it must not be about.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_BE = r"(?:(?:were|was|are|is|have|has|had|been|being|be|get|got) ){1,3}"
_BY = r"(?:by (?:the )?\w+ )?"
_THE = r"(?:the |a |an |their |its |his |her |local |nearby |both )*"
_SOME = r"(?:about |around |some |nearly |almost |at least |more than |over |another |the |all |up to |a total of )*$"
_NOW = r"(?:still |now |all |also |already |since |later |then |so far )*"
_HURTS = (
    r"(?:burns?|scalds?|fractures?|injur(?:y|ies)|wounds?|cuts (?:and|to|on|from)|bruises|concussions?|broken \w+|lacerations|bites?"
    r"|stings?|shock|hypothermia|frostbite|smoke (?:inhalation|poisoning)|(?:smoke|gas) poisoning"
    r"|grazes|whiplash|trauma|crush(?:ed)? \w+|damage to)"
)
_GROUNDS = (
    r"(?:squares?|streets?|avenues?|cent(?:re|er)|town|city|capital|parks?|bridges?|parliament|palace|boulevards?|stadium|plaza|market"
    r"|ministry|embassy|headquarters|gates?|quarter|cathedral|courthouse|roundabout|promenade|waterfront|motorway)"
)
_DEPTHS = r"(?:mine|cave|tunnel|shaft|pit|cavern|colliery|gallery|lift|well)"


class Told(NamedTuple):
    """What a pattern tells of, with the topic that the text needs for it ("" for any)."""

    pattern: re.Pattern[str]
    families: tuple[str, ...]
    topic: str = ""
    qualifier: str = ""


def _told(pattern: str, family: str, topic: str = "", qualifier: str = "") -> Told:
    return Told(re.compile(pattern), tuple(family.split("+")), topic, qualifier)


_MOVED_TO_WARD = (
    rf" {_BE}{_NOW}(?:taken|rushed|flown|brought|carried|admitted|transferred|airlifted|ferried) (?:away )?{_BY}"
    rf"(?:to|into|in) {_THE}(?:[\w-]+ ){{0,2}}(?:hospitals?|clinics?|infirmar|intensive care|burns unit|casualty|ambulances?)"
)
BEHIND = (
    _told(
        r" (?:(?:have|has|had|also) )*(?:suffered|sustained|received|had|got|nursed|suffering|with|escaped with|came away with"
        r"|were left with"
        rf"|(?:needed|required) treatment for|(?:were|are being|being|was) treated for) (?:[\w-]+ ){{0,4}}?{_HURTS}",
        "wound",
    ),
    _told(
        rf" (?:broke(?: \w+)? (?:bones?|legs?|arms?|ribs?|wrists?|ankles?)|inhaled (?:\w+ )?(?:smoke|fumes|gas|dust)"
        rf"|(?:needed|required) (?:stitches|a doctor|an ambulance|surgery|first aid|operations)"
        rf"|{_BE}{_NOW}(?:\w+ly )?(?:burned|burnt|scalded|bruised|grazed|lacerated|concussed|bitten|stung|trampled|winded"
        rf"|struck by (?:\w+ )?(?:debris|bullets|shrapnel|glass|stones|batons)|hit by (?:\w+ )?(?:debris|bullets?|shrapnel|glass|stones"
        rf"|batons"
        r"|rubber|pellets)|given first aid|fighting for their lives))(?! to death)\b",
        "wound",
    ),
    _told(_MOVED_TO_WARD, "infect", "disease"),
    _told(_MOVED_TO_WARD, "wound", "-disease"),
    _told(
        rf" {_BE}{_NOW}(?:brought|carried|helped|guided|got|lifted|lowered|winched|hauled|pulled|hoisted|led) {_BY}"
        r"(?:down (?:on|by|with|from|the (?:stairs|ladders?|mountain|slope))|off (?:the )?|out of (?:the |a |their )?(?:\w+ )?"
        r"(?:wreck|smoke|flames|fire|water|sea|rubble|ruins|debris|building|cave|cabins?|tunnel|shaft|mine|pit|snow|mud|house|train|bus"
        r"|boat|ship)"
        r"|(?:back )?(?:to|up to) (?:the surface|safety|daylight)|above ground)",
        "rescue",
    ),
    _told(rf" {_BE}{_NOW}back (?:above ground|on (?:land|shore|firm ground|the surface)|at the surface|in daylight)", "rescue"),
    _told(
        rf" {_BE}{_NOW}(?:taken|brought|driven|carted|hauled|marched|dragged) (?:off |away )?{_BY}"
        r"(?:to |into |in )(?:[\w-]+ ){0,3}?(?:police|custody|station houses?|cells|detention|jail)\b",
        "arrest",
    ),
    _told(
        rf" {_BE}{_NOW}(?:(?:led|driven|taken|dragged|marched|hauled|carried) (?:off|away) (?:in handcuffs"
        rf"|by (?:the )?(?:\w+ )?(?:police|officers)"
        r"|in (?:police )?(?:vans|buses))|handcuffed|bundled into|loaded (?:in|on)to (?:police|vans|buses)|put in (?:cells|handcuffs"
        r"|custody))",
        "arrest",
    ),
    _told(
        rf" (?:{_BE}|remain(?:ed|s)? |sit |sat |spent (?:the|a|last|two|three|several|their) (?:\w+ )?(?:nights?|weekend|days) )"
        r"(?:still |now |being |being held |held |kept |back )*(?:in|behind) (?:(?:police|pre-trial|a|the|preventive) )*"
        r"(?:custody|detention|cells?|jail|bars|remand|arrest)\b",
        "arrest",
    ),
    _told(rf" (?:{_BE}|remain(?:ed|s)? ){_NOW}(?:being held|under arrest|in handcuffs)\b", "arrest", "-captors"),
    _told(
        rf" (?:{_BE}|remain(?:ed|s)? |stay(?:ed|s)? ){_NOW}(?:thought to be |believed to be |said to be )?"
        r"(?:underground|below ground|down (?:the|in the) (?:mine|pit|shaft)|at the bottom of the (?:mine|pit|shaft)|pinned (?:under"
        r"|beneath|inside)"
        r"|cut off (?:by|behind|in|from the (?:exit|surface|outside)))",
        "trap",
        "slide",
    ),
    _told(
        r" (?:(?:can ?not|could not|have not|has not|had not|are unable to|were unable to) (?:yet )?(?:been able to |be )?"
        rf"(?:get out|come (?:up|out)|been (?:reached|brought up)|reached|leave the {_DEPTHS}|find (?:a|the|their) way out)"
        r"|(?:are|were|remain) (?:still )?waiting (?:to be rescued|for rescue))",
        "trap",
        "slide",
    ),
    _told(
        r" (?:with|showing|(?:who )?(?:show|showed|shows|have shown|had|have|develop|developed|displayed)) (?:the |typical |clear "
        r"|first |all |\w+ )?"
        r"(?:symptoms?|signs) of\b",
        "infect",
        "disease",
        "suspected",
    ),
    _told(
        r" (?:(?:have|has|had|were|was|are) )(?:now |since |so far |all |already |been )*(?:diagnosed|confirmed) (?:with|as (?:infected"
        r"|carriers))\b",
        "infect",
    ),
    _told(
        r" (?:in [A-Z]\w+ |there |here )?(?:have|has|had) (?:now |since |so far |already )*(?:had|caught|got|contracted) (?:the |this )"
        r"(?:disease|illness|virus|infection|bug|fever)",
        "infect",
    ),
    _told(rf" (?:{_BE}|felt |became |fell |got ){_NOW}(?:violently |badly |seriously )?(?:sick|ill|unwell|poisoned)(?![\w-])", "infect"),
    _told(
        r" (?:complained of|reported|had|suffered|with) (?:[\w-]+ ){0,2}?(?:nausea|vomiting|diarrhoea|diarrhea|stomach (?:cramps|pains?"
        r"|trouble)"
        r"|headaches|fevers?|dizziness|rash(?:es)?|breathing difficulties|food poisoning)",
        "infect",
    ),
    _told(
        r",? (?:(?:have|has|had) not (?:yet )?(?:been (?:heard from|found|traced|located|seen)|returned|come home|reported back|answered)"
        r"|(?:of whom )?there (?:is|was|has been) (?:still |as yet )?(?:no (?:trace|sign|word|news)|nothing (?:heard|known))"
        r"|(?:are|were|is|was) (?:still )?(?:being )?(?:sought|searched for|looked for|untraced))",
        "missing",
    ),
    _told(
        r" (?:(?:have|has|had|who) )*(?:(?:lost|left behind|gave up|abandoned) (?:the roof|their (?:homes?|houses|villages|farms"
        r"|belongings))"
        r"|left (?:the |their )(?:[A-Z]?[\w-]+ )?(?:town|city|villages?|district|area|valley|coast|province|region|island)"
        rf"|{_BE}{_NOW}(?:without a roof|made homeless|left homeless|uprooted|unable to return|living (?:in|with) (?:tents|camps"
        rf"|relatives|schools)"
        r"|sleeping (?:in|under) (?:tents|schools|churches|mosques|sports halls|the open|tarpaulins|cars|halls)))",
        "displace",
    ),
    _told(
        r" (?:will have to|have to|had to|must|are to|to|were told to|have been told to) (?:leave|quit|vacate|abandon) their "
        r"(?:homes?|houses?|flats?|apartments?|villages?|rooms?|farms?)",
        "evacuate",
    ),
    _told(
        r" (?:(?:have|has|had|who) )*(?:turned their backs? on|cross(?:ed|ing) the floor|brok(?:e|en) (?:away|ranks|with)|split (?:from"
        r"|off)"
        r"|torn? up their|handed in their (?:\w+ )?cards?|gone over to|jumped ship|walked out (?:of|on) the (?:party|group|caucus"
        r"|coalition)"
        r"|left the (?:\w+ ){0,2}(?:party|group|caucus|coalition|faction|bloc)|switched (?:sides|parties)|parted (?:company|ways) with)",
        "quit",
    ),
    _told(
        r" (?:(?:had|have|were|are) )?(?:stood|gathered|gathering|walked|walking|marched|filed|poured|streamed|flocked|packed|chanted"
        r"|moved|squeezed"
        r"|crowded|assembled|massed|converged|rallied|waiting|standing|demonstrating|came together|turned up) (?:peacefully |silently "
        r"|again )?"
        rf"(?:on|in|into|onto|through|along|across|to|outside|around|before|down|at) {_THE}(?:[A-Z]?[\w'’-]+ ){{0,3}}?(?:{_GROUNDS}\b"
        rf"|[A-Z]\w+ (?:Square|Street"
        r"|Avenue|Park|Bridge|Place|Boulevard)\b)",
        "attend",
        "march",
    ),
    _told(
        rf" {_BE}{_NOW}(?:handed over|brought home|driven home|flown home|sent home|exchanged|swapped|returned to|reunited with)\b",
        "free",
        "captive",
    ),
    _told(
        r" (?:each |from each side |on each side )?(?:came|walked|crossed|rolled|travelled|traveled|drove|went|crossing|walking|returned"
        r"|coming) "
        r"(?:home|back|over|across|the other way|in the (?:opposite|other) direction|to freedom|the (?:bridge|border|river|line"
        r"|bridge of \w+))",
        "free",
        "swap",
    ),
    _told(
        r" (?:did not|failed to|did n.t) (?:report|turn up|show up|appear|come|go) (?:for|to|in for) (?:the |their |an? )?"
        r"(?:[\w-]+ ){0,2}?(?:shifts?|work|duty|classes|lessons)\b",
        "strike",
        "walkout",
    ),
    _told(
        r" (?:(?:are|were) (?:still )?(?:waiting|stuck|stranded|camping)|slept (?:on|in) (?:the |camp )|spent (?:the|a"
        r"|last) night (?:at|in|on) "
        r"(?:the |an? )?(?:airport|terminal|station|platform|departure|train|coach|ship)|could not (?:travel|fly|leave|continue"
        r"|sail|get home))",
        "strand",
        "travel",
    ),
    _told(
        r" (?:(?:have|has|had) )?(?:come|came|crossed|walked|poured|streamed|arrived|made it|waded|swum|swam) (?:over|across|into"
        r"|through) (?:the )?"
        r"(?:\w+ )?(?:border|frontier|river|mountains|strait|bridge|country|crossing)\b",
        "displace",
        "flight",
    ),
    _told(r" (?:is|are|was|were|remains?|remained) (?:still )?(?:unknown|unclear|uncertain|a mystery)\b", "missing", "fate"),
)
BEFORE = (
    _told(rf"\b(?:to|will|would) (?:give|offer|provide|bring) (?:work|jobs|employment) (?:to|for) {_SOME}", "hire"),
    _told(rf"\b(?:giv(?:es|ing)|gave|offer(?:s|ing)|provid(?:es|ing|ed)) (?:work|jobs|employment) (?:to|for) {_SOME}", "employ"),
    _told(
        rf"\b(?:data|records|files|details|accounts|passwords|names|addresses|profiles) (?:of|on|from|about|belonging to) {_SOME}",
        "affect",
        "breach",
    ),
    _told(rf"\b(?:loss|losses) of {_SOME}", "kill", "war"),
    _told(
        rf"\b(?:[Ll]ooking|[Ss]earching|[Hh]unting|[Ss]earch|[Hh]unt) (?:on )?(?:for|goes on for) {_SOME}",
        "missing",
    ),
    _told(rf"\b(?:[Nn]o|without a|without) (?:trace|sign|word|news) (?:of|from|has come from|had come from) {_SOME}", "missing"),
    _told(
        rf"\b(?:[Nn]othing|[Nn]o word|not) (?:has been |had been |was |is )?heard (?:from|of) {_SOME}"
        rf"|\b(?:no|lost|losing|without) contact (?:with|to) {_SOME}",
        "missing",
    ),
    _told(
        rf"\b(?:brought|bring|bringing|drove|driving|carried|flew|flown|took) (?:home|back) {_SOME}",
        "free",
        "captive",
    ),
    _told(rf"\b(?:exchanged|swapped|exchange|swap|exchanging|swapping) {_SOME}", "free", "captive"),
)
