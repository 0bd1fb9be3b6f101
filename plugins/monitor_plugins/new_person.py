"""The rule kind `new-person`: tell of a person who appears in a topic's coverage for the first time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import Field

from monitor import Article, Evidence, History, Hit, Mention, Past, RuleConfig, hookimpl
from monitor_plugins.ledgers.passing import Passing
from monitor_plugins.names.aliases import Namesakes, forms, last_name, same_person, sound
from monitor_plugins.names.gazetteer import fold, word_set

_REPORTERS = word_set("correspondent reporter photographer")
# So many revisions of an article are looked back on.
_EDITS = 5
# A slip of the pen changes at most so many letters of a name, and no more than half of them.
_SLIPS = 2
_COURTESY = word_set("mr mrs ms mx miss dr prof sir dame lord lady st lt cbe obe mbe phd md am td esq counterpart colleague")


class NewPersonConfig(RuleConfig):
    """Alert when a person with a role or a deed is named who is new to the coverage."""

    topic: str | None = Field(default=None, description="the topic rule whose coverage is watched; every article if left out")
    confidence: float = Field(default=0.6, ge=0, le=1, description="how sure a name must be a person's, 0 to 1")


class NewPerson:
    """One `[rules.NAME]` table with `use = "new-person"`."""

    Config = NewPersonConfig
    version = "4"

    def __init__(self, name: str, config: NewPersonConfig) -> None:
        self.name, self.config = name, config

    @hookimpl
    def detect(self, article: Article, history: History) -> Iterator[Hit]:
        """Yield a hit for every person of the article whom earlier coverage did not name, in reading order."""
        if not article.about(self.config.topic) or (article.lang and not article.lang.lower().startswith("en")):
            return
        people = {name: mentions for name, mentions in _people(article).items() if self._confident(mentions)}
        if not people:
            return
        new = self._new(people, history) - self._respelled(article, people, history)
        passing = Passing(article, history, self.config.topic)
        told = {name: mentions for name, mentions in people.items() if name in new and not passing.stranger(_places(mentions))}
        yield from (_hit(article, name, mentions) for name, mentions in told.items())

    def _new(self, people: Mapping[str, list[Mention]], history: History) -> frozenset[str]:
        """Give those of the people whom earlier coverage did not tell of."""
        alike, seen = self._alike(people, history), self._seen(people, history)
        told = {name: self._told(name, history) if any(same_person(name, known) for known in alike.of(name)) else None for name in people}
        return frozenset(
            name
            for name, mentions in people.items()
            if told[name] is False or (told[name] is None and seen.isdisjoint(self._keys(name, mentions)))
        )

    def _respelled(self, article: Article, people: Mapping[str, list[Mention]], history: History) -> frozenset[str]:
        """Give those of the people whom an earlier revision of the article named in the same role, by another spelling."""
        revisions = range(max(1, article.revision - _EDITS), article.revision) if article.id else range(0)
        before = [_people(whole) for number in revisions if (whole := history.article(article.id, number)) is not None]
        gone = [(known, notes) for then in before for known, notes in then.items() if known not in people]
        return frozenset(
            name
            for name, mentions in people.items()
            if any(_respelled(name, known) and not _cues(mentions).isdisjoint(_cues(notes)) for known, notes in gone)
        )

    def explain(self, article: Article, rule: str, history: History | None = None) -> str:
        """Say whom the article names and why each would or would not be told; of those known, which report named them first."""
        if not article.about(self.config.topic):
            return f"the article is not about {self.config.topic!r}"
        people = _people(article)
        told = {name: self._verdict(mentions) for name, mentions in people.items()}
        if history is not None:
            sure = {name: mentions for name, mentions in people.items() if self._confident(mentions)}
            new, respelled = self._new(sure, history), self._respelled(article, sure, history)
            told |= {name: "new to the coverage" if name in new else self._known_from(name, history) for name in sure}
            told |= dict.fromkeys(new & respelled, "known: an edit corrected the spelling of the name")
            passing = Passing(article, history, self.config.topic)
            told |= {name: why for name in new - respelled if (why := passing.stranger(_places(sure[name])))}
        return "; ".join(f"{name}: {verdict}" for name, verdict in told.items()) or "the article names nobody by a full name"

    def _verdict(self, mentions: list[Mention]) -> str:
        if max(mention.confidence for mention in mentions) < self.config.confidence:
            return f"not sure enough to be a person ({max(mention.confidence for mention in mentions):.2f} < {self.config.confidence:.2f})"
        return "told if new to the coverage" if self._confident(mentions) else "named in passing, without role, deed or second mention"

    def _confident(self, mentions: list[Mention]) -> bool:
        sure = max(mention.confidence for mention in mentions) >= self.config.confidence
        return sure and _is_told(mentions)

    def _alike(self, people: Iterable[str], history: History) -> Namesakes:
        """Give whom earlier coverage names by a last name that sounds like one of these: asked for all of them at once."""
        return Namesakes(history.names({sound(last_name(name)) for name in people}, kind="person", topic=self.config.topic))

    def _seen(self, people: Mapping[str, list[Mention]], history: History) -> frozenset[str]:
        """Give those of the people's keys that were ever seen: articles are forgotten after a while, the names in them are not."""
        return history.seen(sorted({key for name, mentions in people.items() for key in self._keys(name, mentions)}))

    def _keys(self, name: str, mentions: list[Mention]) -> set[str]:
        """Give the keys under which a person was seen, by each form of the full name."""
        scope = f"@{self.config.topic}" if self.config.topic else ""
        full = {fold(name), name.lower(), *(form.lower() for mention in mentions for form in mention.aliases if " " in form)}
        return {f"person:{form}{scope}" for form in full}

    def _told(self, name: str, history: History) -> bool | None:
        """Say whether earlier coverage told of this person, under this form of the name or one that means the same; None if it has none."""
        past: list[Past[Mention]] = []
        for form in forms(name):
            found = history.mentions(form, kind="person", topic=self.config.topic)
            past += [mention for mention in found if same_person(name, mention.note.name)]
            if self._any_told(past):  # whoever is told by some of their mentions is told by all
                return True
        return self._before_an_edit(name, past, history) if past else None

    def _any_told(self, past: Sequence[Past[Mention]]) -> bool:
        """Say whether one article named the person in a way that is told; one named in passing is still new when they act."""
        by_article: dict[tuple[int, int], dict[int, Mention]] = {}
        for one in past:
            by_article.setdefault((one.article.id, one.article.revision), {})[one.note.start] = one.note
        return any(_is_told(list(notes.values())) for notes in by_article.values())

    def _known_from(self, name: str, history: History) -> str:
        """Say which report of the coverage named a known person first."""
        found = [past for form in forms(name) for past in history.mentions(form, kind="person", topic=self.config.topic)]
        own = [past for past in found if same_person(name, past.note.name)]
        if not own:
            return "known: named by a report that is no longer kept"
        first = min(own, key=lambda past: past.article.arrival)
        by = first.article.outlet or first.article.publisher or first.article.source
        at = first.article.at
        return f"known: “{first.note.quote}” in {by}, {at.day} {at:%B %H:%M}, article {first.article.id}"

    def _before_an_edit(self, name: str, past: Sequence[Past[Mention]], history: History) -> bool:
        """Say whether an article told of the person until an edit took the role or deed out."""
        edited = {one.article.id: one.article.revision for one in past}
        for number, revision in edited.items():
            for before in range(max(1, revision - _EDITS), revision):
                whole = history.article(number, before)
                if whole is None or not whole.about(self.config.topic):
                    continue
                notes = [note for known, notes in _people(whole).items() if same_person(name, known) for note in notes]
                if _is_told(notes):
                    return True
        return False


