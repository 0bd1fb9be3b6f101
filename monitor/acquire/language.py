"""Guesses the language of a text from its script and its commonest words; says nothing where it is not sure."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 2_000
_SCRIPTS = {
    "ko": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", "kana": "\u3040-\u30ff", "zh": "\u3400-\u4dbf\u4e00-\u9fff", "ru": "\u0400-\u052f",
    "ar": "\u0600-\u06ff\u0750-\u077f", "he": "\u0590-\u05ff", "el": "\u0370-\u03ff", "th": "\u0e00-\u0e7f", "hi": "\u0900-\u097f",
    "latin": "A-Za-z\u00c0-\u024f",
}  # fmt: skip
_LETTERS = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}
_UKRAINIAN, _PERSIAN = re.compile("[іїєґ]", re.IGNORECASE), re.compile("[پچژگ]")
# The commonest function words of each language that no other of these shares, or shares only rarely.
_WORDS = {
    "en": "the of and to that was with for from said has have were by which they would been their after who this are not will",
    "de": "der die und das ist nicht mit den von sich auf für dem ein eine auch als wird nach bei sind wurde zum zur einer über",
    "fr": "les des est dans une pour qui sur pas au par avec ont plus cette sont été aux ce mais après du et leur selon",
    "es": "el los las por con una del que para como más pero sus fue este esta según entre también ha y su ser tras",
    "it": "il che della per con una del gli sono nel alla non dei di anche è più dal nella stato hanno ha degli",
    "pt": "não uma os com para que dos mais foi pelo ao pela são também das em na ser segundo após um do da",
    "nl": "het een van en niet zijn voor met op dat te aan ook naar werd heeft door bij de worden hebben",
}
_WORDS_OF = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_ASCII = re.compile(r"[\x00-\x7f]+")
_WORD = re.compile(r"[^\W\d_]+")


def primary(tag: str) -> str:
    """Give the language of a tag such as "en-US" or "zh_Hant": its first part, in lower case; "" if it is no tag."""
    first = re.match(r"\s*([A-Za-z]{2,3})(?![A-Za-z])", tag)
    return first[1].lower() if first else ""


def guess_language(text: str) -> str:
    """Give the two-letter code of the text's language, or "" if unsure. Reads its first 2,000 characters."""
    sample = text[:_SAMPLE]
    if len(_ASCII.sub("", sample)) < 0.2 * len(sample):
        return _by_words(sample)
    counts = {name: len(letters.findall(sample)) for name, letters in _LETTERS.items()}
    total = sum(counts.values())
    if total < 2:
        return ""
    if counts["kana"] > 0.1 * total:
        return "ja"
    script = max(counts, key=lambda name: counts[name])
    if counts[script] < 0.5 * total:
        return ""
    return _by_words(sample) if script == "latin" else _by_letters(script, sample)


def _by_letters(script: str, sample: str) -> str:
    if script == "ru":
        return "uk" if len(_UKRAINIAN.findall(sample)) > 0.01 * len(sample) else "ru"
    return "fa" if script == "ar" and len(_PERSIAN.findall(sample)) > 0.01 * len(sample) else script


def _by_words(sample: str) -> str:
    """Give the language whose function words make up a tenth of the text and are half again as many as any other's."""
    words = _WORD.findall(sample.lower())
    counts = Counter(words)
    hits = Counter({language: sum(counts[word] for word in known) for language, known in _WORDS_OF.items()})
    (best, most), (_, second) = hits.most_common(2)
    return best if most >= 2 and most >= 0.1 * len(words) and most >= 1.5 * second else ""
