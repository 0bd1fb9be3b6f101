"""Is slow, but does no harm."""

import time

from monitor import hookimpl


@hookimpl
def annotate(article):
    if "DOZE" in article.text:
        time.sleep(0.7)
    return []
