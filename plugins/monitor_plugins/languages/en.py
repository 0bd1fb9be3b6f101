"""English: number forms, and everything that reading a sentence for its figures needs."""

from __future__ import annotations

from monitor_plugins.languages import NumberForms, kinds, table
from monitor_plugins.text.words import bounds, counted, values, words

_UNITS = counted(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"""
)
_TENS = values("twenty:20 thirty:30 forty:40 fourty:40 fifty:50 sixty:60 seventy:70 eighty:80 ninety:90")
_DENOMINATORS = "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"

MONTHS = words(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec"""
)
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri")
CALENDAR = MONTHS | WEEKDAYS

_DURATIONS = """second: seconds
    minute: minutes
    hour: hours
    day: days
    week: weeks
    fortnight: fortnights
    month: months
    quarter: quarters
    year: years
    decade: decades
    century: centuries
    millisecond: milliseconds
    night: nights
    weekend: weekends
    year of age: years_old year_old years_of_age yo year-old
    month of age: months_old month_old months_of_age month-old
    week of age: weeks_old week_old week-old
    day of age: days_old day_old day-old"""
_MEASURES = """metre: metres meter meters
    kilometre: kilometres kilometer kilometers kilometre
    centimetre: centimetres centimeter centimeters
    millimetre: millimetres millimeter millimeters
    micrometre: micrometres micrometer micrometers micron microns
    nanometre: nanometres nanometer nanometers
    picometre: picometres picometer picometers
    foot: feet
    inch: inches
    yard: yards
    mile: miles
    nautical mile: nautical_miles
    light year: light_years light-years
    acre: acres
    hectare: hectares
    square metre: square_metres square_meter square_meters sq_metres sq_m
    square kilometre: square_kilometres square_kilometer square_kilometers
    square mile: square_miles
    square foot: square_feet sq_ft
    square yard: square_yards
    cubic metre: cubic_metres cubic_meter cubic_meters
    cubic foot: cubic_feet
    cubic kilometre: cubic_kilometres cubic_kilometers
    cubic centimetre: cubic_centimetres cubic_centimeters
    litre: litres liter liters
    millilitre: millilitres milliliter milliliters
    gallon: gallons
    pint: pints
    barrel: barrels
    bushel: bushels
    teaspoon: teaspoons
    tablespoon: tablespoons
    cup: cups
    dram: drams drachma
    gram: grams gramme grammes
    kilogram: kilograms kilo kilos kilogrammes
    milligram: milligrams
    microgram: micrograms microgramme microgrammes
    metric ton: metric_tons metric_tonne metric_tonnes tonne tonnes
    ton: tons
    kiloton: kilotons
    megaton: megatons
    ounce: ounces
    stone:
    carat: carats
    watt: watts
    kilowatt: kilowatts
    megawatt: megawatts
    gigawatt: gigawatts
    terawatt: terawatts
    kilowatt hour: kilowatt_hours kilowatt-hours kilowatt-hour
    megawatt hour: megawatt_hours megawatt-hours megawatt-hour
    gigawatt hour: gigawatt_hours gigawatt-hours
    terawatt hour: terawatt_hours terawatt-hours
    volt: volts
    ampere: amperes amp amps
    joule: joules
    calorie: calories
    hertz:
    kilohertz:
    megahertz:
    gigahertz:
    bit: bits
    byte: bytes
    kilobyte: kilobytes
    megabyte: megabytes
    gigabyte: gigabytes gig gigs
    terabyte: terabytes
    megabit: megabits
    gigabit: gigabits
    megapixel: megapixels
    pascal: pascals
    gigapascal: gigapascals
    megapascal: megapascals
    decibel: decibels
    degree: degrees
    celsius: degrees_celsius degree_celsius degrees_c deg_c celcius degrees_celcius degrees_centigrade centigrade
    fahrenheit: degrees_fahrenheit degree_fahrenheit degrees_f deg_f farenheit degrees_farenheit
    kelvin:
    horsepower: brake_horsepower
    knot: knots
    mile per hour: miles_per_hour miles_an_hour
    kilometre per hour: kilometres_per_hour kilometers_per_hour kilometres_an_hour kilometers_an_hour
    metre per second: metres_per_second meters_per_second
    mile per gallon: miles_per_gallon
    part per million: parts_per_million
    parts-per-billion: parts_per_billion
    basis point: basis_points
    sievert: sieverts
    becquerel: becquerels
    richter:"""
