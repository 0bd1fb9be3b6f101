"""Says which entries and reports are the same article: canonical links and identifying keys."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

from monitor.acquire.markup import text_of
from monitor.model.article import Entry

# Parameters that say how a reader came, or who they are, and never what the page shows.
_TRACKING_PREFIXES = (
    "utm_",
    "mtm_",
    "pk_",
    "piwik_",
    "matomo_",
    "hsa_",
    "vero_",
    "oly_",
    "_hs",
    "__hs",
    "ns_",
    "at_custom",
    "guce_referrer",
    "aspsessionid",
)
_TRACKING_NAMES = """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid li_fat_id igshid igsh epik obclid wickedid rb_clickid
    irclickid mc_cid mc_eid _ga _gl hsctatracking s_cid sc_cid mkt_tok spm scm icid cmpid cmp ml_subscriber ml_subscriber_hash
    at_medium at_campaign at_format at_link_id at_link_type at_link_origin at_ptr_name ref_src ref_url smid smtyp guccounter ocid
    xtor wt.mc_id wt_mc wtrid ito ftag taid traffic_source ss_source ss_campaign_id ss_campaign_name ss_email_id cx_testid
    cx_testvariant cx_artpos phpsessid jsessionid sessionid
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
_PLAIN = re.compile(r"[A-Za-z0-9._~!$'()*,:;=@/?&+-]*")
_RESERVED = re.compile(r"(%(?:2[0-9A-CFa-cf]|3[A-Fa-f]|40|5[BDbd]))")
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/?#]*", re.IGNORECASE)
_FRONT = re.compile(r"https://[^/]+/")
_PORTS = {"http": 80, "https": 443}
_LONGEST = 500


def canonical_link(url: str | None) -> str | None:
    """Give the one spelling of a web address that identifies what it shows; None if it is no web address.

    The same: http and https, upper and lower case of the host, a leading "www.", a final dot, the default port, the order of
    parameters, tracking and session parameters, percent-encoding of letters, dot segments, the fragment (unless it begins
    with "!" or "/", by which pages in a browser tell their pages apart). Different: paths (with or without a final slash,
    upper or lower case), other parameters and their values.
    """
    try:
        parts = urlsplit((url or "").strip())
        return _spelled(parts, _host(parts), parts.port)
    except ValueError:  # no address at all, or one with characters that have no place in any encoding
        return None


def _spelled(parts: SplitResult, host: str, port: int | None) -> str | None:
    if parts.scheme not in _PORTS or not host:
        return None
    netloc = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    fragment = f"#{_plain(parts.fragment)}" if parts.fragment.startswith(("!", "/")) else ""
    query = _query(parts.query)
    return f"https://{netloc}{_path(parts.path)}{'?' + query if query else ''}{fragment}"


def _host(parts: SplitResult) -> str:
    host = unicodedata.normalize("NFKC", parts.hostname or "").rstrip(".").removeprefix("www.")
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else f"[{host}]" if ":" in host else host
    except UnicodeError:
        return host


def _path(path: str) -> str:
    """Give the path without dot segments and session, percent-encoding in its one normal form (RFC 3986, section 6.2.2)."""
    kept: list[str] = []
    segments = _plain(_SESSION.sub("", path)).split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    return "&".join(sorted(_plain(pair.replace("+", "%20")) for pair in query.split("&") if pair and not _tracks(pair)))


