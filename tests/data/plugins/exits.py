import sys

from monitor import hookimpl


@hookimpl
def annotate(article):
    if "POISON" in article.text:
        sys.exit(4)
    return []
