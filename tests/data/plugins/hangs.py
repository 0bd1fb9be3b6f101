from monitor import hookimpl


@hookimpl
def annotate(article):
    while "POISON" in article.text:
        pass
    return []
