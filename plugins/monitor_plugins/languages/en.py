"""English: number forms, and everything that reading a sentence for its figures needs."""

from __future__ import annotations

from monitor_plugins.languages import NumberForms, kinds, table
from monitor_plugins.text.words import pairs, words

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_DENOMINATORS = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]

MONTHS = words(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec"""
)
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri")

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
    cardinals={word: float(value) for value, word in enumerate(_UNITS)}
    | {word: 20.0 + 10 * at for at, word in enumerate(_TENS)}
    | {"nought": 0.0, "fourty": 40.0},
    multipliers={
        "hundred": 1e2,
        "thousand": 1e3,
        "million": 1e6,
        "billion": 1e9,
        "trillion": 1e12,
        "quadrillion": 1e15,
        "lakh": 1e5,
        "crore": 1e7,
        "mil": 1e6,
    },
    abbreviated={
        "k": 1e3,
        "mn": 1e6,
        "mln": 1e6,
        "mio": 1e6,
        "mm": 1e6,
        "m": 1e6,
        "bn": 1e9,
        "bln": 1e9,
        "b": 1e9,
        "tn": 1e12,
        "trn": 1e12,
        "t": 1e12,
    },
    joiners=words("and"),
    articles=words("a an"),
    halves=words("half"),
    fractions={word + ending: 1 / value for value, word in enumerate(_DENOMINATORS, 3) for ending in ("", "s")}
    | {
        "half": 0.5,
        "halves": 0.5,
        "quarter": 0.25,
        "quarters": 0.25,
        "hundredth": 0.01,
        "hundredths": 0.01,
        "thousandth": 1e-3,
        "thousandths": 1e-3,
        "twentieth": 0.05,
        "twentieths": 0.05,
    },
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
    before=pairs(
        """at_least:at_least more_than:at_least over:at_least above:at_least no_fewer_than:at_least no_less_than:at_least
        not_less_than:at_least not_fewer_than:at_least greater_than:at_least larger_than:at_least higher_than:at_least
        bigger_than:at_least better_than:at_least longer_than:at_least older_than:at_least in_excess_of:at_least upwards_of:at_least
        upward_of:at_least north_of:at_least exceeding:at_least exceeded:at_least exceeds:at_least exceed:at_least
        surpassed:at_least surpassing:at_least surpasses:at_least surpass:at_least topped:at_least topping:at_least tops:at_least
        passed:at_least minimum_of:at_least a_minimum_of:at_least well_over:at_least just_over:at_least beyond:at_least
        minimum:at_least over_than:at_least a_little_over:at_least slightly_more_than:at_least little_more_than:at_least
        any_more_than:at_least crossed:at_least >:at_least ≥:at_least >_=:at_least at_most:at_most up_to:at_most as_many_as:at_most
        as_much_as:at_most as_high_as:at_most no_more_than:at_most not_more_than:at_most no_greater_than:at_most
        no_higher_than:at_most less_than:at_most fewer_than:at_most lower_than:at_most smaller_than:at_most under:at_most
        below:at_most just_under:at_most just_below:at_most a_maximum_of:at_most maximum_of:at_most maximum:at_most
        younger_than:at_most shorter_than:at_most cheaper_than:at_most under_the_age_of:at_most below_the_age_of:at_most
        not_exceeding:at_most south_of:at_most a_little_under:at_most slightly_less_than:at_most slightly_under:at_most
        well_under:at_most well_below:at_most <:at_most ≤:at_most <_=:at_most over_the_age_of:at_least above_the_age_of:at_least
        about:about around:about roughly:about approximately:about approx:about approx_.:about some:about circa:about ca:about
        ca_.:about ~:about ∼:about ≈:about est_.:about an_estimated:about estimated:about estimated_at:about in_the_region_of:about
        in_the_order_of:about on_the_order_of:about somewhere_around:about more_or_less:about give_or_take:about
        somewhere_between:about nearly:nearly almost:nearly close_to:nearly nearing:nearly approaching:nearly virtually:nearly
        barely:about averaging:about averaged:about near:nearly about_an_estimated:about the_equivalent_of:exact only:exact
        just:exact exactly:exact precisely:exact merely:exact a_total_of:exact total_of:exact some_of:exact a_further:exact
        another:exact an_additional:exact as_few_as:at_least as_little_as:at_least as_low_as:at_least as_early_as:exact"""
    ),
    after=pairs(
        """or_more:at_least or_above:at_least or_greater:at_least or_higher:at_least or_over:at_least or_older:at_least
        and_above:at_least and_over:at_least and_older:at_least and_up:at_least and_counting:at_least plus:at_least +:at_least
        at_least:at_least at_a_minimum:at_least or_better:at_least upwards:at_least or_less:at_most or_fewer:at_most
        or_below:at_most or_under:at_most or_lower:at_most or_younger:at_most and_under:at_most and_below:at_most at_most:at_most
        at_the_most:at_most at_a_maximum:at_most maximum:at_most or_so:about odd:about ish:about more_or_less:about
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
