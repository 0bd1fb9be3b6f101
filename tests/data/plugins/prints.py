import os
import sys

from monitor import hookimpl


@hookimpl
def annotate(article):
    while "POISON" in article.text:
        print("x" * 1000)
        sys.stderr.write("y" * 1000)
        os.write(1, b"z" * 1000)
    return []
