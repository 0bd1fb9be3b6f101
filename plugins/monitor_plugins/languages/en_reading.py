"""English beyond its numbers: the words that tell what is counted, what happened to it, whose it is, and who says so."""

from __future__ import annotations

from monitor_plugins.languages import table
from monitor_plugins.text.lemma import noun
from monitor_plugins.text.words import pairs, stems, words

# ------------------------------------------------------------------ where a noun phrase stops
PREPOSITIONS = words(
    """of in on at by for with from to into onto over under about above below across after against along amid among around as before
    behind beneath beside besides between beyond despite down during except inside like near off out outside past per since through
    throughout till toward towards until up upon via within without versus than including excluding following regarding concerning
    aboard atop amongst notwithstanding worth"""
)
DETERMINERS = words(
    """the a an this that these those its his her their our my your whose each every either neither no any some all both such another
    what which"""
)
PRONOUNS = words(
    """i you he she it we they me him us them who whom which that what there himself herself itself themselves anyone everyone someone
    nobody everybody others"""
)
AUXILIARIES = words(
    """is are was were be been being am has have had having do does did will would shall should can could may might must ought need isn
    aren wasn weren hasn haven hadn don doesn didn won wouldn couldn shouldn can't cannot ain 'll 've 're 'd get gets got getting"""
)
CONJUNCTIONS = words(
    """and or but nor so yet while when where whereas because if unless although though whether once since as that than before after
    until lest"""
)
ADVERBS = words(
    """not also still already now then just only even ever never always often again soon later earlier ago away back here there
    together alone too very quite rather almost nearly altogether overall today yesterday tomorrow tonight overnight so far instead
    abroad nationwide worldwide daily weekly monthly yearly annually apiece respectively combined long wide high tall deep thick old
    north south east west northeast northwest southeast southwest downtown underground apart straight online aloft afterwards afterward
    meanwhile however moreover therefore thus else either neither once twice well more less fewer"""
)
# Finite and infinite verbs that stand right after what is counted and that no ending gives away.
VERBS = words(
    """said says say told fell fall falls rose rise rises went go goes left leave leaves took take takes came come comes won win wins
    lost lose loses made make makes saw see sees held hold holds kept keep keeps fled flee flees grew grow grows met meet meets sent
    send sends spent spend spends stood stand stands ran run runs sat sit sits began begin begins became become becomes broke break
    breaks brought bring brings built build builds bought buy buys caught catch chose choose drew draw drove drive ate eat felt feel
    fought fight fights flew fly flies forgot found find finds gave give gives hid knew know knows led lead lay lie lies paid pay
    pays put puts read rode sang sank sink sold sell sells set sets shot shook slept spoke speak speaks struck strike strikes swam
    swept taught thought think thinks threw understood woke wore wrote write writes work works live lives want wants face faces
    remain remains die dies vote votes voted gather gathers arrive arrives attend attends join joins march need needs seem seems
    appear appears belong belongs depend depends stay stays wait waits sleep die walk play plays continue continues happen happens
    occur occurs include includes cost costs vie register agree agrees believe believes help helps carry carries contain contains
    offer offers show shows use uses watch hit hits cut cuts close closes cross flock flocks travel go survive survives account
    accounts suffer suffers represent represents await exist exists receive receives"""
)
STOPS = PREPOSITIONS | DETERMINERS | PRONOUNS | AUXILIARIES | CONJUNCTIONS | ADVERBS
# Nouns that are plural without an s.
PLURALS = words(
    """people men women children personnel staff police crew cattle sheep fish deer aircraft spacecraft feet teeth mice geese oxen
    fishermen firemen policemen businessmen gunmen servicemen congressmen policewomen servicewomen spokesmen salesmen militiamen
    infantrymen grandchildren schoolchildren clergy gentry infantry poultry livestock youth folk kin species series data media
    criteria phenomena bacteria alumni percent faculty cavalry guardsmen crewmen seamen tribesmen countrymen horsemen craftsmen
    workmen horsepower offspring"""
)
# Adjectives that stand for the people they describe: "17 dead", "30 missing"; they name what happened, not what is counted.
NOMINAL = words(
    """dead wounded injured missing hurt homeless killed ill sick unaccounted trapped detained arrested displaced infected unemployed
    jobless hospitalised hospitalized stranded aboard"""
)

