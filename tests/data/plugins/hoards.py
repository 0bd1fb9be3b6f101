from monitor import hookimpl


@hookimpl
def annotate(article):
    kept = []
    while "POISON" in article.text:
        kept.append(bytearray(10_000_000))
    return []
