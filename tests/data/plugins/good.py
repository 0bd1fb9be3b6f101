"""A sound annotator and detector: marks and reports every word in capitals."""

import re

from monitor import Evidence, Hit, Mention, hookimpl

version = "3"


@hookimpl
def annotate(article):
    for found in re.finditer(r"\b[A-Z]{3,}\b", article.text):
        yield Mention(start=found.start(), end=found.end(), quote=found[0], name=found[0], kind="shout")


@hookimpl
def detect(article, history):
    for note in article.annotations:
        quote = Evidence(article=article.id, revision=article.revision, start=note.start, end=note.end, quote=note.quote)
        yield Hit(key=note.name, title=f"someone shouts {note.name}", evidence=(quote,))
