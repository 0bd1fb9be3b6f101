from monitor import hookimpl


@hookimpl
def annotate(article):
    yield from ()
    if "POISON" in article.text:
        raise ZeroDivisionError("division\nby zero")
