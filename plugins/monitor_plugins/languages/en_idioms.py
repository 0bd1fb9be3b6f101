"""English: what happened, said in several words: "went up in flames", "were told to leave", "gave their lives"."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from monitor_plugins.languages import table


class Idiom(NamedTuple):
    """What it tells of; `own` says that the counted did it or met with it themselves, else it was done to them.

    The family `drive-out` is evacuation where the text speaks of one, else displacement; `case` is an infection where it has disease;
    `dark` is an outage of homes, `restore` the end of one, `hospital` illness or wounds, `get-away` an escape but with nothing in hand.
    """

    family: str
    own: bool


# `a/b`: either word stands there.
_OWN = """kill: lose/lost/losing/loses_their_lives give/gave/given_their_lives meet/met_their_death/deaths/end
    fell/fallen_in_battle/action/combat
    destroy: go/goes/going/gone/went_up_in_flames/smoke burn/burned/burnt_down burn/burned/burnt_to_the/a_ground/cinder
    fall/fell/fallen_prey/victim_to_the_flames/fire/blaze
    displace: leave/left/abandon/abandoned/flee/fled/fleeing/quit_their_homes/houses/villages
    drive-out: out_of_their_homes/houses
    wound: come/comes/came_to_harm
    rescue: come/came/get/got/gotten_out_alive make/made_it_out_alive
    affect: fall/fell/fallen_victim_to
    case: as_suspected/suspect/probable/possible/confirmed_case/cases
    hospital: in_hospital/hospitals
    strike: down/downed/downing_tools lay/laid/laying_down_tools lay/laid/laying_down_their_tools
    join/joined/joining_the/a_strike/walkout/stoppage stop/stopped_work
    get-away: get/gets/got/gotten/getting_away slip/slipped/slipping_away break/broke/broken/breaking_out_of/from
    outage: without/no_power/electricity without/no_mains_power/electricity without/no_electric_power lose/lost/losing_power/electricity
    lost/losing_their/its_power/electricity cut_off_from_power/electricity
    dark: in_the_dark in/into_darkness
    dry: without/no_water without/no_running/drinking/tap/mains/clean_water
    unheated: without/no_heating/gas without_heat"""
_DONE = """kill: wiped/wipe/wiping_out mown/mowed/gunned/gunning_down put_to_death beaten/stabbed/crushed/trampled_to_death
    destroy: reduced_to_ashes/rubble/ruins/cinders/embers laid_waste laid_in_ashes/ruins razed_to_the_ground
    evacuate: told/ordered/instructed/made_to_leave/evacuate moved/brought/taken/led/carried/ferried_to_safety
    drive-out: driven/forced/chased_from_their/the_homes/houses/villages driven/forced/chased_out_of_their_homes/houses/villages
    rescue: brought/pulled/dug/got/hauled_out/up_alive brought/lifted/hauled/winched_to_the_surface
    trap: shut/walled/hemmed_in stuck_underground/inside/below
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
