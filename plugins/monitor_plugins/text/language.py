"""Which language a text is in, when nobody says: by its most common words."""

from __future__ import annotations

import re

from monitor_plugins.text.words import words

_COMMON = {
    "en": words("the of and to in is was were for that with on at by has have had are said from as it an be this"),
    "de": words(
        """der die das und ist nicht mit von den des dem ein eine einer im zu auf für sich nach bei wurden sind hat haben auch als wird
        seien rund"""
    ),
    "fr": words("""le la les des et est une un dans du en au aux que qui par sur pour pas ont sont été avec ce selon plus"""),
    "es": words("el la los las y en de que del un una por con para se al son han fue más según como lo sus es unos"),
}
_WORD = re.compile(r"[^\W\d_]+")
_HEAD = 1500  # code points that are enough to tell


def guess(text: str) -> str:
    """Give the code of the language that the text is clearly in: en, de, fr, es; "und" for another script or none; English in doubt."""
    found = [word.lower() for word in _WORD.findall(text[:_HEAD])]
    if not found:
        return "en"
    if sum(ord(word[0]) > 0x24F for word in found) * 2 > len(found):
        return "und"
    hits = {code: sum(word in common for word in found) for code, common in _COMMON.items()}
    best = max(hits, key=lambda code: (hits[code], code == "en"))
    clearly = (hits[best] >= 3 and hits[best] >= 2 * hits["en"]) or (hits[best] >= 2 and not hits["en"])
    if clearly:
        return best
    return "und" if len(found) >= 40 and hits["en"] * 40 < len(found) else "en"