def _respelled(name: str, known: str) -> bool:
    """Say whether two names are one but for a slip in one of their words: `Ilka Brandvold`, `Ilke Brandvold`."""
    words, others = fold(name).split(), fold(known).split()
    apart = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    return len(words) == len(others) and len(apart) == 1 and _within(*apart[0], min(_SLIPS, min(map(len, apart[0])) // 2))


def _within(one: str, other: str, edits: int) -> bool:
    """Say whether so many letters added, dropped or changed make one word the other."""
    if one == other or abs(len(one) - len(other)) > edits or not edits:
        return one == other
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return any(_within(one[a:], other[b:], edits - 1) for a, b in ((at + 1, at), (at, at + 1), (at + 1, at + 1)))


def _people(article: Article) -> dict[str, list[Mention]]:
    """Give the mentions of everyone named by two words or more, by fullest name, in reading order."""
    people: dict[str, list[Mention]] = {}
    for note in article.annotations:
        if isinstance(note, Mention) and note.kind == "person" and len(note.name.split()) > 1:
            people.setdefault(note.name, []).append(note)
    return people


def _places(mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in mentions]


def _cues(mentions: Iterable[Mention]) -> set[str]:
    return {mention.cue.lower() for mention in mentions if _described(mention.cue)}


def _is_told(mentions: list[Mention]) -> bool:
    """Say whether a person is named in a way that is told: with a part, and not only as a reporter."""
    return _plays_a_part(mentions) and not _is_byline(mentions)


def _plays_a_part(mentions: list[Mention]) -> bool:
    """Say whether a person has a role, speaks, or is named more than once."""
    return len(mentions) > 1 or any(mention.cue or mention.role == "speaker" for mention in mentions)


def _is_byline(mentions: list[Mention]) -> bool:
    """Say whether a reporter is named once, for what is reported: no part of the story."""
    return len(mentions) == 1 and mentions[0].cue.split()[-1:] in ([word] for word in _REPORTERS) and mentions[0].role == "speaker"


def _hit(article: Article, name: str, mentions: list[Mention]) -> Hit:
    full = [mention for mention in mentions if last_name(mention.quote) == last_name(name) and len(mention.quote.split()) > 1] or mentions
    shown = max(full, key=lambda mention: (bool(mention.cue), mention.role == "speaker", -mention.start))
    roles = sorted({mention.cue for mention in mentions if _described(mention.cue)}, key=lambda cue: (-len(cue), cue))
    cue = roles[0] if roles else ""
    evidence = Evidence(article=article.id, revision=article.revision, start=shown.start, end=shown.end, quote=shown.quote)
    aliases = sorted({alias for mention in mentions for alias in mention.aliases if alias != alias.lower()})
    return Hit(
        key=f"person:{fold(name)}",
        title=name + (f", {_described(cue)}" if cue else ""),
        evidence=(evidence,),
        kind="person",
        relation="new",
        score=max(mention.confidence for mention in mentions),
        details={"name": name, "role": cue, "aliases": aliases, "mentions": len(mentions)},
    )


def _described(cue: str) -> str:
    """Give the role as a person would write it after the name; "" for a courtesy title, which tells no role."""
    words = cue.split()
    return "" if not words or words[-1].lower() in _COURTESY else cue