# ------------------------------------------------------------------ what is counted
CATEGORIES = {
    noun(form): name
    for form, name in table(
        """people:
            person human individual victim survivor passenger traveller traveler resident inhabitant citizen pedestrian patient
            hostage captive prisoner detainee inmate suspect witness student pupil teacher doctor nurse tourist visitor guest
            customer consumer user subscriber follower member participant attendee spectator fan viewer voter supporter protester
            protestor demonstrator striker marcher activist migrant refugee evacuee asylum-seeker arrival returnee escapee child man woman
            boy girl baby infant toddler tot adult teenager youth family-member relative mother father parent orphan widow elder
            pensioner pilgrim worshipper crew sailor crewmember motorist driver cyclist climber hiker skier swimmer diver miner
            farmer fisherman journalist reporter lawyer judge politician lawmaker senator legislator councillor deputy delegate candidate
            official negotiator
            applicant taxpayer homeowner shareholder investor borrower contractor friend neighbour neighbor colleague expert
            scientist researcher analyst economist leader firefighter fireman firewoman volunteer guide schoolgirl schoolboy
            midwife paramedic priest monk nun cleric camper trekker canoeist rower smuggler trafficker robber
            hacker rider biker motorcyclist surfer bather shopper mate crowd minor juvenile
            dead wounded injured missing body corpse death fatality casualty injury
            deserter defector dissident signatory petitioner complainant claimant plaintiff defendant looter rioter hooligan culprit convict
            fugitive stowaway castaway squatter lodger occupant manager executive minister mayor banker trader clerk
            policyholder cardholder seamstress tailor shopper moviegoer churchgoer concertgoer
            saver depositor creditor bondholder tenant
            islander townspeople townsfolk countryman compatriot martyr brother sister son daughter husband wife comrade herder herdsman
            shepherd grandmother grandfather uncle aunt cousin nephew niece bystander newborn
            loss life soul head donor recipient holidaymaker commuter footballer player athlete runner Palestinian Israeli Ukrainian
            Russian American Syrian Afghan
        civilian: noncombatant villager bystander
        combatant:
            soldier troop personnel fighter militant rebel insurgent gunman guerrilla serviceman servicewoman marine conscript
            recruit reservist mercenary infantryman paratrooper commando officer policeman policewoman guard guardsman militiaman
            attacker assailant raider trooper corporal sergeant commander
            combatant operative terrorist jihadist peacekeeper sniper warrior veteran airman
        police: officer policeman constable
        worker: employee staff staffer labourer laborer labor workman colleague personnel engineer technician apprentice
            docker stevedore longshoreman cleaner baker cook waiter waitress porter conductor machinist welder weaver packer picker
            courier postman binman lecturer carer electrician mechanic plumber caretaker steelworker dockworker controller
        job: post position role redundancy layoff lay-off workplace vacancy job-loss
        case: infection diagnosis contact outbreak
        household: family home-owner
        building:
            house home cabin cottage farmhouse villa bungalow chalet shack barn apartment flat dwelling structure school hospital church
            mosque shop store factory warehouse hotel office
            tower block property residence hut tent shelter clinic bridge
        vehicle:
            car truck lorry bus van motorcycle tank train tram carriage ambulance ship boat vessel ferry submarine yacht aircraft
            minibus dinghy raft canoe trawler freighter tanker airliner tugboat
            plane airplane jet helicopter flight bicycle tractor trailer warship frigate destroyer
        weapon:
            missile rocket drone shell bomb grenade mine warhead gun rifle pistol bullet projectile mortar howitzer launcher
            munition cartridge
        animal:
            dog cat horse cow sheep goat pig cattle chicken bird fish whale elephant bee hen animal deer dolphin seal livestock fox
            hare badger rabbit lamb goose duck turkey swan wolf bear tiger lion shark turtle penguin monkey camel calf mink stag seabird
            songbird gull tern puffin
            guillemot gannet heron pelican cormorant stork eagle hawk owl crow pigeon parrot pheasant ostrich salmon trout carp eel
            porpoise
            walrus otter beaver moose elk reindeer bison buffalo antelope giraffe rhino zebra leopard gorilla piglet chick puppy kitten
            ewe heifer bull mare pony donkey mule snake crocodile frog bat tortoise oyster crab
        place:
            town village city country nation state district province region municipality county island site location area commune
            hamlet settlement community neighbourhood camp market
        organisation:
            company firm business bank agency institution organisation organization group party union club team association charity
            brand retailer
        product:
            unit device item product appliance toy stroller pushchair pram buggy phone smartphone computer bottle tablet package box
            bag barrel copy set battery kettle appliance
        event:
            attack strike raid incident accident crash explosion blast fire quake earthquake aftershock storm flood protest rally
            strike clash breach meeting match game session trip visit
        vote: ballot seat
        arrest: detention
        report: complaint call notice document page letter book article picture photograph image video
        money: dollar euro pound
        share: stock contract bond"""
    ).items()
}
CATEGORIES |= {"police": "combatant", "officer": "combatant", "personnel": "combatant"}
PEOPLE_LIKE = frozenset({"people", "civilian", "combatant", "worker", "job", "case", "household", "arrest"})
# Whose they are matters: a figure of these takes its subject from the sentence before where its own has none.
OWNED = frozenset({"combatant", "job", "worker"})

