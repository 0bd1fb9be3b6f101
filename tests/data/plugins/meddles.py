"""Tries to change what the others will see."""

from monitor import hookimpl


@hookimpl
def annotate(article):
    object.__setattr__(article, "text", "nothing to see here")
    return []
