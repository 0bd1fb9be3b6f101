"""The annotator `hashtags`: marks tags, handles and tickers where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor import Article, Mention, hookimpl

version = "1"

# Not after a word, a slash or another mark: addresses (me@example.org), fragments (page/#top) and prices (US$5) are no tags.
_TAG = re.compile(r"(?<![\w#@$/.&])(?:[#@](?=\w*[^\W\d_])\w+|\$[A-Z]{1,6}(?!\w))")


@hookimpl
def annotate(article: Article) -> Iterator[Mention]:
    """Yield a mention of kind `tag` for each, named in lower case with its mark."""
    for found in _TAG.finditer(article.text):
        yield Mention(start=found.start(), end=found.end(), quote=found[0], name=found[0].casefold(), kind="tag")
