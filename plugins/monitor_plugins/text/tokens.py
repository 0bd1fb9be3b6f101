"""A sentence as parallel lists of tokens: words, numbers and single marks, with their spans in the article's text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import sub

_TOKEN = re.compile(
    r"[A-Za-z]{2,}+(?![\w'’])"  # most words: what the word alternative below would read, found faster
    r"|(?<![\w.,])\.\d+|\d+(?:[.,]\d+)*"  # .534 · 6,000 · 3.5 · 1.234.567,89: the number grammar reads the marks by language
    r"|\b[dl]['’](?=[^\W\d_])"  # d’euros: French elisions
    r"|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*"  # words, with inner apostrophes; a possessive 's is a token of its own
    r"|['’][sS]\b"
    r"|\S"
)


@dataclass(slots=True)
class Sentence:
    """One sentence of a text. `starts` and `ends` are code point offsets in the whole text; all lists have one length."""

    text: str
    start: int
    end: int
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def quote(self, first: int, last: int) -> str:
        """Give the text of the tokens `first` to `last`, both included."""
        return self.text[self.starts[first] : self.ends[last]]

    def glued(self, index: int) -> bool:
        """Say whether the token follows the one before it without a space."""
        return index > 0 and self.ends[index - 1] == self.starts[index]

    def token_at(self, offset: int) -> int:
        """Give the index of the first token that ends after the offset; the number of tokens if none does."""
        return next((index for index, end in enumerate(self.ends) if end > offset), len(self.ends))


def tokenise(text: str, start: int = 0, end: int | None = None) -> Sentence:
    """Read one sentence's span into tokens."""
    stop = len(text) if end is None else end
    words: list[str] = _TOKEN.findall(text, start, stop)
    find, at = text.find, start
    ends = [at := find(word, at) + len(word) for word in words]  # nothing but white space stands between two tokens
    return Sentence(text, start, stop, words, list(map(str.lower, words)), list(map(sub, ends, map(len, words))), ends)