_CURRENCIES = """dollar: dollars bucks u.s._dollar u.s._dollars us_dollar us_dollars american_dollars buck
    pound sterling: pounds pound quid pounds_sterling british_pounds british_pound
    euro: euros
    japanese yen: yen
    chinese yuan: yuan renminbi chinese_yuan
    swiss franc: francs franc swiss_francs
    australian dollar: australian_dollars
    canadian dollar: canadian_dollars
    new zealand dollar: new_zealand_dollars
    hong kong dollar: hong_kong_dollars
    singapore dollar: singapore_dollars
    taiwan dollar: taiwan_dollars
    crown: crowns koruna korunas korun
    danish krone: danish_crowns danish_kroner danish_krone
    norwegian krone: norwegian_crowns norwegian_kroner norwegian_krone
    swedish krona: swedish_crowns swedish_kronor swedish_krona
    krone: kroner
    krona: kronor
    czech koruna: czech_crowns czech_koruna
    mark: marks deutsche_marks deutschmarks
    finnish markka: finnish_markka markka markkas
    guilder: guilders dutch_guilders
    taler: talers thaler thalers
    lira: liras lire
    turkish lira: turkish_lira turkish_liras
    ruble: rubles rouble roubles russian_rubles russian_roubles
    hryvnia: hryvnias
    zloty: zlotys zloties
    forint: forints
    leu: lei
    lev: leva
    dinar: dinars
    dirham: dirhams
    riyal: riyals
    rial: rials
    shekel: shekels
    rand: rands
    naira: nairas
    shilling: shillings
    cedi: cedis
    kwacha:
    birr:
    indian rupee: indian_rupees
    rupee: rupees
    taka: takas
    ringgit: malaysian_ringgit
    rupiah: rupiahs
    baht: bahts
    won: south_korean_won korean_won
    dong:
    peso: pesos
    mexican peso: mexican_pesos
    brazilian real: reais brazilian_reais
    peseta: pesetas
    escudo: escudos
    drachma: drachmas
    tenge:
    florin: florins
    ducat: ducats
    ecu: ecus
    bitcoin: bitcoins
    satoshi: satoshis
    cent: cents
    penny: pence pennies
    sen:
    kopeck: kopecks kopek kopeks"""

