"""The texts that plugins are tried on: ordinary reports, and texts that no honest newsroom would print."""

from __future__ import annotations

from collections.abc import Mapping

SIZE = 200_000  # characters of the long hostile texts

ORDINARY: Mapping[str, str] = {
    "a toll": (
        "Bridge collapse kills nine near Alton\n\nAt least nine people were killed and 14 injured when a road bridge fell into the river "
        "near Alton on Monday, the fire service said. Rescue chief Maria Olsen told reporters that two cars were still missing."
    ),
    "a toll revised": (
        "Alton toll rises to 12\n\nThe number of people killed in the Alton bridge collapse rose to 12 from nine, the interior ministry "
        'said on Tuesday. "We expect no more," said Maria Olsen, who leads the rescue.'
    ),
    "a denial": (
        "Company denies it knew of cracks\n\nThe operator, Tarn Roads, denied that it had been told of cracks in the bridge. "
        "A spokesman, Piet Brandt, said the last inspection had found nothing."
    ),
    "money and percent": (
        "Tarn Roads falls 7.5 percent\n\nShares fell 7.5 % to $3.20, wiping €120m off its value. Revenue was between 1.1 and 1.3 billion "
        "dollars last year, up from $980 million."
    ),
    "a short wire": "ALTON (Agency) - Trains ran again on Wednesday.",
    "capitals and marks": "BREAKING: #Alton bridge – see https://news.example/a?b=1&c=2 @tarnroads $TARN!!! 50% OFF??",
    "one word": "Alton",
    "no letters": "12.05.2026 — 3:1 … 100 %",
    "a list": "What we know\n\n- Twelve dead\n- Fourteen injured\n- Two missing\n\nWhat we don't know\n\n1. Why it fell\n2. Who knew",
    "German": (
        "Zwölf Tote bei Brückeneinsturz\n\nBeim Einsturz einer Brücke sind mindestens zwölf Menschen ums Leben gekommen, rund 6.000 "
        "Haushalte waren ohne Strom, teilte das Innenministerium am Dienstag mit."
    ),
    "French": "Douze morts\n\nSelon le ministère, au moins douze personnes sont mortes ; les dégâts s'élèvent à 1,5 million d'euros.",
    "Korean": "교량 붕괴로 12명 사망\n\n소방당국은 화요일 최소 12명이 숨지고 14명이 다쳤다고 밝혔다.",
    "Arabic": "انهيار جسر\n\nقالت وزارة الداخلية إن ١٢ شخصا على الأقل قتلوا وأصيب ١٤ آخرون.",
    "Chinese": "大桥坍塌致十二人死亡\n\n内政部周二表示，至少12人死亡，14人受伤。",
    "beyond the first plane": "𝔄lton 🚧 bridge: 12 👨‍👩‍👧‍👦 families moved, says Ωmega. É = É.",
}


def _long(piece: str) -> str:
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


HOSTILE: Mapping[str, str] = {
    "an empty text": "",
    "only spaces": " \n\t " * 500,
    "digits without end": _long("1234567890"),
    "numbers without end": _long("12 3,400 5.6 "),
    "number words without end": _long("thousands of "),
    "one word without end": _long("a"),
    "capitals without end": _long("Alton Bridge Olsen "),
    "one sentence without end": _long("the minister said that the river rose and "),
    "quotation marks without end": _long("\"“»'"),
    "brackets without end": _long("([{<"),
    "lines without end": _long("\n"),
    "commas and stops without end": _long("., "),
    "letters with marks piled on": _long("e" + "\u0301\u0323" * 20),
    "writing directions that change": _long("\u202eabc\u202c\u2067אבג\u2069"),
    "control characters": "".join(map(chr, range(1, 32))) * 500 + "\x7f\x85\u2028\u2029\ufeff\ufffd",
    "what looks like code": "{0} %s %(x)s ${jndi:ldap://x} {{7*7}} '; DROP TABLE article; -- <script>alert(1)</script> =1+1 ../../etc",
    "pictures without end": _long("👨‍👩‍👧‍👦🏳️‍🌈"),
}

DOCUMENTS: Mapping[str, tuple[str, bytes]] = {
    "an empty document": ("text/xml", b""),
    "not text": ("application/octet-stream", bytes(range(256)) * 400),
    "a web page": ("text/html", b"<!doctype html><title>Sign in</title><p>Please accept our cookies"),
    "a feed": (
        "application/rss+xml",
        b"<rss version='2.0'><channel><title>A</title><item><title>Nine dead</title><guid>1</guid></item></channel></rss>",
    ),
    "a feed cut short": ("application/rss+xml", b"<rss version='2.0'><channel><title>A</title><item><title>Nine de"),
    "elements without end": ("text/xml", b"<a>" * 60_000),
    "entities that grow": ("text/xml", b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><rss><a>&c;&c;</a></rss>'),
    "characters that are none": ("text/xml", b"<rss><channel><title>&#x110000;&#0;\x00\xff\xfe</title></channel></rss>"),
    "JSON without end": ("application/feed+json", b"[" * 60_000),
    "one JSON report": ("application/x-ndjson", b'{"id":"1","title":"Nine dead","text":"Nine people died."}\n'),
}
