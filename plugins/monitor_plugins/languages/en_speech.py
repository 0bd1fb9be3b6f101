"""English words of saying: who says something, by which verbs, and what kind of voice that is."""

from __future__ import annotations

from monitor_plugins.text.words import stems, words

# After these the speaker stands to the left (or, behind a comma or a quote, to the right).
SAY = words(
    """said says say saying told tells reported announced confirmed warned warns added adds claimed stated noted notes wrote writes
    tweeted acknowledged admitted insisted argued argues believes believe estimated suggested revealed indicated declared cautioned
    testified predicted forecast disclosed asserted stressed emphasised emphasized explained explains replied responded concluded
    concludes tallied denied denies rejected reckons reckoned expects projected projects calculated confirms announces acknowledges
    admits conceded concedes complained boasted reiterated vowed pledged remarked commented contended contends assessed assesses
    states stating telling confirming announcing"""
)
# These are nouns as often as verbs: they count only before "that", a number, or behind a plural of sources.
NOUNISH = words(
    """reports report claims claim estimates estimate counts count shows show suggests suggest indicates indicate forecasts predicts
    put puts reveal reveals warn believe found find finds showed shown added adds alleged maintained recalled predicted posted
    recorded counted observed holds gave gives adding noting warning spoke speaks cites cite
    attributes attributed lists listed logged logs registered documented tallies calculates"""
)
COUNTING = words(
    """counts count counted lists listed reports posted recorded shows puts put estimates found attributes attributed logged logs
    registered documented tallies calculates"""
)
# "The committee has the names of 58": whose list, proof or testimony it is.
HOLDINGS = words("names testimony testimonies proof")
NOUN_FORMS = words("reports claims estimates counts forecasts shows warns cites")
BY_PASSIVE = words(
    """said reported announced confirmed estimated claimed compiled released published cited quoted issued recorded counted given
    provided disclosed collected seen conducted obtained tallied verified commissioned presented described"""
)
# "The agency" may be any of these, so it means the organisation that spoke last.
GENERIC_HEADS = words("""agency group organisation organization body service institution authority outlet broadcaster newspaper""")
SOURCE_AFTER = words("citing quoting cited quoted")
# "By the ministry's count", "in the words of the mayor", "the firm, whose figure stood at 41".
RECKONINGS = words("count counts tally tallies reckoning estimate estimates figure figures toll list account words assessment calculation")
TALLIES = RECKONINGS | {"number", "total"}
RECKONED_BY = words("by on in at than")
# Behind a comma these say of the speaker on what ground, or over against whom: "the ministry, in contrast, counts".
ASIDES = frozenset(
    tuple(phrase.split())
    for phrase in words(
        """in_contrast by_contrast in_turn for_its_part for_his_part for_her_part for_their_part on_the_other_hand however too meanwhile
        though"""
    )
)
# What another voice says behind these is not said of the figure before: "three more than the ministry admits".
COMPARED = words("than twice double half times")
BE = words("is are was were be been being am")
SKIP_LEFT = words(
    """has have had also later earlier previously now then already repeatedly recently separately reportedly initially publicly
    officially today yesterday meanwhile however once still again first itself himself herself themselves both all since just only"""
)
BREAK_LEFT = words(
    """that but as while when if because who whom which whose where after before since until although though than so or nor whether is
    are was were be been being has have had will would can could may might must shall should do does did not to into onto with by
    about over under between during against without"""
)
NAME_LINKS = words("of for from in at the and on 's ’s de la le van von der bin al ibn du des del")
REFERENCES = words("he she they it who")
# Who may be "he" or "she" though the name shows an office.
PERSON_WORDS = stems(
    """spokes* minister president governor mayor secretary chief director manager official* general colonel commander judge sheriff dr
    professor mr mrs ms sir chairman chairwoman leader doctor analyst economist lawyer"""
)
FIRST_PERSON = words("i we you")

# In order: the first class that a name shows is its class.
SPEAKER_CLASSES = {
    "state media": stems(
        """state_media state-run* state-owned* state-controlled* state_newspaper* state_television state_tv state_broadcaster*
        state_news state_radio state_agency kcna xinhua tass ria_novosti rodong irna sana global_times press_tv central_news_agency"""
    ),
    "intelligence": stems("intelligence spy spies cia mi5 mi6 nis fsb mossad gru security_service*"),
    "ngo": stems(
        """united_nations un u.n unicef unhcr red_cross red_crescent human_rights amnesty charit* aid_group* aid_agenc* aid_organi*
        aid_worker* observatory ngo* médecins doctors_without relief* oxfam save_the_children world_health watchdog* campaign*
        world_bank imf monetary_fund humanitarian* refugee_agency foundation* initiative* consumer* church* dioces* parish* society
        societies legal_aid citizens'_network volunteer* monitors election_observer* observer_mission collective*"""
    ),
    "opposition": stems(
        """opposition* union* organis* organiz* activist* rebel* protest* separatist* insurgent* militant* demonstrator* league* federation*
        alliance* coalition* front movement* guerrilla* striker* syndicate*"""
    ),
    "expert": stems(
        """analyst* expert* researcher* professor* economist* scientist* universit* institute* think_tank* academi* historian* dr
        epidemiologist* seismolog* geolog* auditor* pollster* survey* poll study studies"""
    ),
    "media": stems(
        """newspaper* broadcaster* news_agency media press reuters afp ap associated_press bbc bloomberg times post herald tribune
        guardian journal* daily weekly gazette* correspondent* radio television"""
    ),
    "official": stems(
        """minist* government* official* police army military defence defense navy air_force authorit* office* spokes* president*
        governor* mayor* prosecutor* court* council* parliament* senator* secretary* commissioner* kremlin pentagon white_house
        foreign interior civil_protection emergency* coast_guard coastguard* fire_service fire_department* fire_brigade* fire_chief*
        agency bureau* department* commission* board centre center statistics regulator* embassy ambassador* general colonel*
        commander* chancell* premier* warden* coroner* marshal* inspector* superintendent* ranger* magistrate* consul captain*
        treasury central_bank service services rescue* health administration* chief* judge* sheriff*"""
    ),
    "hospital": stems("hospital* doctor* medic* clinic* nurse* surgeon* morgue*"),
    "company": stems(
        """compan* firm* inc corp* ltd plc executive* ceo manufacturer* operator* *maker bank* airline* group* management manager*
        director* utility utilities railway* insurer* retailer* brewer* carrier* owner* shipowner* dairy refiner*"""
    ),
    "witness": stems("""witness* resident* survivor* relative* villager* neighbour* neighbor* mother* father* passenger* worker* parent*
        famil* tenant* lawyer* attorney* inmate* prisoner* patient* customer* saver*"""),
    "unattributed": stems(
        """report reports source* estimate* account* some many people data figures records documents assessment* rumour* rumor*
        observers critics others everyone it they statistics numbers evidence"""
    ),
}
