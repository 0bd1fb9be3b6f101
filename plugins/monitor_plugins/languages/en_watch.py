"""English: what plain words ask for: "patients whose data were stolen", "ransom", "price of the takeover", "inflation forecast"."""

from __future__ import annotations

from monitor_plugins.languages.en_reading import RECORDS
from monitor_plugins.text.words import pairs, stems, words


def _sets(listed: str) -> dict[str, frozenset[str]]:
    """Read `key:one+another` pairs."""
    return {key: frozenset(values.split("+")) for key, values in pairs(listed).items()}


# What is kept about people, and what is done with it by those who break in.
DATA = RECORDS | words("detail record account password file profile document credential address account-holder")
HACKED = words("hack hacked breach breached stolen leaked copied exposed compromised accessed lost published")
# Who is counted where only their data are spoken of.
HOLDERS = words("customer client user subscriber patient passenger consumer member guest person people account household resident citizen")

# What people are called whom something happened to: to ask for "hostages" is to ask who was taken.
IMPLIED = _sets(
    """hostage:abduct captive:abduct abductee:abduct escapee:escape runaway:escape fugitive:escape evacuee:evacuate+displace
    survivor:rescue striker:strike fatality:kill casualty:kill+wound detainee:arrest redundancy:job-cut layoff:job-cut
    castaway:strand returnee:free"""
)
# What has happened besides to those of whom the first is told, so that they are no longer meant: the freed are held no more.
NO_LONGER = _sets("abduct:free+kill+rescue+escape trap:free+rescue+kill missing:free+rescue+kill aboard:kill+rescue strand:rescue")
# Families that plain words do not tell apart from the first, for people and things.
AKIN = _sets(
    """trap:strand+missing strand:trap+affect+shelter affect:strand+outage+dry+unheated free:rescue rescue:free capture:arrest+abduct
    arrest:capture
    attend:strike quit:attend+lose give:lend+invest+pay+spend lend:give invest:spend+give+pay spend:cost+invest
    cost:spend+price pay:spend+cost price:cost+buy+sell+offer+pay+worth worth:cost+price+steal buy:offer+price+pay
    offer:buy+price+worth+pay
    fine:pay ransom:pay+offer debt:pay+lend stake:buy poll:vote+accept accept:poll vote:win+poll win:vote hire:job-create
    earn:pay loss:cost leak:escape lose:destroy pay-rise:offer+pay profit:earn revenue:sell+earn budget:spend+cost damage:destroy"""
)
# Of these a share or a sum is asked for by more than one word.
OF_MONEY = _sets(
    """price:price+cost+buy+sell+offer+pay+worth cost:cost+price+spend+pay+worth value:worth+price+cost+offer+buy+steal
    worth:worth+price+cost+steal fare:price+cost fee:price+cost+pay+sell+buy rent:price+cost+pay tariff:price+cost bill:cost+pay+spend
    spending:spend+cost+invest expenditure:spend+cost salary:earn+pay wage:earn+pay pension:pay
    aid:give+lend+pay+invest+spend bailout:give+lend+invest+spend+pay subsidy:give+pay+spend grant:give+pay funding:give+invest+pay+spend
    donation:give compensation:pay+give fine:fine+pay settlement:pay package:give+lend+invest+spend
    takeover:buy+offer+price+worth+pay acquisition:buy+offer+price+pay purchase:buy+price+pay+cost merger:buy+offer+worth+price
    deal:buy+offer+price+worth+pay+sell loot:steal+worth haul:steal+worth damage:cost+loss+pay+give+fine investment:invest+spend bail:pay"""
)
# Bare amounts: the noun alone says that money, or a share, is meant.
SUMS = words(
    """offer ransom reward fine stake takeover buyout merger aid bailout subsidy grant funding compensation damages settlement package
    fare fee rent tariff salary wage spending expenditure donation bail loan debt price cost bill investment profit revenue loss"""
)
# What a notice, a fault or a plan does to all it is about: "concerns 40,000 cars" in a report of a recall.
CONCERNED = words("concern affect cover involve apply hit face extend include comprise")
# What is put before the noun to ask how much there is of it.
HOW_MANY = words("number total count amount size sum tally volume quantity extent")
EXPECTED = words("forecast forecasts expected projected predicted planned projection projections outlook target estimate estimates")
# A rate or a level is a share; a speed is a measure of its own.
MEASURES = _sets(
    """speed:kilometre_per_hour+mile_per_hour+knot+metre_per_second height:metre+foot+centimetre+inch depth:metre+foot+centimetre+inch
    length:metre+kilometre+mile+foot distance:kilometre+mile+metre temperature:degree+celsius+fahrenheit
    area:hectare+acre+square_kilometre+square_mile land:hectare+acre+square_kilometre+square_mile
    forest:hectare+acre+square_kilometre+square_mile rainfall:millimetre+litre+inch
    rain:millimetre+litre+inch weight:kilogram+metric_ton+ton+gram level:metre+centimetre+foot+percent radiation:sievert
    output:metric_ton+barrel+megawatt+gigawatt+kilowatt_hour harvest:metric_ton+ton+bushel"""
)
# Several things in one word; what one of them counts the other does too.
SORTS = _sets(
    """bird:hen+chicken+duck+goose+turkey+swan+gull+seabird+guillemot+puffin+gannet+heron+pelican+cormorant+stork+penguin+crow+pigeon+tern
    poultry:hen+chicken+duck+goose+turkey+chick+bird+quail livestock:cow+cattle+pig+sheep+goat+horse+animal+calf+lamb+piglet+bull+hen
    cattle:cow+bull+calf+heifer+ox+animal+beef seabird:gull+guillemot+puffin+gannet+cormorant+tern+bird
    oil:crude+diesel+fuel+petroleum+oil+bitumen+kerosene+petrol fuel:diesel+petrol+kerosene+oil+gasoline
    drug:cocaine+heroin+cannabis+opium+marijuana+amphetamine+fentanyl+pill+hashish+methamphetamine+ecstasy
    shop:store+outlet+branch+supermarket+pharmacy+boutique+site store:shop+outlet+branch+supermarket branch:office+outlet+shop
    fish:trout+salmon+carp+eel+cod+herring+perch+pike+roach+tench+bass+mackerel+sardine+fry+sturgeon+catfish+barbel
    animal:cow+pig+sheep+goat+horse+dog+cat+hen+chicken+duck+goose+monkey+bear+wolf+deer+cattle+bird+fish+seal+mink+fox+calf+lamb+rabbit
    toy:doll+teddy+figure+puzzle+rattle+game+stroller food:jar+packet+tin+can+pot+tub+sausage+cheese+salad+yoghurt+egg+meat+pizza
    home:house+flat+apartment+dwelling+cottage+bungalow+property+household+building+farmhouse+hut+shack+cabin+villa+residence
    building:house+home+flat+shop+school
    property:house+home+flat+building apartment:flat flat:apartment
    car:vehicle+saloon+van+model vehicle:car+van+lorry+truck+bus+motorcycle+tractor truck:lorry weapon:gun+rifle+pistol+grenade
    work:painting+drawing+sculpture+picture+artwork+object painting:picture+work+canvas+artwork artwork:painting+sculpture+picture
    product:jar+bottle+packet+tin+can+pack+unit+toy+device+pot+tub+carton
    tree:oak+pine+spruce+elm+ash+birch crop:wheat+maize+corn+rice+barley+soya
    school:kindergarten+nursery+college kindergarten:nursery nursery:kindergarten route:line+service+connection train:service+departure+tram
    flight:departure+arrival+service+connection ship:vessel+boat+tanker+freighter+ferry boat:dinghy+vessel+raft+ship
    case:infection+patient+illness farm:holding+herd+flock missile:rocket+projectile drone:aircraft
    hostage:captive+abductee captive:hostage+abductee prisoner:captive+detainee+inmate inmate:prisoner+convict
    patient:person seat:mandate vote:ballot mine:explosive whale:dolphin account:customer+user+client
    village:settlement+hamlet town:place+municipality country:state+nation position:job+post role:job+post"""
)
# What is done, in words that newspapers use for one another: a desk that asks for one is told of the others. `_` joins several words.
_DONE = """cancel: cancel scrap axe drop halt take_out strike_from ground call_off wipe_out abandon strike_off
    postpone: postpone defer delay reschedule put_off put_back push_back hold_over adjourn
    strand: strand maroon beach run_aground wash_up wash_ashore ground
    steal: steal take rob loot swipe pinch snatch lift make_off run_off get_away carry_off vanish disappear burgle
    seize: seize confiscate impound capture intercept discover find uncover recover secure
    recapture: recapture catch rearrest retake apprehend arrest pick_up track_down
    affect: affect hit spread_to reach strike touch
    jobless: jobless unemployed out_of_work work
    recall: recall return take_off take_back bring_back send_back hand_in withdraw pull
    suspend: suspend ban bar exclude disqualify expel
    quit: quit resign leave defect desert step_down walk_out abandon defection departure lose break_away split_off
    close: close end shut shutter shut_down close_down give_up
    cut: cut end get_rid reduce trim slash shed axe scrap lose eliminate shrink slim lower abolish drop do_away dispense
    bury: bury trap entomb engulf catch swallow
    hospital: hospital admit hospitalise hospitalize clinic ward admission intensive_care
    hack: hack breach break_into penetrate
    move: move transfer shift relocate
    deploy: deploy move mass amass station send position gather concentrate dispatch assemble
    exchange: exchange swap hand_over trade release free return
    return: return come_back come_home go_home get_back hand_back
    delay: delay hold_up disrupt
    damage: damage unroof batter dent crack wreck destroy hit
    destroy: destroy burn raze wreck flatten gut level demolish
    order: order buy book
    sign: sign signature back support
    fell: fell cut_down chop_down take_down log
    harvest: harvest reap bring_in gather grow produce yield pick
    collect: collect gather remove take_out clear pick_up
    build: build construct erect complete finish put_up
    open: open inaugurate launch
    ban: ban bar prohibit outlaw
    reject: reject refuse turn_down deny throw_out
    approve: approve grant pass accept
    adopt: adopt pass
    test: test examine screen check
    fail: fail flunk
    visit: visit attend come visitor
    complain: complain complaint
    sue: sue lawsuit suit claim
    plant: plant
    count: count
    hold: hold detain keep captive captivity
    born: born birth
    infect: infect ill sick contract
    poison: poison
    shoot: shoot kill cull
    shoot-down: shoot_down bring_down down intercept destroy fell
    deliver: deliver send supply ship hand_over hand provide transfer arrive receive deploy
    copy: copy lift plagiarise plagiarize borrow crib agree match coincide verbatim identical unattributed
    apply: apply application applicant sign_up put_down volunteer register
    name: name identify mention
    fire: fire discharge shot launch
    review: review go_through examine check inspect audit screen
    overcharge: overcharge overbill overpay overpaid too_much
    launder: launder
    embezzle: embezzle divert misappropriate siphon pocket
    freeze: freeze block
    publish: publish release post leak
    missing: missing miss vanish disappear find trace account unaccounted untraceable unexplained go"""
# What a sentence tells of whose bare amounts a desk may ask for.
OF_SUMS = stems(
    """contract* bill billed invoice* brib* kickback* overcharg* overbill* overpa* too_much embezzl* divert* siphon* pocketed launder*
    missing unaccounted accounted_for trace vanish* disappear* unexplained found hole froze* freez* stole* steal* seiz* confiscat*
    misappropriat* gift fraud* fake*"""
)
# Other words of an article that tell of what a desk names.
LIKE = _sets(
    """contract:deal+tender+order+award trip:journey+travel+visit+tour gift:present investigation:inquiry+probe+prosecut+looking_into
    bill:invoice+charge club:team"""
)
ACTS: dict[str, frozenset[str]] = {}
for _line in _DONE.splitlines():
    _name, _, _forms = _line.strip().partition(":")
    for _form in _forms.split():
        ACTS[_form.replace("_", " ")] = ACTS.get(_form.replace("_", " "), frozenset()) | {_name}
PARTICLES = words("to from off out back down up away over aground ashore into in home")
