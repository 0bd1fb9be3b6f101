"""Checks what plugins answer against the contract: types, finite numbers, spans, quotes, sizes."""

from __future__ import annotations

import json
import re
import types
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from functools import cache
from math import isfinite
from operator import attrgetter
from typing import Any, Union, get_args, get_origin, get_type_hints

import orjson

from monitor.host.fault import Breach
from monitor.model.alert import Evidence, Hit, Role
from monitor.model.annotation import Match, Mention, Placement, Quantity, Statement
from monitor.model.article import Article, Feed, Payload
from monitor.model.history import History

STRING_SIZE = 1_000_000
DETAILS_SIZE = 100_000
TITLE_SIZE = 2_000
HITS_PER_RULE = 1_000
_INT = range(-(2**63), 2**63)
_Check = Callable[[Any], bool]
_Reader = Callable[[Any], tuple[Any, ...]]
_ONLY_STR = frozenset({str})
_LONE = re.compile("[\ud800-\udfff]")
_as_json = json.JSONEncoder(allow_nan=False, ensure_ascii=False).encode


def check_annotation(note: Any, article: Article) -> None:
    """Check one annotation of an article.

    Raises: Breach, saying what is wrong with which field.
    """
    if type(note) not in (Mention, Quantity, Statement, Match):
        raise Breach(f"answered {type(note).__name__}, not an annotation")
    _check_fields(note)
    if type(note) is Match:
        _check_match(note, article)
    else:
        _check_quote(note, article, "its annotation")
    _check_share(note, "confidence")


def _check_match(match: Match, article: Article) -> None:
    for start, end in match.spans:
        if not 0 <= start <= end <= len(article.text):
            raise Breach(f"Match of rule {match.rule!r} has a span outside the text: {start}:{end} of {len(article.text)}")
    if match.quote:
        _check_quote(match, article, f"Match of rule {match.rule!r}")


def check_placement(placement: Any, article: Article) -> None:
    """Check one placement of an article.

    Raises: Breach.
    """
    if type(placement) is not Placement:
        raise Breach(f"answered {type(placement).__name__}, not a Placement")
    _check_fields(placement)
    _check_size(placement, "key", "title")
    if not placement.key:
        raise Breach("Placement.key is empty")
    if placement.annotation is not None and not 0 <= placement.annotation < len(article.annotations):
        raise Breach(f"Placement.annotation is {placement.annotation}, but the article has {len(article.annotations)} annotations")


def check_hit(hit: Any, article: Article, history: History) -> None:
    """Check one hit, and each quote against the very revision that it names.

    Raises: Breach.
    """
    if type(hit) is not Hit:
        raise Breach(f"answered {type(hit).__name__}, not a Hit")
    _check_fields(hit)
    _check_size(hit, "key", "title")
    _check_share(hit, "score")
    if not hit.key:
        raise Breach("Hit.key is empty")
    if not hit.evidence:
        raise Breach(f"hit {hit.key!r} has no evidence")
    for evidence in hit.evidence:
        _check_evidence(evidence, article, history)


def _check_evidence(evidence: Evidence, article: Article, history: History) -> None:
    _check_fields(evidence)
    here = (evidence.article, evidence.revision) == (article.id, article.revision)
    quoted = article if here else history.article(evidence.article, evidence.revision)
    if quoted is None:
        raise Breach(f"evidence quotes article {evidence.article} revision {evidence.revision}, which was not there before this one")
    _check_quote(evidence, quoted, "evidence")


def check_feed(answer: Any) -> Feed:
    """Give a parsed document whose entries are sound.

    Raises: Breach.
    """
    feed = Feed(entries=answer) if type(answer) is tuple else answer
    if type(feed) is not Feed:
        raise Breach(f"answered {type(feed).__name__}, not entries")
    _check_fields(feed)
    for entry in feed.entries:
        _check_fields(entry)
    return feed


def check_article(article: Any) -> Article:
    """Give an extracted article that is sound.

    Raises: Breach.
    """
    if type(article) is not Article:
        raise Breach(f"answered {type(article).__name__}, not an Article")
    mended = replace(article, text=_storable(article.text), title=_storable(article.title))
    _check_fields(mended)
    if mended.annotations or mended.placements:
        raise Breach("an extracted article carries annotations or placements")
    return mended


def _storable(text: Any) -> Any:
    """Give text in NFC, with U+FFFD for what no store can hold: NUL and lone surrogates. Nothing has a span in it yet."""
    if type(text) is not str:
        return text
    whole = text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", whole)


def check_payloads(payloads: Any) -> tuple[Payload, ...]:
    """Give fetched payloads that are sound.

    Raises: Breach.
    """
    for payload in payloads:
        if type(payload) is not Payload:
            raise Breach(f"answered {type(payload).__name__}, not a Payload")
        _check_fields(payload)
    return tuple(payloads)


def _check_quote(part: Any, article: Article, what: str) -> None:
    start, end = part.start, part.end
    if not 0 <= start < end <= len(article.text):
        raise Breach(f"{what} has a span outside the text: {start}:{end} of {len(article.text)}")
    if article.text[start:end] != part.quote:
        raise Breach(f"{what} quotes {part.quote[:60]!r}, but the text says {article.text[start:end][:60]!r} at {start}:{end}")