FORMS = NumberForms(
    cardinals=_UNITS | _TENS | {"nought": 0.0},
    multipliers=values("hundred:1e2 thousand:1e3 million:1e6 billion:1e9 trillion:1e12 quadrillion:1e15 lakh:1e5 crore:1e7 mil:1e6"),
    abbreviated=values("k:1e3 mn:1e6 mln:1e6 mio:1e6 mm:1e6 m:1e6 bn:1e9 bln:1e9 b:1e9 tn:1e12 trn:1e12 t:1e12"),
    joiners=words("and"),
    articles=words("a an"),
    halves=words("half"),
    fractions={word + ending: 1 / value for value, word in enumerate(_DENOMINATORS.split(), 3) for ending in ("", "s")}
    | values(
        "half:0.5 halves:0.5 quarter:0.25 quarters:0.25 twentieth:0.05 twentieths:0.05 hundredth:0.01 hundredths:0.01 thousandth:1e-3"
    ),
    dozens={"dozen": 12.0, "dozens": 12.0, "dzs": 12.0, "dozs": 12.0},
    few=words("several few couple many tens dozens hundreds thousands scores"),
    vague={
        "tens": (20, 99),
        "dozens": (24, 99),
        "scores": (40, 199),
        "hundreds": (100, 999),
        "thousands": (1_000, 99_999),
        "millions": (1e6, 99_999_999),
        "billions": (1e9, 99_999_999_999),
        "trillions": (1e12, 99_999_999_999_999),
        "lakhs": (1e5, 9_999_999),
        "crores": (1e7, 999_999_999),
    },
    of=words("of"),
    points=words("point"),
    minus=words("minus negative"),
    to=words("to through till until"),
    either=words("or"),
    between=words("between"),
    both=words("and"),
    since=words("from"),
    before=bounds(
        """at_least:at-least more_than:at-least over:at-least above:at-least no_fewer_than:at-least no_less_than:at-least
        not_less_than:at-least not_fewer_than:at-least greater_than:at-least larger_than:at-least higher_than:at-least
        bigger_than:at-least better_than:at-least longer_than:at-least older_than:at-least in_excess_of:at-least upwards_of:at-least
        upward_of:at-least north_of:at-least exceeding:at-least exceeded:at-least exceeds:at-least exceed:at-least
        surpassed:at-least surpassing:at-least surpasses:at-least surpass:at-least topped:at-least topping:at-least tops:at-least
        passed:at-least minimum_of:at-least a_minimum_of:at-least well_over:at-least just_over:at-least beyond:at-least
        minimum:at-least over_than:at-least a_little_over:at-least slightly_more_than:at-least little_more_than:at-least
        any_more_than:at-least crossed:at-least >:at-least ≥:at-least >_=:at-least at_most:at-most up_to:at-most as_many_as:at-most
        as_much_as:at-most as_high_as:at-most no_more_than:at-most not_more_than:at-most no_greater_than:at-most
        no_higher_than:at-most less_than:at-most fewer_than:at-most lower_than:at-most smaller_than:at-most under:at-most
        below:at-most just_under:at-most just_below:at-most a_maximum_of:at-most maximum_of:at-most maximum:at-most
        younger_than:at-most shorter_than:at-most cheaper_than:at-most under_the_age_of:at-most below_the_age_of:at-most
        not_exceeding:at-most south_of:at-most a_little_under:at-most slightly_less_than:at-most slightly_under:at-most
        well_under:at-most well_below:at-most <:at-most ≤:at-most <_=:at-most over_the_age_of:at-least above_the_age_of:at-least
        about:about around:about roughly:about approximately:about approx:about approx_.:about some:about circa:about ca:about
        ca_.:about ~:about ∼:about ≈:about est_.:about an_estimated:about estimated:about estimated_at:about in_the_region_of:about
        in_the_order_of:about on_the_order_of:about somewhere_around:about more_or_less:about give_or_take:about
        somewhere_between:about nearly:nearly almost:nearly close_to:nearly nearing:nearly approaching:nearly virtually:nearly
        barely:about averaging:about averaged:about near:nearly about_an_estimated:about the_equivalent_of:exact only:exact
        just:exact exactly:exact precisely:exact merely:exact a_total_of:exact total_of:exact some_of:exact a_further:exact
        another:exact an_additional:exact as_few_as:at-least as_little_as:at-least as_low_as:at-least as_early_as:exact"""
    ),
    after=bounds(
        """or_more:at-least or_above:at-least or_greater:at-least or_higher:at-least or_over:at-least or_older:at-least
        and_above:at-least and_over:at-least and_older:at-least and_up:at-least and_counting:at-least plus:at-least +:at-least
        at_least:at-least at_a_minimum:at-least or_better:at-least upwards:at-least or_less:at-most or_fewer:at-most
        or_below:at-most or_under:at-most or_lower:at-most or_younger:at-most and_under:at-most and_below:at-most at_most:at-most
        at_the_most:at-most at_a_maximum:at-most maximum:at-most or_so:about odd:about ish:about more_or_less:about
        or_thereabouts:about"""
    ),
    percent=words("""% percent per_cent pct pc percentage_points percentage_point percentage percents p.c. percentage-point"""),
    currencies=table(_CURRENCIES),
    units=kinds(_DURATIONS, "duration") | kinds(_MEASURES, "measure"),
    per=words("per a an each every"),
    months=MONTHS,
    year_cues=words(
        """in since until till by from during of before after through for circa mid late early year spring summer autumn fall winter
        season"""
    ),
    ordinal_marks=words("st nd rd th"),
)
