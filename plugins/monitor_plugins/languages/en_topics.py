"""English: what a text is about at all, where a word alone does not tell what happened: "lost" at sea, "stayed out" in a strike."""

from __future__ import annotations

from monitor_plugins.languages.en_reading import DISEASE, EVACUATION, STRIKING, WALKOUTS
from monitor_plugins.text.words import stems, words

# A text is about a topic if each of its patterns is found in it.
TOPICS = {
    "disease": (DISEASE,),
    "evacuation": (EVACUATION,),
    "walkout": (STRIKING, WALKOUTS),
    "spill": (stems("spill* spilt slick* oil_leak* leak* tanker* pipeline* ruptur* effluent* sewage contaminat*"),),
    "fire": (stems("fire fires blaze* wildfire* inferno flames explosion* blast* flood* drought* hail* frost* locust* storm* cyclone*"),),
    "theft": (stems("theft* thief thieves stole stolen burgl* robber* robbed heist* loot* raider* break-in*"),),
    "ransom": (stems("ransom* extort* kidnap* abduct* hostage* hack* hijack* blackmail* pirate* captor* gang_demand* criminal_group*"),),
    "captive": (
        stems(
            """captive* captivity captor* hostage* prisoner* abduct* kidnap* detainee* pow pows inmate* jailed swap_of
            exchange_of_prisoner*
            amnesty pardon* held_by rebel_camp*"""
        ),
    ),
    "swap": (
        stems("exchange_of swap* exchanged* in_return prisoner_exchange* prisoner_swap* freed released"),
        stems("prisoner* captive* pow pows"),
    ),
    "travel": (stems("passenger* travell* traveler* airport* ferry ferries airline* railway* cancelled_flight* timetable"),),
    "flight": (stems("refugee* asylum fled flee* fleeing displaced exodus migrant*"),),
    "fate": (stems("fate whereabouts"),),
    "breach": (stems("hack* breach* data_leak* leaked stolen_data cyber* ransom* darknet dark_web data_theft"),),
    "war": (
        stems("soldier* troops rebel* insurgent* offensive shelling battle* front_line*"),
        stems("army armed_forces general_staff rebels defence_ministry"),
    ),
    "election": (
        stems(
            """election* electoral re-elected reelected re-election by-election* turnout runoff run-off recount* polling_station*
            polling_day ballot* referendum plebiscite
            presidential_race primaries"""
        ),
    ),
    "march": (stems("march marches marched marchers rally rallies rallied demonstration* demonstrat* protest*"),),
    "danger": (
        stems(
            """flood* fire fires blaze* wildfire* storm* cyclone* hurricane* typhoon* landslide* mudslide* avalanche* quake* earthquake*
            volcano* eruption* leak* explosion* blast* bomb* gas evacuat* dam dyke levee lava smoke fumes chemical*"""
        ),
    ),
    "slide": (
        stems(
            """avalanche* landslide* landslip* mudslide* rockslide* rockfall* rubble collaps* cave-in* caved_in quake* earthquake* debris
            roof_fall roof_fell tunnel trench mine"""
        ),
    ),
    "captors": (stems("rebel* gunm* kidnap* militant* pirate* insurgent* armed_men bandit* abduct* hostage* hijack*"),),
    "takeover": (stems("takeover* take-over* buyout* merger* acquisition* bid_for offer_for to_buy agreed_to_buy"),),
    "getaway": (stems("escape* escapee* jailbreak* fugitive* manhunt broke_out break-out breakout fled_the on_the_run"),),
    "pay": (
        stems(
            """union unions their_pay about_pay more_pay pay_talks pay_scale* pay_round* pay_package* pay_demand* strike_pay wage* salar*
            pay_offer* pay_rise* pay_deal* pay_claim* pay_dispute* pay_increase* better_pay higher_pay over_pay"""
        ),
    ),
}
# What those have who fell ill, behind "complained of", "contracted", "came down with".
AILMENTS = stems(
    """virus disease* infection* cholera flu influenza covid* coronavirus* measles mumps rubella chickenpox ebola mpox malaria dengue
    zika polio plague typhoid diphtheria meningitis hepatitis tuberculosis fever legionnaires* salmonella* listeri* norovirus anthrax
    hiv aids pneumonia bronchitis scurvy smallpox rabies tetanus cancer* syndrome illness* symptom* nausea vomit* diarrhoea diarrhea
    cramp* pain* ache* headache* dizz* breath* rash* cough* poison* stomach* sick* sore irritation* burning fainting"""
)
# What people walk out of who quit it; out of a plant they go on strike.
FORUMS = words(
    """party group caucus coalition government cabinet parliament chamber assembly talks negotiations meeting session faction alliance
    bloc union summit hearing courtroom hall theatre council room conference ceremony"""
)