def _check_share(part: Any, name: str) -> None:
    share = getattr(part, name, 1.0)
    if not 0 <= share <= 1:
        raise Breach(f"{type(part).__name__}.{name} is {share}: should be in 0..1")


def _check_size(part: Any, *names: str) -> None:
    for name in names:
        if len(getattr(part, name)) > TITLE_SIZE:
            raise Breach(f"{type(part).__name__}.{name} is longer than {TITLE_SIZE} characters")


def _check_fields(part: Any) -> None:
    """Check the type of every field, recursively; numbers are finite, strings can be stored, details are JSON."""
    cls: Any = type(part)
    plan = _plan(cls)
    if _is_sound(part, plan):
        return
    for name, check, wanted in plan.fields:
        value = getattr(part, name)
        if not check(value):
            raise Breach(f"{type(part).__name__}.{name} is {type(value).__name__} {repr(value)[:60]}: should be {wanted}")


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to check a type: all its fields one by one; and in one go, as nearly every answer is sound: its strings, the strings in
    its tuples, and the others with a check for each.
    """

    fields: tuple[tuple[str, _Check, str], ...]
    strings: _Reader
    tuples: _Reader
    others: _Reader
    checks: tuple[_Check, ...]


@cache
def _plan(cls: Any) -> _Plan:
    hints = get_type_hints(cls)
    checks = {field.name: _check_of(hints[field.name]) for field in fields(cls)}
    strings = [name for name in checks if hints[name] is str]
    tuples = [name for name in checks if hints[name] == tuple[str, ...]]
    others = [name for name in checks if name not in strings and name not in tuples]
    each = tuple((field.name, checks[field.name], _wanted(str(field.type))) for field in fields(cls))
    return _Plan(each, _reader(strings), _reader(tuples), _reader(others), tuple(checks[name] for name in others))


def _reader(names: list[str]) -> _Reader:
    """Give what reads these fields of a thing, in order."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda part: tuple(getattr(part, name) for name in names)


def _is_sound(part: Any, plan: _Plan) -> bool:
    """Say whether every field is surely sound; a thing that is not, and some that are, need a look at each."""
    strings = plan.strings(part)
    for each in plan.tuples(part):
        if type(each) is not tuple:
            return False
        strings += each
    return _are_plain(strings) and all(map(_holds, plan.checks, plan.others(part)))


def _are_plain(strings: Collection[Any]) -> bool:
    """Say whether all of these can surely be stored, in one go: they are short, and without lone surrogates."""
    if not _ONLY_STR.issuperset(map(type, strings)):
        return False
    whole = "".join(strings)
    return len(whole) <= STRING_SIZE and (whole.isascii() or _LONE.search(whole) is None)


def _wanted(hint: str) -> str:
    return {"float": "a finite number", "Mapping[str, Any]": "a mapping that JSON can hold"}.get(hint, hint)


def _check_of(hint: Any) -> _Check:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _either([_check_of(each) for each in arguments])
    if origin is tuple:
        return _tuple_of(arguments)
    if origin is not None and issubclass(origin, Mapping):
        return _is_details if arguments[1] is Any else _mapping_of(_check_of(arguments[1]))
    return _PLAIN.get(hint) or _exactly(hint)


def _either(checks: list[_Check]) -> _Check:
    return lambda value: any(check(value) for check in checks)


def _exactly(hint: Any) -> _Check:
    return lambda value: type(value) is hint


def _tuple_of(arguments: tuple[Any, ...]) -> _Check:
    if arguments[1:] == (Ellipsis,):
        check = _check_of(arguments[0])
        return lambda value: type(value) is tuple and all(map(check, value))
    checks = [_check_of(each) for each in arguments]
    return lambda value: type(value) is tuple and len(value) == len(checks) and all(map(_holds, checks, value))


def _holds(check: _Check, value: Any) -> bool:
    return check(value)


def _mapping_of(check: _Check) -> _Check:
    return lambda value: isinstance(value, Mapping) and _are_strings(value) and all(map(check, value.values()))


def _are_strings(values: Collection[Any]) -> bool:
    return _are_plain(values) or all(map(_is_string, values))


def _is_details(value: Any) -> bool:
    if type(value) is not dict:
        return False
    try:
        return not value or _is_small_json(value) or len(_as_json(value).encode()) <= DETAILS_SIZE
    except (TypeError, ValueError, RecursionError):
        return False


def _is_small_json(value: dict[Any, Any]) -> bool:
    """Say whether details are surely JSON, and far from too much; orjson is fast, but takes more than JSON can hold."""
    try:
        written = orjson.dumps(value)
    except TypeError:
        return False
    return 2 * len(written) <= DETAILS_SIZE and bool(orjson.loads(written) == value)


def _is_string(value: Any) -> bool:
    """Say whether a string can be stored: bounded, without lone surrogates; subclasses may hide behaviour, so only our own count."""
    if type(value) not in (str, Role) or len(value) > STRING_SIZE:
        return False
    return value.isascii() or _LONE.search(value) is None


_PLAIN: dict[Any, _Check] = {
    Any: lambda value: True,
    int: lambda value: type(value) is int and value in _INT,
    float: lambda value: isfinite(value) if type(value) is float else type(value) is int and value in _INT,
    str: _is_string,
    bytes: lambda value: type(value) is bytes,
    datetime: lambda value: isinstance(value, datetime) and value.tzinfo is not None,
    timedelta: lambda value: isinstance(value, timedelta),
}
