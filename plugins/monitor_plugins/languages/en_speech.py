"""English words of saying: who says something, by which verbs, and what kind of voice that is."""

from __future__ import annotations

import re

from monitor_plugins.text.words import words

# After these the speaker stands to the left (or, behind a comma or a quote, to the right).
SAY = words(
    """said says say saying told tells reported announced confirmed warned warns added adds claimed stated noted notes wrote writes tweeted acknowledged admitted
    insisted argued argues believes believe estimated suggested revealed indicated declared cautioned testified predicted forecast disclosed asserted
    stressed emphasised emphasized explained explains replied responded concluded concludes tallied
    denied denies rejected reckons reckoned expects projected projects calculated confirms announces acknowledges admits
    conceded concedes complained boasted reiterated vowed pledged remarked commented contended contends assessed assesses
    states stating telling confirming announcing"""
)
# These are nouns as often as verbs: they count only before "that", a number, or behind a plural of sources.
NOUNISH = words(
    "reports report claims claim estimates estimate counts count shows show suggests suggest indicates indicate forecasts predicts put puts reveal reveals warn believe found find finds showed shown added adds alleged maintained recalled predicted posted recorded counted observed holds adding noting warning spoke speaks cites cite"
)
NOUN_FORMS = words("reports claims estimates counts forecasts shows warns cites")
BY_PASSIVE = words(
    """said reported announced confirmed estimated claimed compiled released published cited quoted issued recorded counted given provided disclosed collected seen conducted
    obtained tallied verified commissioned presented described"""
)
# "The agency" may be any of these, so it means the organisation that spoke last.
GENERIC_HEADS = words("agency group organisation organization body service institution authority outlet broadcaster newspaper")
SOURCE_AFTER = words("citing quoting cited quoted")
BE = words("is are was were be been being am")
SKIP_LEFT = words(
    """has have had also later earlier previously now then already repeatedly recently separately reportedly initially publicly officially today yesterday
    meanwhile however once still again first itself himself herself themselves both all since just only"""
)
BREAK_LEFT = words(
    """that but as while when if because who whom which whose where after before since until although though than so or nor whether is are was were be been being has have had
    will would can could may might must shall should do does did not to into onto with by about over under between during against without"""
)
NAME_LINKS = words("of for from in at the and on 's ’s de la le van von der bin al ibn du des del")
REFERENCES = words("he she they it who")
FIRST_PERSON = words("i we you")

_CLASSES = (
    ("state media", r"state[- ](?:run |owned |controlled )?(?:media|newspaper|television|tv|broadcaster|news|radio|agency)|\bkcna\b|xinhua|\btass\b|\bria novosti\b|rodong|\birna\b|\bsana\b|global times|press tv|central news agency"),
    ("intelligence", r"intelligence|\bspy\b|\bspies\b|\bcia\b|\bmi[56]\b|\bnis\b|\bfsb\b|\bmossad\b|\bgru\b|security service"),
    ("ngo", r"united nations|\bun\b|\bu\.n\b|unicef|unhcr|red cross|red crescent|human rights|amnesty|charit|aid (?:group|agenc|organi)|observatory|\bngo|médecins|doctors without|doctors[’'] group|relief|oxfam|save the children|world health|\bwho\b(?=$| )|watchdog|campaign|world bank|\bimf\b|monetary fund|humanitarian|refugee agency"),
    ("opposition", r"opposition|union|organis|organiz|activist|rebel|protest|separatist|insurgent|militant|demonstrator"),
    ("expert", r"analyst|expert|researcher|professor|economist|scientist|universit|institute|think[- ]tank|academi|historian|\bdr\b|epidemiologist|seismolog|geolog|auditor|pollster|survey|poll\b|study|studies"),
    ("media", r"newspaper|broadcaster|news agency|\bagency reports|\bmedia\b|\bpress\b|reuters|\bafp\b|\bap\b|associated press|bbc|bloomberg|\btimes\b|\bpost\b|herald|tribune|guardian|journal|daily|weekly|gazette|correspondent|\bradio\b|television"),
    ("official", r"minist|government|official|police|army|military|defen[cs]e|navy|air force|authorit|office|spokes|president|governor|mayor|prosecutor|court|council|parliament|senator|secretary|commissioner|kremlin|pentagon|white house|foreign|interior|civil protection|emergency|coast ?guard|fire (?:service|department|brigade|chief)|agency|bureau|department|commission|board|centre|center|statistics|regulator|embassy|ambassador|general|colonel|commander|chancell|premier|treasury|central bank|services?$|rescue|health|administration|chief|judge|sheriff"),
    ("hospital", r"hospital|doctor|medic|clinic|nurse|surgeon|morgue"),
    ("company", r"compan|firm|\binc\b|\bcorp|\bltd\b|\bplc\b|executive|\bceo\b|manufacturer|operator|maker|bank|airline|group|management|manager|director"),
    ("witness", r"witness|resident|survivor|relative|villager|neighbou?r|mother|father|passenger|worker"),
    ("unattributed", r"^(?:\w+ )?(?:reports?|sources?|estimates?|accounts?|some|many|people|data|figures|records|documents|assessments?|rumou?rs?|observers|critics|others|everyone|it|they|statistics|numbers|evidence)\b"),
)  # fmt: skip
SPEAKER_CLASSES = tuple((name, re.compile(pattern)) for name, pattern in _CLASSES)