def _tracks(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _plain(text: str) -> str:
    """Percent-encode what must be, decode what need not be; reserved characters stay as they were written (RFC 3986, 6.2.2.2)."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(part.upper() if _RESERVED.fullmatch(part) else _encoded(part) for part in _RESERVED.split(text))


def _encoded(part: str) -> str:
    return quote(unquote_to_bytes(part), safe="!$'()*,:;=@/~?&+")


def identify(source: str, entries: Sequence[Entry], home: str = "") -> tuple[Entry, ...]:
    """Give the entries of one feed document, in its order, each with its keys, strongest first; repeated ones only once.

    1. `guid:<source>:<guid>`. Where different entries of the document share a guid, guid, link and title together stand for it.
    2. `link:<canonical link>`, the same for every source: this catches guids that change with every fetch, moved feeds, and
       one article in several feeds. Left out where it does not identify: different entries of the document share it, or it
       is the feed's own home page or a site's front page.
    3. `text:<source>:<hash>` of the folded title and text, only for entries without an identifying link, and left out where
       entries with different guids share it (unless it is the only key).

    Use at intake: look the keys up in this order; the first known one names the article. Then add all keys that are unknown
    to that article; leave those that belong to another one. If none is known, the article is new and gets them all.
    """
    unique = _firsts(entries, lambda entry: (entry.id, entry.link, entry.title, entry.summary, entry.content))
    guids = Counter(entry.id for entry in unique)
    links = [canonical_link(entry.link) for entry in unique]
    vague = _shared(links, unique) | {canonical_link(home)}
    drafts = [_draft(source, entry, link, guids, vague) for entry, link in zip(unique, links, strict=True)]
    texts = Counter(keys[-1] for keys in drafts if keys[-1].startswith("text:"))
    identified = [replace(entry, keys=_distinct(keys, texts)) for entry, keys in zip(unique, drafts, strict=True)]
    return tuple(_named(entry) for entry in _firsts(identified, lambda entry: entry.keys[0]))


def _firsts(entries: Iterable[Entry], key: Callable[[Entry], Hashable]) -> list[Entry]:
    """Give the first entry of each key, in order."""
    found: dict[Hashable, Entry] = {}
    for entry in entries:
        found.setdefault(key(entry), entry)
    return list(found.values())


def _shared(links: Sequence[str | None], entries: Sequence[Entry]) -> set[str | None]:
    """Give the links that stand with more than one guid or title."""
    counted = Counter(link for link, _ in {(link, entry.id or entry.title) for link, entry in zip(links, entries, strict=True)})
    return {link for link, times in counted.items() if times > 1}


def _draft(source: str, entry: Entry, link: str | None, guids: Counter[str | None], vague: set[str | None]) -> tuple[str, ...]:
    several = guids[entry.id] > 1
    guid = _digest(entry.id, link or "", entry.title) if several and entry.id else _bounded(entry.id or "")
    named = link is not None and link not in vague and not _FRONT.fullmatch(link)
    weak = _link_key(link) if link and named else _text_key(source, entry)
    return (f"guid:{source}:{guid}", weak) if entry.id else (weak,)


def _distinct(keys: tuple[str, ...], texts: Counter[str]) -> tuple[str, ...]:
    return keys[:-1] if len(keys) > 1 and texts[keys[-1]] > 1 else keys


def _named(entry: Entry) -> Entry:
    return entry if entry.ref else replace(entry, ref=entry.keys[0])


def identify_report(source: str, entry: Entry, path: str | None = None) -> Entry:
    """Give a report its one key: its address (shared with feeds), else its id, else its file's path, else its content.

    Ids, paths and contents count within their source. `path` is None for a row of a file with many reports.
    """
    if link := canonical_link(entry.link):
        key = _link_key(link)
    elif entry.id:
        key = f"report:{source}:{_bounded(entry.id)}"
    else:
        key = f"path:{source}:{_bounded(path)}" if path is not None else _text_key(source, entry)
    return replace(entry, keys=(key,))


def _link_key(link: str) -> str:
    return f"link:{_bounded(link)}"


def _text_key(source: str, entry: Entry) -> str:
    body = max(entry.content, entry.summary, key=len)
    return f"text:{source}:{_digest(_folded(entry.title), _folded(body if entry.plain else text_of(body)))}"


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _bounded(text: str) -> str:
    """Give the text itself, or what stands for it if it is too long for a key; lone surrogates have no place in a store."""
    safe = text.encode("utf-8", "replace").decode("utf-8")
    return safe if len(safe) <= _LONGEST else f"sha256:{_digest(safe)}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