# ------------------------------------------------------------------ what happened to it
_FAMILY_VERBS = {
    "kill": "kill die slay perish massacre murder drown execute asphyxiate electrocute cull slaughter euthanise euthanize",
    "wound": "wound injure hurt harm maim",
    "missing": "vanish disappear",
    "deploy": "deploy send dispatch station mobilise mobilize redeploy",
    "displace": "displace flee uproot cross",
    "close": "close shut",
    "cancel": "cancel",
    "deliver": "deliver",
    "escape": "escape",
    "evacuate": "evacuate relocate vacate airlift",
    "shelter": "shelter accommodate",
    "arrest": "arrest detain apprehend remand",
    "charge": "charge indict",
    "convict": "convict sentence jail imprison",
    "capture": "capture seize confiscate impound recapture rearrest",
    "abduct": "abduct kidnap",
    "infect": "infect sicken diagnose hospitalise hospitalize",
    "vaccinate": "vaccinate inoculate immunise immunize",
    "recover": "recover discharge cure",
    "job-cut": "axe shed sack dismiss slash fire cut abolish",
    "eliminate": "eliminate neutralise neutralize liquidate annihilate",
    "hire": "hire recruit create",
    "employ": "employ",
    "attend": "attend gather march protest demonstrate rally assemble throng",
    "free": "free release liberate",
    "rescue": "rescue save winch",
    "destroy": "destroy demolish flatten raze collapse gut burn level incinerate blacken char scorch torch obliterate pulverise pulverize",
    "consume": "consume devour ravage engulf",
    "affect": "affect expose compromise",
    "damage": "damage",
    "vote": "vote",
    "buy": "buy purchase acquire",
    "sell": "sell",
    "cost": "cost",
    "spend": "spend",
    "earn": "earn",
    "pay": "pay",
    "debt": "owe",
    "lend": "lend borrow loan",
    "give": "donate pledge grant inject",
    "invest": "invest",
    "recall": "recall",
    "leak": "leak spill seep gush pour",
    "launch": "launch",
    "shoot-down": "intercept",
    "attack": "attack bomb shell strike",
    "build": "build construct",
    "produce": "produce manufacture",
    "score": "score",
    "win": "win",
    "register": "register",
    "export": "export",
    "import": "import",
    "crash": "crash capsize sink derail",
    "deport": "deport expel",
    "trap": "trap bury entomb",
    "strand": "strand",
    "poll": "support back favour favor approve",
    "steal": "steal loot",
    "lose": "lose",
    "reconnect": "reconnect",
    "quit": "resign quit defect desert",
    "abuse": "abuse molest rape torture",
    "accept": "accept tender",
    "offer": "offer bid",
}
_FAMILY_WORDS = pairs(
    """death:kill deaths:kill dead:kill fatality:kill fatalities:kill bodies:kill corpses:kill lives:kill toll:kill lifeless:kill
    injury:wound injuries:wound missing:missing unaccounted:missing deployment:deploy homeless:displace refugees:displace
    refugee:displace exodus:displace displacement:displace evacuation:evacuate evacuations:evacuate evacuees:evacuate arrests:arrest
    detainees:arrest custody:arrest detentions:arrest infections:infect infection:infect infected:infect cases:infect ill:infect
    sick:infect patients:infect illness:infect jobless:unemployment layoffs:job-cut layoff:job-cut redundancies:job-cut redundant:job-cut
    redundancy:job-cut workforce:employ payroll:employ headcount:employ crowd:attend turnout:attend demonstrators:attend
    protesters:attend marchers:attend attendance:attend spectators:attend rally:attend protest:attend march:attend survivors:rescue
    destruction:destroy votes:vote ballots:vote seats:win profit:profit profits:profit revenue:revenue revenues:revenue sales:sell
    loan:lend loans:lend guarantee:lend deficit:deficit gap:deficit hole:deficit shortfall:deficit surplus:surplus debt:debt debts:debt
    liabilities:debt price:price
    prices:price worth:price fine:fine fined:fine penalty:fine inflation:inflation unemployment:unemployment growth:growth
    recall:recall recalled:recall leak:leak spill:leak ashore:rescue housed:shelter housing:shelter treated:treat treating:treat
    treat:treat aboard:aboard camp:shelter camps:shelter shelters:shelter donations:give aid:give investment:invest budget:budget
    costs:cost spending:spend exports:export imports:import approval:poll poll:poll stake:stake shares:price turnover:revenue
    savings:save-money loss:loss losses:loss shot:shoot stabbed:stab stabbing:stab ransom:ransom ransoms:ransom reward:reward
    strikers:striker carrying:carry flooded:flood inundated:flood inundating:flood submerged:flood submerging:flood swamped:flood
    waterlogged:flood underwater:flood stuck:strand marooned:strand flowed:leak flowing:leak oozed:leak hostage:hostage captive:hostage
    acceptances:accept acceptance:accept scrapped:job-cut scrapping:job-cut contracted:ail caught:ail
    returned:home
    transferred:remit remitted:remit wired:remit"""
)
COMBINED: dict[str, tuple[str, ...]] = {"casualty": ("kill", "wound"), "casualties": ("kill", "wound")}
# Two words side by side that make a family together.
PHRASES = {
    tuple(phrase.split()): family
    for phrase, family in pairs(
        """run_into:leak ran_into:leak running_into:leak ran_out:leak laid_off:job-cut lay_off:job-cut laying_off:job-cut
        job_cuts:job-cut job_losses:job-cut their_jobs:job-cut new_jobs:hire on_board:aboard unaccounted_for:missing took_part:take-part
        take_part:take-part taking_part:take-part taken_part:take-part turned_out:attend the_streets:attend called_back:recall
        calls_back:recall calling_back:recall ordered_out:evacuate moved_out:evacuate to_safety:evacuate leave_their:evacuate
        left_their:displace from_their:displace tested_positive:infect fell_ill:infect fallen_ill:infect taken_ill:infect
        put_down:kill putting_down:kill shot_down:shoot-down shooting_down:shoot-down shot_at:attack shot_dead:kill turned_up:attend
        showed_up:attend set_free:free
        walked_out:strike walked_off:strike walk_out:strike walking_out:strike on_strike:strike pulled_from:rescue plucked_from:rescue
        picked_up:rescue taken_off:rescue to_hospital:wound to_hospitals:wound turned_back:return turning_back:return sent_back:return
        pulled_alive:rescue
        found_alive:rescue
        rounded_up:arrest rounding_up:arrest round_up:arrest"""
    ).items()
}
# What jobs do when they are cut: "9,400 jobs would go".
JOB_LOSS = words(
    """go goes going gone lose lost losing disappear disappears disappeared vanish risk threatened threaten close closing closure
    cost costs costing fewer"""
)
_IRREGULAR = pairs(
    """sent:send slain:slay slew:slay fled:flee bought:buy sold:sell spent:spend paid:pay lent:lend struck:strike built:build won:win
    cost:cost shed:shed hurt:hurt cut:cut sank:sink sunk:sink stolen:steal stole:steal lost:lose died:die dying:die dies:die
    freed:free freeing:free burnt:burn drowned:drown cutting:cut shedding:shed cuts:cut charred:char charring:char"""
)


