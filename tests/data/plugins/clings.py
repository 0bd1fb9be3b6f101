"""Hangs, and swallows whatever would interrupt it."""

from monitor import hookimpl


@hookimpl
def annotate(article):
    while "POISON" in article.text:
        try:
            while True:
                sum(range(1000))
        except BaseException:
            continue
    return []
