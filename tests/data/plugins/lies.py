"""Marks a span that is not there."""

from monitor import Mention, hookimpl


@hookimpl
def annotate(article):
    if "POISON" in article.text:
        yield Mention(start=0, end=10_000, quote="nowhere", name="nowhere", kind="lie")
