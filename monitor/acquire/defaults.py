"""Fills in what the entries of a feed do not say themselves."""

from __future__ import annotations

from dataclasses import replace

from monitor.model.article import Feed


def with_defaults(feed: Feed, *, outlet: str = "", lang: str = "") -> Feed:
    """Give the feed with its entries' outlet and language filled in: their own, else the source's (given here), else the feed's."""
    outlet, lang = outlet or feed.title, lang or feed.lang
    if all((entry.outlet or not outlet) and (entry.lang or not lang) for entry in feed):
        return feed
    entries = (replace(entry, outlet=entry.outlet or outlet, lang=entry.lang or lang) for entry in feed)
    return replace(feed, entries=tuple(entries))
