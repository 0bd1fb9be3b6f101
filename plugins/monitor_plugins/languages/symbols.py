"""Signs and abbreviations that mean the same in every language we read: currencies, SI symbols, simple fractions."""

from __future__ import annotations

from monitor_plugins.languages import kinds, table
from monitor_plugins.text.words import pairs, values, words

CURRENCY_SIGNS = pairs(
    """$:dollar £:pound_sterling €:euro ¥:japanese_yen ₹:indian_rupee ₽:russian_ruble ₩:south_korean_won ₪:israeli_shekel
    ₺:turkish_lira ₴:ukrainian_hryvnia ₦:nigerian_naira ₱:philippine_peso ₫:vietnamese_dong ฿:thai_baht ₿:bitcoin
    ₡:costa_rican_colón ₭:lao_kip ₾:georgian_lari ₵:ghanaian_cedi ₲:paraguayan_guarani ₮:mongolian_tugrik ₸:kazakhstani_tenge ¢:cent
    元:chinese_yuan 円:japanese_yen 원:south_korean_won"""
)

# Case matters: "CAD" is money, "cad" is not. What stands before a dollar sign is in DOLLARS.
CURRENCY_CODES = table(
    """dollar: USD US$
    euro: EUR
    pound sterling: GBP PS
    japanese yen: JPY Y
    chinese yuan: CNY RMB CNH
    swiss franc: CHF SFr Fr
    australian dollar: AUD
    canadian dollar: CAD
    new zealand dollar: NZD
    hong kong dollar: HKD
    singapore dollar: SGD
    taiwan dollar: TWD
    danish krone: DKK
    norwegian krone: NOK
    swedish krona: SEK
    polish zloty: PLN
    czech koruna: CZK
    hungarian forint: HUF
    romanian leu: RON
    bulgarian lev: BGN
    russian ruble: RUB
    ukrainian hryvnia: UAH
    turkish lira: TRY TL
    israeli shekel: ILS NIS
    saudi riyal: SAR
    emirati dirham: AED Dh Dhs
    qatari riyal: QAR
    kuwaiti dinar: KWD
    egyptian pound: EGP
    south african rand: ZAR
    nigerian naira: NGN
    kenyan shilling: KES KSh Ksh
    ghanaian cedi: GHS
    indian rupee: INR Rs
    pakistani rupee: PKR
    bangladeshi taka: BDT Tk
    sri lankan rupee: LKR
    malaysian ringgit: MYR RM
    indonesian rupiah: IDR Rp
    philippine peso: PHP
    thai baht: THB
    vietnamese dong: VND
    south korean won: KRW
    brazilian real: BRL
    mexican peso: MXN
    argentine peso: ARS
    chilean peso: CLP
    colombian peso: COP
    kazakhstani tenge: KZT
    iranian rial: IRR
    bitcoin: BTC XBT"""
)
# These are also names or single letters, so they only count as money glued to, or right before, a number.
CODES_BEFORE_ONLY = words("ALL COP Dh Fr NIS PHP PS R RM Rp Rs TL TRY Y")
DOLLARS = pairs(
    """us:dollar u.s:dollar usd:dollar c:canadian_dollar ca:canadian_dollar can:canadian_dollar cad:canadian_dollar a:australian_dollar
    au:australian_dollar aud:australian_dollar nz:new_zealand_dollar nzd:new_zealand_dollar hk:hong_kong_dollar hkd:hong_kong_dollar
    s:singapore_dollar sg:singapore_dollar sgd:singapore_dollar nt:taiwan_dollar mex:mexican_peso r:brazilian_real
    tt:trinidad_and_tobago_dollar j:jamaican_dollar z:zimbabwean_dollar"""
)

_SYMBOLS = """metre: m
    kilometre: km kms
    centimetre: cm
    millimetre: mm
    micrometre: μm µm
    nanometre: nm
    picometre: pm
    foot: ft
    inch: ″
    mile: mi
    square metre: m2 m² sqm sq_m
    square kilometre: km2 km² sq_km
    square mile: sq_mi
    square foot: sqft sq_ft ft2 ft²
    cubic metre: m3 m³
    cubic centimetre: cc cm3 cm³
    hectare: ha
    litre: l L
    millilitre: ml mL
    centilitre: cl
    gram: g gr
    kilogram: kg kgs KG
    milligram: mg
    microgram: μg µg mcg
    metric ton: t
    kilotonne: kt
    pound-mass: lb lbs
    ounce: oz
    watt: W
    kilowatt: kW KW
    megawatt: MW
    gigawatt: GW
    terawatt: TW
    kilowatt hour: kWh KWh kwh
    megawatt hour: MWh
    gigawatt hour: GWh
    terawatt hour: TWh
    volt: V
    ampere: A
    ampere per square centimetre: A/cm2 A/cm²
    joule: J
    kilojoule: kJ
    kilocalorie: kcal
    newton metre: Nm
    hertz: Hz HZ
    kilohertz: kHz khz KHz
    megahertz: MHz Mhz
    gigahertz: GHz Ghz ghz
    byte: B
    kilobyte: KB kB
    megabyte: MB
    gigabyte: GB Gb
    terabyte: TB
    petabyte: PB
    bit: b
    kilobit: kb
    megabit: mb Mb
    megabit per second: Mbps mbps Mbit/s
    gigabit per second: Gbps
    pascal: Pa
    kilopascal: kPa
    megapascal: MPa
    gigapascal: GPa
    hectopascal: hPa
    kilopound per square inch: ksi
    pound per square inch: psi
    bar: bar
    decibel: dB db
    celsius: C °C ℃
    fahrenheit: F °F ℉
    kelvin: K
    degree: ° deg
    horsepower: hp HP bhp PS
    kilometre per hour: km/h kph kmh kmph
    mile per hour: mph MPH
    metre per second: m/s
    knot: kn
    mile per gallon: mpg MPG
    gram per kilometre: g/km
    part per million: ppm
    parts-per-billion: ppb
    megapixel: MP
    electronvolt: eV
    millimole: mmol
    millisievert: mSv
    tesla: T
    basis point: bp bps
    point per game: ppg
    rebound per game: rpg
    assist per game: apg
    generation wireless: G
    penny: p"""
SYMBOLS = kinds(_SYMBOLS, "measure") | kinds(
    """second: s sec secs
    minute: min mins
    hour: h hr hrs
    year: yr yrs
    millisecond: ms""",
    "duration",
)
# A single letter (and a few words that are words) is a unit only when it is glued to its number.
GLUED_ONLY = words("V A J B b K T G s h l t L bar deg p sec MP PS kn pm ms db cc")
FRACTION_SIGNS = {"⅓": 1 / 3, "⅔": 2 / 3, "⅙": 1 / 6} | values(
    "½:0.5 ¼:0.25 ¾:0.75 ⅕:0.2 ⅖:0.4 ⅗:0.6 ⅘:0.8 ⅛:0.125 ⅜:0.375 ⅝:0.625 ⅞:0.875"
)
