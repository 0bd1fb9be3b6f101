"""French: number forms."""

from __future__ import annotations

from monitor_plugins.languages import NumberForms, kinds, table
from monitor_plugins.text.words import bounds, counted, values, words

_SMALL = counted("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
_TENS = values("vingt:20 trente:30 quarante:40 cinquante:50 soixante:60 septante:70 huitante:80 octante:80 nonante:90")

FORMS = NumberForms(
    decimal=",",
    group=".",
    space_groups=True,
    cardinals={word: value for word, value in _SMALL.items() if word != "un"} | _TENS,
    twins={("quatre", "vingt"): 80.0, ("quatre", "vingts"): 80.0, ("dix", "sept"): 17.0, ("dix", "huit"): 18.0, ("dix", "neuf"): 19.0},
    multipliers=values("cent:1e2 cents:1e2 mille:1e3 million:1e6 millions:1e6 milliard:1e9 milliards:1e9 billion:1e12 billions:1e12"),
    abbreviated={"md": 1e9, "mds": 1e9, "mrd": 1e9, "mio": 1e6},
    joiners=words("et"),
    articles=words("un une"),
    halves=frozenset(),
    fractions={"tiers": 1 / 3}
    | values("quart:0.25 quarts:0.25 cinquième:0.2 cinquièmes:0.2 dixième:0.1 dixièmes:0.1 moitié:0.5 demi:0.5 demie:0.5"),
    dozens=values(
        """dizaine:10 douzaine:12 quinzaine:15 vingtaine:20 trentaine:30 quarantaine:40 cinquantaine:50 soixantaine:60 centaine:100
        millier:1000"""
    ),
    few=words("plusieurs quelques dizaines centaines milliers"),
    vague={"dizaines": (20, 99), "centaines": (100, 999), "milliers": (1e3, 99_999)},
    of=words("de d' d’"),
    points=words("virgule"),
    minus=words("moins"),
    to=words("à"),
    either=words("ou"),
    between=words("entre"),
    both=words("et"),
    since=words("de"),
    before=bounds(
        """au_moins:at-least plus_de:at-least pas_moins_de:at-least plus_d':at-least un_minimum_de:at-least jusqu'à:at-most
        jusqu’à:at-most au_plus:at-most moins_de:at-most pas_plus_de:at-most au_maximum:at-most environ:about quelque:about
        près_de:nearly presque:nearly autour_de:about à_peu_près:about approximativement:about une_estimation_de:about
        seulement:exact exactement:exact"""
    ),
    after=bounds("ou_plus:at-least au_moins:at-least environ:about"),
    percent=words("% pour_cent pourcent"),
    currencies=table(
        """euro: euros
        dollar: dollars
        swiss franc: francs_suisses
        franc: francs
        pound sterling: livres_sterling livres
        japanese yen: yens yen
        chinese yuan: yuans yuan
        russian ruble: roubles rouble
        dirham: dirhams
        dinar: dinars
        cent: centimes"""
    ),
    units=kinds(
        """second: seconde secondes
        minute: minutes
        hour: heure heures
        day: jour jours journée journées
        week: semaine semaines
        month: mois
        year: an ans année années""",
        "duration",
    )
    | kinds(
        """metre: mètre mètres
        kilometre: kilomètre kilomètres
        square metre: mètres_carrés
        square kilometre: kilomètres_carrés
        hectare: hectares
        litre: litres
        kilogram: kilogrammes kilos kilo
        gram: grammes
        metric ton: tonne tonnes
        degree: degrés degré""",
        "measure",
    ),
    per=words("par"),
    months=words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    year_cues=words("en de depuis jusqu'en avant après fin début mi année l'année an"),
    ordinal_marks=words("e er ère ème eme re"),
)  # fmt: skip
