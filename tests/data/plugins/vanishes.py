import os

from monitor import hookimpl


@hookimpl
def annotate(article):
    if "POISON" in article.text:
        os._exit(7)
    return []
