"""English: what happened, said in several words: "went up in flames", "were told to leave", "gave their lives"."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from monitor_plugins.languages import table


class Idiom(NamedTuple):
    """What it tells of; `own` says that the counted did it or met with it themselves, else it was done to them.

    The family `drive-out` is evacuation where the text speaks of one, else displacement; `case` is an infection where it has disease;
    `dark` is an outage of homes, `restore` the end of one, `hospital` illness or wounds, `get-away` an escape but with nothing in hand;
    `absent` a strike
    where the text has one, `ail` an infection where an ailment follows, `wipe` killing of people and destruction of things.
    """

    family: str
    own: bool


# `a/b`: either word stands there.
_OWN = """kill: lose/lost/losing/loses_their_lives give/gave/given_their_lives meet/met_their_death/deaths/end
    fell/fallen_in_battle/action/combat lose/lost/losing_their_life did_not_survive not_survived paid/pay_with_their_lives
    destroy: go/goes/going/gone/went_up_in_flames/smoke burn/burned/burnt_down burn/burned/burnt_to_the/a_ground/cinder
    fall/fell/fallen_prey/victim_to_the_flames/fire/blaze
    displace: leave/left/abandon/abandoned/flee/fled/fleeing/quit_their_homes/houses/villages
    drive-out: out_of_their_homes/houses
    wound: come/comes/came_to_harm
    rescue: come/came/get/got/gotten_out_alive make/made_it_out_alive
    affect: fall/fell/fallen_victim_to
    missing: not/never_been_seen/found/located/traced/heard not/never_been_accounted yet_to_be_found/located/traced
    being/been_looked/searched_for being/been_sought search/searching/searched_for
    not_come_home/back nor_been_seen/found/located
    workless: out_of_work out_of_a_job
    job-cut: lose/lost/losing_their_job/jobs lose/lost/losing_their_livelihood/livelihoods
    capture: back_behind_bars back_in_custody/jail/prison
    absent: stay/stayed/staying/stays_out/away/home stay/stayed/staying_off/at_work/home stay/stayed/staying_away_from_work
    fail/failed/failing_to_report/turn/show not_turn/turned/show/shown/showed_up_for_work not_report/reported_for/to_work/duty
    recorded/listed/registered/reported/counted/marked_absent recorded/listed/registered/reported/counted/marked_as_absent
    refuse/refused/refusing_to_work join/joined/joining_the_action/picket/pickets
    answer/answered/follow/followed/heed/heeded_the_call/strike take/took/taken/taking_industrial/strike_action
    withhold/withheld/withdrew/withdrawn_their_labour/labor
    ail: come/comes/came/coming/go/gone/went/going_down_with complain/complained/complaining_of suffer/suffered/suffering_from
    confirmed/known/thought/believed/found/suspected_to_have have/has/had_confirmed/contracted/caught/developed
    infect: on/onto_the_sick_list
    deficit: in_the_red
    quit: cross/crosses/crossed/crossing_the_floor turn/turned/turning_their_backs/back
    hand/handed/handing_in_their_party/membership_cards tear/tore/torn_up_their_party/membership_cards
    leave/left/leaving/quit/abandoned_the/their_party/caucus/coalition/faction/bloc/parliamentary_group step/stepped/stepping_down
    shelter: spend/spent/spending_the/last/another_night/nights sleep/slept/sleeping_in/here/there/outside/rough
    enter: get/got/getting/make/made_across/through make/made_it_across/through/in
    cancel: did/do/does/will_not_run
    home: come/came/comes/coming_home/back return/returned/returning_home walk/walked/walking_free go/went/gone_free back/be_home
    gone/went_home
    must-go: had/have/having_to_leave forced_to_leave
    vaccinate: given/got/had/received_the/a/their_vaccine/jab/shot/dose/injection been_vaccinated
    case: as_suspected/suspect/probable/possible/confirmed_case/cases
    hospital: need/needed/needing/require/required/requiring/received_hospital/medical_treatment/care in_hospital/hospitals
    in_the/a_hospital
    strike: down/downed/downing_tools lay/laid/laying_down_tools lay/laid/laying_down_their_tools
    join/joined/joining_the/a_strike/walkout/stoppage stop/stopped_work
    get-away: get/gets/got/gotten/getting_away slip/slipped/slipping_away break/broke/broken/breaking_out_of/from
    outage: without/no_power/electricity without/no_mains_power/electricity without/no_electric_power lose/lost/losing_power/electricity
    lost/losing_their/its_power/electricity cut_off_from_power/electricity
    dark: in_the_dark in/into_darkness sit/sat/sitting/remain/remained_in_the_dark
    dry: without/no_water without/no_running/drinking/tap/mains/clean_water
    unheated: without/no_heating/gas without_heat"""
_DONE = """evacuate: emptied/cleared_of
    job-cut: get/gets/got/getting_rid_of do/does/did/done/doing_away_with
    wipe: wiped/wipe/wiping_out
    kill: mown/mowed/gunned/gunning_down put_to_death beaten/stabbed/crushed/trampled_to_death
    destroy: reduced_to_ashes/rubble/ruins/cinders/embers laid_waste laid_in_ashes/ruins razed_to_the_ground
    swept/washed/blown/carried_away torn/pulled/knocked_down
    evacuate: told/ordered/instructed/made_to_leave/evacuate moved/brought/taken/led/carried/ferried_to_safety
    drive-out: driven/forced/chased_from_their/the_homes/houses/villages driven/forced/chased_out_of_their_homes/houses/villages
    rescue: brought/pulled/dug/got/hauled_out/up_alive brought/lifted/hauled/winched_to_the_surface out/up_alive
    trap: shut/walled/hemmed_in stuck_underground/inside/below
    under/beneath/underneath/below_rubble/debris/rock/rocks/mud/snow/masonry/boulders/wreckage
    under/beneath/underneath/below_the_rubble/debris/rock/rocks/mud/snow/masonry/boulders/wreckage/ruins/rockfall/avalanche/landslide
    lie/lies/lay/lying/remain/remains/remained/still_buried buried_alive/under/beneath/underneath
    home: hand/handed/handing/handed_over/back let/set_go/free let_out delivered_up
    must-go: asked/advised/urged/required_to_leave
    hostage: taken/held/kept/seized_hostage/captive/prisoner
    move-out: taken/moved/brought/driven/ferried/carried/transported_by_bus/buses/coach/coaches/boat/boats/train/trains/truck/trucks/lorry
    bused/bussed_to/out/away
    flood: under/below_water under/below_the_water/flood/floods/floodwater/floodwaters
    enter: let/allowed/waved_in/into/through/across
    strand: cut_off
    outage: knock/knocked/knocking_out_power/electricity_to/for/in cut/cuts/cutting_power/electricity_to/for/in
    power/electricity_went/gone_out_in/for/at power/electricity_failed/fails_in/for/at
    restore: restore/restored/restoring_power/electricity_to/for restored/back/returned_to
    affect: caught_up_in"""


def _idioms(listed: str, *, own: bool) -> dict[tuple[str, ...], Idiom]:
    choices = {form: Idiom(family, own) for form, family in table(listed).items() if form != family}
    return {spelled: idiom for form, idiom in choices.items() for spelled in product(*(word.split("/") for word in form.split()))}


IDIOMS = _idioms(_DONE, own=False) | _idioms(_OWN, own=True)
LENGTHS = {last: sorted({len(idiom) for idiom in IDIOMS if idiom[-1] == last}, reverse=True) for last in {idiom[-1] for idiom in IDIOMS}}
"""How many words the idioms have that end in a word, the most first."""
