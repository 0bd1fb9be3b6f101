"""Spanish: number forms."""

from __future__ import annotations

from monitor_plugins.languages import NumberForms, kinds, table
from monitor_plugins.text.words import bounds, counted, values, words

_SMALL = counted(
    """cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve
    veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"""
)
_TENS = values(
    "treinta:30 cuarenta:40 cincuenta:50 sesenta:60 setenta:70 ochenta:80 noventa:90 veintiún:21 veintidos:22 veintitres:23 veintiseis:26"
)
_HUNDREDS = {"cien": 100.0, "ciento": 100.0} | {
    stem + ending: 100.0 * value
    for value, stem in (
        (2, "doscient"),
        (3, "trescient"),
        (4, "cuatrocient"),
        (5, "quinient"),
        (6, "seiscient"),
        (7, "setecient"),
        (8, "ochocient"),
        (9, "novecient"),
    )
    for ending in ("os", "as")
}

FORMS = NumberForms(
    decimal=",",
    group=".",
    space_groups=True,
    cardinals={word: value for word, value in _SMALL.items() if word != "uno"} | _TENS | _HUNDREDS,
    multipliers={"mil": 1e3, "millón": 1e6, "millones": 1e6, "billón": 1e12, "billones": 1e12},
    abbreviated={"mill": 1e6},
    joiners=words("y"),
    articles=words("un una"),
    halves=words("medio media"),
    fractions={"tercio": 1 / 3, "tercios": 1 / 3} | values("cuarto:0.25 cuartos:0.25 quinto:0.2 quintos:0.2 décimo:0.1 mitad:0.5"),
    dozens={"docena": 12.0, "decena": 10.0, "veintena": 20.0, "centenar": 100.0, "millar": 1000.0},
    few=words("varios varias algunos algunas pocos decenas docenas cientos centenares miles millares"),
    vague={
        "decenas": (20, 99),
        "docenas": (24, 99),
        "cientos": (100, 999),
        "centenares": (100, 999),
        "miles": (1e3, 99_999),
        "millares": (1e3, 99_999),
    },
    of=words("de"),
    points=words("coma"),
    minus=words("menos"),
    to=words("a hasta"),
    either=words("o u"),
    between=words("entre"),
    both=words("y"),
    since=words("de desde"),
    before=bounds(
        """al_menos:at-least por_lo_menos:at-least más_de:at-least no_menos_de:at-least como_mínimo:at-least hasta:at-most
        como_máximo:at-most menos_de:at-most no_más_de:at-most alrededor_de:about unos:about unas:about cerca_de:nearly casi:nearly
        aproximadamente:about en_torno_a:about solo:exact sólo:exact exactamente:exact"""
    ),
    after=bounds("o_más:at-least como_mínimo:at-least aproximadamente:about"),
    percent=words("% por_ciento"),
    currencies=table(
        """euro: euros
        dollar: dólares dólar
        peso: pesos
        mexican peso: pesos_mexicanos
        pound sterling: libras libras_esterlinas
        sol: soles
        bolívar: bolívares
        real: reales
        japanese yen: yenes
        cent: centavos céntimos"""
    ),
    units=kinds(
        """second: segundo segundos
        minute: minuto minutos
        hour: hora horas
        day: día días
        week: semana semanas
        month: mes meses
        year: año años""",
        "duration",
    )
    | kinds(
        """metre: metro metros
        kilometre: kilómetro kilómetros
        square metre: metros_cuadrados
        square kilometre: kilómetros_cuadrados
        hectare: hectárea hectáreas
        litre: litro litros
        kilogram: kilo kilos kilogramos
        gram: gramos
        metric ton: tonelada toneladas
        degree: grados""",
        "measure",
    ),
    per=words("por"),
    months=words("enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre"),
    year_cues=words("en de desde hasta del año antes después finales principios"),
    ordinal_marks=words("º ª o a"),
)  # fmt: skip
