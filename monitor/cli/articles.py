"""`monitor articles list|show`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from monitor.cli import home

COLUMNS = ("id", "at", "outlet", "title", "source")


def add_arguments(parser: ArgumentParser, verb: str) -> None:
    """Declare the subcommands."""
    del verb
    verbs = parser.add_subparsers(required=True, metavar="list|show")
    listing = verbs.add_parser("list", help="list stored articles, newest first")
    listing.set_defaults(call=list_articles)
    home.add_format(listing)
    home.add_page(listing)
    listing.add_argument("--source", help="only articles of this source")
    listing.add_argument("--rule", help="only articles in which this rule found something")
    listing.add_argument("--since", metavar="TIME", help="not older than this: 2026-02-16, or 30d, 12h")
    listing.add_argument("--until", metavar="TIME", help="older than this")
    listing.add_argument("--q", metavar="WORDS", help='with these words: cat "wild cat" cat* cat OR dog -mouse')
    show = verbs.add_parser("show", help="show one article with its revisions")
    show.set_defaults(call=show_article)
    show.add_argument("article", help="its id, ref or URL")


def list_articles(given: Namespace) -> int:
    """Print articles as the contract says."""
    from monitor.cli.output import emit
    from monitor.notify.rows import article_row
    from monitor.query import ArticleQuery, read_time
    from monitor.store import pages
    from monitor.store.listing import find_articles

    now = home.now()
    query = ArticleQuery(
        source=given.source,
        rule=given.rule,
        since=read_time(given.since, now) if given.since else None,
        until=read_time(given.until, now) if given.until else None,
        q=given.q,
        after=home.number(given.after),
        limit=given.limit,
    )
    with home.store(given) as store, store.read() as connection:
        found = find_articles(connection, query)
        read = pages.verdicts(connection, [article.id for article in found])
    rows = ({**article_row(article), "page": read.get(article.id, (None,))[0]} for article in found)
    shown = emit(rows, (*COLUMNS, "page") if read else COLUMNS, given.format)
    home.say_more(shown, given.limit, found[-1].id if found else None)
    return 0


def show_article(given: Namespace) -> int:
    """Print one article: what is known of it, its latest text, and when it changed."""
    from monitor.cli.output import printable
    from monitor.errors import UsageError
    from monitor.model.plain import spoken
    from monitor.store.listing import article_by_ref, revisions_of

    with home.store(given) as store, store.read() as connection:
        found = article_by_ref(connection, given.article)
        if found is None:
            raise UsageError(f"no article is known by {given.article!r}: see `monitor articles list`")
        revisions = [article for _, article in revisions_of(connection, found)]
    latest = revisions[-1]
    print(printable(latest.title))
    who = f"{printable(latest.outlet)} ({latest.source})" if latest.outlet else latest.source
    print(f"article {latest.id}, {who}, {spoken(latest.at)}, {printable(latest.url or latest.ref)}")
    for article in revisions[1:]:
        print(f"revision {article.revision} taken in as arrival {article.arrival}")
    print()
    for line in latest.text.splitlines():
        print(printable(line))
    return 0
