"""French: number forms."""

from __future__ import annotations

from monitor_plugins.languages import NumberForms, kinds, table
from monitor_plugins.text.words import pairs, words

_SMALL = {
    word: float(value)
    for value, word in enumerate(
        [
            "zéro",
            "un",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
            "treize",
            "quatorze",
            "quinze",
            "seize",
        ]
    )
}
_TENS = {
    "vingt": 20.0,
    "trente": 30.0,
    "quarante": 40.0,
    "cinquante": 50.0,
    "soixante": 60.0,
    "septante": 70.0,
    "huitante": 80.0,
    "octante": 80.0,
    "nonante": 90.0,
}

FORMS = NumberForms(
    decimal=",",
    group=".",
    space_groups=True,
    cardinals={word: value for word, value in _SMALL.items() if word != "un"} | _TENS,
    twins={("quatre", "vingt"): 80.0, ("quatre", "vingts"): 80.0, ("dix", "sept"): 17.0, ("dix", "huit"): 18.0, ("dix", "neuf"): 19.0},
    multipliers={"cent": 1e2, "cents": 1e2, "mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "billion": 1e12, "billions": 1e12},
    abbreviated={"md": 1e9, "mds": 1e9, "mrd": 1e9, "mio": 1e6},
    joiners=words("et"),
    articles=words("un une"),
    halves=frozenset(),
    fractions={"tiers": 1 / 3, "quart": 0.25, "quarts": 0.25, "cinquième": 0.2, "cinquièmes": 0.2, "dixième": 0.1, "moitié": 0.5, "demi": 0.5, "demie": 0.5},
    dozens={"dizaine": 10.0, "douzaine": 12.0, "quinzaine": 15.0, "vingtaine": 20.0, "trentaine": 30.0, "quarantaine": 40.0, "cinquantaine": 50.0, "soixantaine": 60.0, "centaine": 100.0, "millier": 1000.0},
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
    before=pairs(
        """au_moins:at_least plus_de:at_least pas_moins_de:at_least plus_d':at_least un_minimum_de:at_least jusqu'à:at_most
        jusqu’à:at_most au_plus:at_most moins_de:at_most pas_plus_de:at_most au_maximum:at_most environ:about quelque:about
        près_de:nearly presque:nearly autour_de:about à_peu_près:about approximativement:about une_estimation_de:about
        seulement:exact exactement:exact"""
    ),
    after=pairs("ou_plus:at_least au_moins:at_least environ:about"),
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
