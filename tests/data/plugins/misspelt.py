from monitor import hookimpl


@hookimpl
def anotate(article):
    return []
