"""The annotator of figures: every quantity of a text, with its interval, what it counts, whose, where, when, and who says so.

English is read whole. Of German, French and Spanish the number forms are read, and such figures carry confidence 0; other
languages yield nothing, for a figure misread is worse than a figure missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from monitor import Article, Quantity, hookimpl
from monitor_plugins.languages import forms
from monitor_plugins.numbers.foreign import foreign_quantities
from monitor_plugins.numbers.reading import Reader
from monitor_plugins.text.language import guess

version = "6"
MOST = 5000  # figures of one article; more than any report holds, few enough for a hostile text


@hookimpl
def annotate(article: Article) -> Iterator[Quantity]:
    """Yield the quantities of an article in the order of their spans."""
    lang = article.lang or guess(article.text)
    known = forms(lang)
    if known is None:
        return iter(())
    if lang.lower().startswith("en"):
        return islice(Reader(article.text, known, article.at.year).quantities(), MOST)
    return islice(foreign_quantities(article.text, known, lang), MOST)
