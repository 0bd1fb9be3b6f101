"""English: the trades of the press, each by words that it uses far more than others: what a report is of, whatever else it touches."""

from __future__ import annotations

import re

from monitor_plugins.text.lemma import noun
from monitor_plugins.text.words import words


def _trade(listed: str) -> frozenset[str]:
    return frozenset(map(noun, words(listed)))


REGISTERS = {
    "sport": _trade(
        """race racer racing driver co-driver navigator rider lap laps stage podium standings championship champion champions final
        finals semi-final quarter-final league tournament fixture derby season goalkeeper striker midfielder defender coach
        referee umpire scorer winner runner-up medal medallist sprint sprinter marathon triathlon cyclist cycling peloton
        skier slalom athlete athletics tennis football footballer rugby cricket hockey basketball handball volleyball golf
        golfer boxer boxing wrestler innings wicket bowler batsman stadium spectator spectators grandstand circuit
        motorsport regatta rower rowing relay swimmer jockey racecourse gymnast judo fencing archer club teammate team-mate
        title trophy finish finisher penalty half-time overtime kick-off rally course knockout seeded set-point tie-break
        playoff play-off qualifier qualifying rematch squad transfer underdog record-holder
        """
    ),
    "markets": _trade(
        """trader broker brokerage analyst futures barrel ounce bushel bourse bond equities yield crude brent bullion gold silver
        copper zinc tin nickel aluminium aluminum platinum palladium wheat maize soybean cotton sugar coffee cocoa commodity
        inventory stockpile investor currency session hedge hedged rallied slid rebounded bullish bearish basis trading
        stocks benchmark spot tonne gained slipped edged dearer cheaper smelter ginner merchant grower refinery output
        """
    ),
    "business": _trade(
        """revenue turnover quarter quarterly nine-month six-month half-year full-year interim outlook guidance dividend earnings
        ebitda pre-tax operating-profit margin sales shareholder net profit forecast divestment subsidiary restocking
        order-book like-for-like retailer licensee franchise
        """
    ),
    "insurance": _trade(
        """insurer insurance reinsurer reinsurance underwriter underwriting premium premiums claim claims policy policies policyholder
        actuary payout deductible broker catastrophe insured uninsured cover
        """
    ),
    "property": _trade(
        """flat flats apartment rent rental landlord tenant realtor estate agent agents mortgage suburb buyer seller dearer bungalow
        semi-detached vacancy listing lettings balcony metre index housing
        """
    ),
    "feasts": _trade(
        """festival parade fireworks feast fair carnival concert pageant procession float floats brass band bandstand stall stalls
        visitors visitor ticket organiser organizer queen cake beer wine barbecue raffle lantern costume dancing dance
        merry-go-round ferris-wheel jubilee anniversary gala weekend-long headliner line-up camper admission funfair choir
        folk harvest founding
        """
    ),
    "stage and screen": _trade(
        """film films movie cinema director screenplay premiere theatre theater play actor actress opera soprano tenor conductor
        orchestra symphony concerto album song singer songwriter band guitarist drummer gig novel novelist poet poem author
        publisher paperback exhibition museum gallery curator painter sculptor sculpture ballet dancer choreographer
        playwright audience applause sequel soundtrack screening box-office celebrity starring comedy comedian sitcom
        """
    ),
    "law-making": _trade(
        """senate senator amendment panel sponsor sponsors sponsored co-sponsor bipartisan lawmaker legislator legislature legislative
        statehouse subcommittee companion caucus filibuster clause reading bill measure house assemblyman assemblywoman
        delegate appropriation chamber debate floor cleared tabled statute
        """
    ),
    "kitchen and garden": _trade(
        """recipe oven simmer teaspoon tablespoon butter flour onion garlic sauce soup stew roast bake baker chef kitchen restaurant
        menu diner waiter dessert garden gardener seed seedling compost prune bloom rose tulip lawn shrub bulb hedge orchard
        """
    ),
    "travel": _trade(
        """hotel resort beach cruise tourist tourism traveller itinerary sightseeing suitcase backpacker guidebook museum castle spa
        hiking hiker trail scenery getaway souvenir check-in timetable sailing sailings deck cabin berth fare fares season
        brochure voucher
        """
    ),
    "motoring and gadgets": _trade(
        """horsepower torque gearbox saloon hatchback convertible dashboard upholstery showroom test-drive mileage cylinder turbo
        smartphone touchscreen megapixel processor gigabyte battery-life headphone console gamer bluetooth firmware laptop
        tablet display review reviewer
        """
    ),
    "history": _trade(
        """archaeologist archaeology excavation medieval dynasty relic tomb mosaic pottery bronze-age stone-age centuries-old fortress
        manuscript antiquity inscription burial-mound ruins monastery cathedral historian century centuries
        """
    ),
    "nature": _trade(
        """ornithologist birdwatcher breeding nesting nest habitat hatch hatched chick plumage wetland heron stork otter beaver lynx bat
        butterfly orchid meadow hedgehog conservationist reserve ranger
        """
    ),
    "prizes": _trade(
        """award awards prize laureate nominee nominated shortlist shortlisted ceremony jury trophy honoured honorary winner gala medal
        runner-up bursary scholarship
        """
    ),
    "weather": _trade(
        """forecast forecaster sunshine drizzle shower showers cloudy overcast breeze breezy temperature celsius fahrenheit humidity
        low-pressure high-pressure anticyclone frost thaw mild outlook barometer
        """
    ),
}

# "Since the attack", "in Saturday's crash": what a sentence goes on about without its name.
HAPPENING = re.compile(
    r"\b(?:the|this|that|these|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s|yesterday['’]s|last (?:week|month|night)['’]s) "
    r"(?!two|three|four|five|six|several|many|few)(?:[a-z-]+ ){0,2}?"
    r"(?:attacks?|raids?|strikes?|walkout|bombing|blasts?|explosions?|fires?|blaze|crash(?:es)?|collision|accident|disaster|tragedy|sinking|derailment|collapse|quake|earthquake|tremor|eruption|flood(?:s|ing)?|storm|cyclone|typhoon|hurricane|avalanche"
    r"|landslide|outbreak|epidemic|poisonings?|contamination|leak|spill|recall|affair|scandal|fraud|theft|robbery|heist|hack|breach"
    r"|kidnapping|abductions?|hijacking|siege|shooting|killings?|massacre|murders?|riots?|unrest|protests?|march|marches|rally"
    r"|demonstrations?|clashes|fighting|battle|offensive|ambush|shelling|vote|election|ballot|count|merger|takeover|bid|offer|deal|contract"
    r"|closures?|layoffs?|redundancies|cuts|exchange|swap|trial|verdict|incident)\b"
    r"(?! (?:of|in) (?:(?:early |late |mid-)?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)|\d{4})\b)"
)