def inflected(base: str) -> set[str]:
    """Give the regular forms of a verb: kill, kills, killed, killing."""
    if base.endswith("e"):
        return {base, base + "s", base + "d", base[:-1] + "ing"}
    if base.endswith("y") and base[-2] not in "aeou":
        return {base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"}
    plain = {base, base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s"), base + "ed", base + "ing"}
    return plain | {base + base[-1] + "ed", base + base[-1] + "ing"} if base[-1] in "nptgbl" else plain


def _families() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {
        form: (family,) for family, verbs in _FAMILY_VERBS.items() for base in verbs.split() for form in inflected(base)
    }
    bases = {base: family for family, verbs in _FAMILY_VERBS.items() for base in verbs.split()}
    found |= {form: (bases[base],) for form, base in _IRREGULAR.items() if base in bases}
    found |= {word: (family,) for word, family in _FAMILY_WORDS.items()}
    return found | COMBINED


FAMILIES = _families()
# Only with what they can happen to: "cut jobs", not "cut prices"; "fired 12 missiles" is a launch, "fired 12 workers" a job cut.
# `none` is a count that names nothing.
NEEDS = {
    family: frozenset(category if category != "none" else "" for category in categories.split("+"))
    for family, categories in pairs(
        """job-cut:job+worker+people+combatant+none eliminate:job+worker+people+combatant+weapon+vehicle+none
        deploy:combatant+people+weapon+vehicle+worker+none
        hire:job+worker+people+combatant+none infect:case+people+civilian+combatant+worker+animal+household+none leak:report+none
        displace:people+civilian+household+combatant+case+none escape:people+civilian+combatant+animal+none
        affect:people+civilian+household+case strand:people+civilian+worker+household+vehicle+place+none
        attend:people+civilian+worker+event+none kill:people+civilian+combatant+worker+animal+household+none
        missing:people+civilian+combatant+worker+vehicle+none wound:people+civilian+combatant+worker+animal+none
        rescue:people+civilian+combatant+worker+animal+none arrest:people+civilian+combatant+worker+arrest+none
        evacuate:people+civilian+household+worker+building+combatant+animal+none employ:people+worker+job+none
        shelter:people+civilian+household+animal+none aboard:people+civilian+combatant+worker+none
        free:people+civilian+combatant+worker+animal+none vaccinate:people+civilian+animal+worker+none
        lose:combatant+vehicle+weapon+vote+building+animal+place vote:vote+people+worker+civilian+none
        charge:people+civilian+combatant+worker+none convict:people+civilian+combatant+worker+none loss:money
        close:building+organisation cancel:event+vehicle
        deliver:vehicle+product+weapon shoot:people+civilian+combatant+worker+animal stab:people+civilian+combatant+worker+none
        abduct:people+civilian+combatant+worker+none
        strike:people+civilian+combatant+worker+none hospital:people+civilian+combatant+worker+case+none
        outage:people+civilian+household+building+organisation+place+none dry:people+civilian+household+building+organisation+place+none
        unheated:people+civilian+household+building reconnect:people+civilian+household+building
        offer:money ransom:money reward:money remit:money enter:vehicle+product
        wipe:people+civilian+combatant+worker+animal+building+place
        quit:people+worker+combatant+civilian+none abuse:people+civilian+worker+combatant+none
        flood:building+household+place+vehicle+organisation+none trap:people+civilian+combatant+worker+animal+vehicle+none"""
    ).items()
}

# Bodies that nobody died of.
LIVING_BODIES = words(
    """public governing government local official regulatory professional advisory international student sporting industry trade
    elected ruling legislative religious"""
)
# A text without these has cases of law or of wine, and those treated were hurt.
DISEASE = stems(
    """virus viral disease* infect* outbreak* epidemic* pandemic* cholera flu influenza covid* coronavirus* measles ebola mpox malaria
    dengue zika polio plague typhoid diphtheria meningitis hepatitis tuberculosis fever h5n1 h1n1 legionnaires* salmonella coli
    listeria norovirus anthrax hiv aids germ germs bacteri* pathogen* superbug* symptom* quarantine*
    vaccin* diarrhoea diarrhea clinic* health poison*"""
)
EVACUATION = stems("evacuat* evacuee*")
# "Consumed", "devoured" and "ravaged" tell of destruction where one of these did it.
FIRES = words("fire fires blaze blazes wildfire wildfires bushfire bushfires inferno flames flame flood floods")
GROWING = words("grown grew grows growing spread spreads spreading expanded expands swelled swollen ballooned")
# Of those to whom the first happened the second may be told: they were trapped, and are freed.
OUTCOMES = {
    first: frozenset(ends.split("+"))
    for first, ends in pairs(
        """wound:kill+recover infect:kill+recover trap:kill+rescue+free missing:kill+rescue arrest:kill+free+charge+convict+deport
        abduct:kill+free+rescue shoot:kill stab:kill strand:rescue+evacuate charge:convict capture:kill+free shelter:kill
        steal:recover"""
    ).items()
}
# Those whom a break-in or an outage hits, what is kept about them, and what thieves do with it.
CUSTOMERS = words("customer client user subscriber patient passenger consumer member household guest traveller traveler commuter")
RECORDS = words(
    """data details names files records information passwords accounts
    credentials addresses documents profiles identities"""
)
TAKEN = words(
    """stole stolen steal stealing taken took copied accessed leaked exposed compromised published hacked breached siphoned got
    internet online darknet fallen copying downloaded extracted exfiltrated obtained scraped harvested dumped seized encrypted viewed
    lost"""
)
# Whom the mains serve: one line of supply is a home to one report, a household or a customer to another.
SERVED = words("home household customer property house premise connection consumer client subscriber user dwelling flat apartment")
DWELLERS = SERVED | words("people person resident inhabitant villager islander family citizen")
SUPPLIES = words("power electricity supply supplies grid water gas heating current")
OUTAGES = words("outage outages blackout blackouts")
# Those who are kept somewhere: what they flee from is a prison.
INMATES = words("inmate prisoner convict detainee captive hostage")
PRISONS = words("prison jail custody cell cells penitentiary")
# A strike that people take part in is a walkout; where a march or a drill is named, they take part in that.
WALKOUTS = stems(
    """walkout* stoppage* picket* industrial_action employee* walked_out walking_out walk_out on_strike general_strike union* wage*
    strike_from strike_is_to_last will_strike to_strike strike_ballot* strike_fund* strike_pay stopped_work stop_work downed_tools
    strike_by
    called_a_strike call_strike calls_strike strike_of teachers_strike doctors_strike nurses_strike drivers_strike pilots_strike
    doctors'_strike teachers'_strike nurses'_strike drivers'_strike pilots'_strike crews'_strike rail_strike bus_strike airline_strike
    warning_strike* day_of_the_strike joined_the_strike strike_committee* right_to_strike federation_of_teachers
    failed_to_report strike_over strike_leader* strike_began strike_call* night_pay better_pay pay_rise* pay_offer*
    pay_dispute* labour_dispute* labor_dispute*"""
)
STRIKING = stems("strike strikes striking strikers walkout* stoppage*")
STRIKES = words("strike strikes walkout walkouts stoppage stoppages")
GATHERINGS = words(
    """march marches rally rallies protest protests demonstration demonstrations parade vigil procession ceremony exercise exercises
    drill search vote ballot poll race marathon tournament festival contest trial study survey talks operation manoeuvres"""
)
GERMS = words(
    """germ germs virus bacterium bacteria strain infection disease pathogen parasite fungus superbug variant bug antibodies fever plague
    cholera measles ebola malaria polio"""
)
FOUND = words("found detected confirmed identified established diagnosed isolated discovered presence")
# Families that also take people of a kind that no list holds: "nine Gurkhas were killed".
OPEN_FAMILIES = words("kill wound missing rescue arrest charge convict free aboard deploy strike escape trap abuse")
# What happens to things and never to people: "men stolen" is misread.
THING_FAMILIES = words("destroy damage launch recall steal build produce export import leak buy sell shoot-down cost spend price worth")
# What can happen to litres, tonnes and hectares.
MEASURE_FAMILIES = words(
    """leak escape free destroy damage produce export import sell buy build lose give recall steal launch capture
    flood"""
)
# What can happen to money.
MONEY_FAMILIES = words(
    """cost spend earn pay lend give invest deficit surplus debt price worth fine revenue profit sell buy budget save-money steal export
    import win leak launch recall build loss offer ransom reward remit damage"""
)

# ------------------------------------------------------------------ change, hedges, suppositions
RISE = words(
    """rise rises rose risen rising climb climbs climbed climbing grow grows grew grown growing increase increases increased increasing
    jump jumps jumped jumping surge surges surged surging soar soars soared swell swelled swollen mount mounted mounting double
    doubled widen widens widened raise raises raised raising reach reaches reached reaching gain gained gains advance advanced
    advances up higher expand expanded rallied rally rebound rebounded edge edged inch inched recover recovered lift lifted hit hits
    revised accelerate accelerated creeping added"""
)
FALL = words(
    """fall falls fell fallen falling drop drops dropped dropping decline declines declined declining decrease decreases decreased
    lower lowers lowered lowering slip slips slipped slump slumped plunge plunged plummet plummeted tumble tumbled shrink shrank
    shrunk narrow narrows narrowed narrowing ease eased slow slowed cut cuts reduce reduces reduced reducing down lower slid slide
    slides sank sink retreat retreated corrected lost dip dipped contract contracted trim trimmed halved halve slashed dwindled"""
)
HEDGES = words(
    """may might could believed believe believes thought reportedly alleged allegedly apparently estimated estimate estimates suspected
    suspect feared likely possibly probably perhaps presumed appears appear appeared suggest suggests suggested unconfirmed
    preliminary initial provisional unverified presumably supposedly purportedly rumoured rumored expected claimed claims claim
    seems seem estimating indicated indicate indicates"""
)
CONFIRMED = table(
    """suspected: suspect probable presumed possible
    confirmed: confirm verified laboratory-confirmed"""
)

# ------------------------------------------------------------------ when
TIME_NOUNS = words(
    """second minute hour day night week weekend fortnight month quarter year decade century morning afternoon evening season spring
    summer autumn winter"""
)

# ------------------------------------------------------------------ where and whose
LOCATIVE = words("""in at near across around off outside inside along throughout within from into over beyond to through toward towards""")
