import ctypes

from monitor import hookimpl


@hookimpl
def annotate(article):
    if "POISON" in article.text:
        ctypes.string_at(0)
    return []
