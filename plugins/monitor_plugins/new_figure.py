"""The rule kind `new-figure`: tell of a number that is new, narrower or moved; never of one that is known in other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field, field_validator

from monitor import Article, Evidence, History, Hit, Placed, Placement, Quantity, Role, RuleConfig, hookimpl
from monitor_plugins.ledgers.again import again
from monitor_plugins.ledgers.background import finer, stranger
from monitor_plugins.ledgers.bygone import bygone, unasked
from monitor_plugins.ledgers.corrected import Corrected
from monitor_plugins.ledgers.matter import MOVED, placed
from monitor_plugins.ledgers.passing import Passing
from monitor_plugins.ledgers.relate import CONFLICTING, DOWN, FIRST, LATE, NEWS, PART, SAME, UP, VAGUER, Relation, Tolerance, relate
from monitor_plugins.ledgers.reported import Reported, from_placed, same_voice
from monitor_plugins.ledgers.titles import GENERIC, plain, title
from monitor_plugins.ledgers.voices import heard
from monitor_plugins.ledgers.was import was_of
from monitor_plugins.ledgers.watch import Watched
from monitor_plugins.ledgers.wished import Earlier, moved_on, of_one_wish
from monitor_plugins.ledgers.wishes import watched

_MEMBERS = 200  # earlier reports of one series that are looked at
_PLAINLY = 0.75  # how sure what is asked for outright is
_FEW, _ANY = 3, 0.5  # smaller numbers are told where just this is asked for, unless they are less sure than that
_BOOST = 0.1  # what it adds to confidence that a desk asked for just this


class NewFigureConfig(RuleConfig):
    """Alert when a watched number is first reported, narrowed down, or moved."""

    topic: str | None = Field(default=None, description="the topic rule whose coverage is watched; every article if left out")
    watch: list[str] = Field(default=[], description='what is counted: "people killed", "homes destroyed"; all if empty')
    confidence: float = Field(default=0.75, ge=0, le=1, description="how sure a figure must be a report of quantity, 0 to 1")
    tolerance: float = Field(default=0.05, ge=0, lt=1, description="share by which counts from 100 up may differ and be the same")
    tolerance_about: float = Field(default=0.1, ge=0, lt=1, description="the same where either value is approximate")
    families: list[str] = Field(default=[], description='only what happened so: "kill", "wound", "arrest", …; any if empty')

    @field_validator("watch")
    @classmethod
    def _readable(cls, asked: list[str]) -> list[str]:
        empty = [text for text in asked if not any(char.isalpha() for char in text)]
        if empty:
            raise ValueError(f"says nothing to count: {empty[0]!r} (write what is counted, for example 'people killed')")
        return asked


class NewFigure:
    """One `[rules.NAME]` table with `use = "new-figure"`."""

    Config = NewFigureConfig
    version = "6"

    def __init__(self, name: str, config: NewFigureConfig) -> None:
        self.name, self.config = name, config
        self.watched = tuple(watched(text) for text in config.watch)
        self.tolerance = Tolerance(config.tolerance, config.tolerance_about)

    @hookimpl
    def detect(self, article: Article, history: History) -> Iterator[Hit]:
        """Yield a hit for every watched figure that changes what is known; one that is known again joins its alert in silence."""
        if not article.about(self.config.topic) or (article.lang and not article.lang.lower().startswith("en")):
            return
        told: dict[str, tuple[Hit, Reported]] = {}
        figures, past = self._figures(article), Earlier(article, history, self.config.topic)
        passing = Passing(article, history, self.config.topic)
        for placement, figure in figures:
            if self._why_not(article, placement, figure) or _added(placement, figure, figures):
                continue
            hit = self._hit(article, placement, figure, history, past)
            if hit is not None and hit.key not in told and not (hit.material and passing.aside(figure)):
                told[hit.key] = hit, figure
        yield from self._once(article, list(told.values()))

    def _once(self, article: Article, told: Sequence[tuple[Hit, Reported]]) -> Iterator[Hit]:
        """Leave out what the same words ask for and another hit tells already: headline and text may begin two series of one number."""
        for number, (hit, figure) in enumerate(told):
            others = [(other, one) for at, (other, one) in enumerate(told) if at != number and self._one_number(figure, one)]
            known = any(not other.material for other, _ in others)
            better = any(_better(one, figure) for _, one in others)
            if not (hit.material and (known or better)):
                yield hit

    def _one_number(self, one: Reported, other: Reported) -> bool:
        """Say whether two figures of one report are the same number, asked for by the same words."""
        same = one.point == other.point and (one.low, one.high) == (other.low, other.high)
        alike = one.measure.partition("/")[0] == other.measure.partition("/")[0]
        return same and alike and any(wish.matches(one) and wish.matches(other) for wish in self.watched)

    def explain(self, article: Article, rule: str, history: History | None = None) -> str:
        """Say which figures the article reports and why each would or would not be told."""
        if not article.about(self.config.topic):
            return f"the article is not about {self.config.topic!r}"
        passing = Passing(article, history, self.config.topic) if history is not None else None
        said = []
        for placement, figure in self._figures(article):
            why = self._why_not(article, placement, figure) or (passing.aside(figure) if passing else "")
            said.append(f"{figure.shown} ({placement.title}): {why or placement.details.get('why') or 'told'}")
        return "; ".join(said) or "the article reports no quantity"

    def _figures(self, article: Article) -> list[tuple[Placement, Reported]]:
        read = (
            (placement, from_placed(Placed(article=article, placement=placement)))
            for placement in article.placements
            if placement.kind == "series"
        )
        found = [(place, figure) for place, figure in read if figure is not None and place.details.get("relation") != "repeats"]
        return sorted(found, key=lambda pair: pair[0].details.get("relation") == CONFLICTING)

    def _why_not(self, article: Article, placement: Placement, figure: Reported) -> str:
        """Say why a figure is none that this rule tells; "" if it is one."""
        quantity = article.annotations[placement.annotation or 0]
        if not isinstance(quantity, Quantity):
            return "no quantity stands there any more"
        if figure.role != "total" and not any(one.part(figure) for one in self.watched):
            return f"a {figure.role}, not a total"
        own = placement.details.get("relation") == PART and was_of(placement) == (article.id, article.revision)
        if own and figure.change != "up" and not self._first_is_bygone(article, placement):
            return "another number of the same report: a part of it, or another side's"
        if self.watched and (why := bygone(article, figure)):
            return why
        if quantity.details.get("planned") and not any(one.expected for one in self.watched):
            return "planned or expected, not counted"
        if self.config.families and not set(figure.families) & set(self.config.families):
            return "not of a family that is watched"
        return self._unsure(article, placement, quantity, figure)

    def _first_is_bygone(self, article: Article, placement: Placement) -> bool:
        """Say whether the report's first number of this series is none of its news: the share of an earlier election."""
        same = (place for place in article.placements if place.key == placement.key and place.details.get("relation") != PART)
        first = next((from_placed(Placed(article=article, placement=place)) for place in same), None)
        return first is not None and bool(bygone(article, first))

    def _unsure(self, article: Article, placement: Placement, quantity: Quantity, figure: Reported) -> str:
        if figure.living and not any(one.tells(figure) for one in self.watched) and not figure.families:
            return "it is not said what happened to them"
        sure = figure.confidence
        if self.watched:
            if not any(self._asked(one, article, quantity, figure) for one in self.watched):
                return "not what is watched"
            sure += _BOOST
            if any(
                (one.units or one.inside or (one.kind == "money" and one.acts)) and one.matches(figure) for one in self.watched
            ) or quantity.details.get("planned"):
                sure = max(sure, _PLAINLY)  # a speed, or a sum that is offered, is asked for outright
            if figure.point < _FEW and figure.confidence >= _ANY and any(one.names_outright(figure) for one in self.watched):
                sure = max(sure, _PLAINLY)  # one tank, where tanks destroyed are asked for
        elif not plain(figure) or (figure.measure.startswith(("money", "percent")) and " · " not in placement.title):
            return "nobody could tell what it is a share or an amount of"
        return "" if sure >= self.config.confidence - 1e-9 else f"not sure enough ({sure:.2f} < {self.config.confidence:.2f})"

    def _asked(self, one: Watched, article: Article, quantity: Quantity, figure: Reported) -> bool:
        if figure.families and MOVED.issuperset(figure.families) and one.matches(figure._replace(families=quantity.predicate)):
            return one.about(article.text.lower())  # evacuated, though its series began with people driven out
        if (quantity.details.get("planned") and not one.expected) or unasked(article, figure, one.text, one.category):
            return False
        return one.matches(figure) and one.about(article.text.lower(), figure)

    def _hit(self, article: Article, placement: Placement, figure: Reported, history: History, past: Earlier) -> Hit | None:
        members = self._known(placement.key, history)
        known = [one for _, one in members]
        relation = relate(figure, known, self.tolerance)
        if relation.name == PART:
            relation = self._gone_on(figure, known) or self._of_headline(figure, known, past) or relation
        before = [one for one in known if self._tellable(one)]
        if relation.name not in NEWS:
            return (
                self._joined(article, placement, figure, relation, members, past)
                if before
                else self._at_last(article, placement, figure, relation)
            )
        if not self.watched and relation.name in (UP, DOWN) and not _alike(figure, relation):
            return None
        if self.watched and again(figure, relation.name, self._asked_before(figure, past)):
            return None
        if relation.name == FIRST and self._elsewhere(article, figure, history):
            return None
        if relation.name == FIRST and (of_one := self._of_one_wish(figure, past)) is not None:
            return _told(article, placement, figure, of_one, ()) if of_one.name in NEWS else None
        return _told(article, placement, figure, relation, known)

    def _silent_from_the_first(self, members: Sequence[tuple[Article, Reported]], past: Earlier) -> bool:
        """Say whether a series began with a number that the same words had already asked for elsewhere, so that no alert is its own."""
        begun = next((figure for _, figure in members if self._tellable(figure)), None)
        if begun is None or len({one.point for _, one in members}) > 1:
            return False
        if self.watched and self._never_told(begun, past):
            return True
        wishes = [one for one in self.watched if one.matches(begun)]
        before = [one for one in past.figures if one.arrival < begun.arrival] if wishes else []
        relation = of_one_wish(begun, wishes, before, self.tolerance)
        return relation is not None and relation.name not in NEWS

    def _never_told(self, begun: Reported, past: Earlier) -> bool:
        """Say whether the first number of a series told what was known, or stood in a report that told of something else."""
        if again(begun, FIRST, [one for one in self._asked_before(begun, past) if one.arrival < begun.arrival]):
            return True
        whole = past.history.article(begun.article, begun.revision)
        return whole is not None and bool(Passing(whole, past.history, self.config.topic).aside(begun))

    def _gone_on(self, figure: Reported, known: Sequence[Reported]) -> Relation | None:
        """Give what a number that seems a part of another is instead: the next of an earlier one, or the outcome of what was planned."""
        if (went := moved_on(figure, known)) is not None:
            return Relation(name=UP, was=went, why="the number moved up from an earlier one")
        of_stage = [one for one in known if one.stage == figure.stage]
        if figure.stage or len(of_stage) == len(known) or not any(one.stage == "planned" for one in known):
            return None
        return relate(figure, of_stage, self.tolerance)

    def _of_headline(self, figure: Reported, known: Sequence[Reported], past: Earlier) -> Relation | None:
        """Give how the number of a headline, a part of one series by its value, moves another that the same words ask for."""
        if not (figure.headline or figure.change == "up"):
            return None
        values = {one.point for one in known}
        wishes = [one for one in self.watched if one.matches(figure)]
        others = [one for one in past.figures if one.point not in values] if wishes else []
        relation = of_one_wish(figure, wishes, others, self.tolerance)
        return relation if relation is not None and relation.name == UP else None

    def _of_one_wish(self, figure: Reported, past: Earlier) -> Relation | None:
        """Give the relation of a figure to those of other series that the same words ask for."""
        wishes = [one for one in self.watched if one.matches(figure)]
        return of_one_wish(figure, wishes, past.figures, self.tolerance) if wishes else None

    def _asked_before(self, figure: Reported, past: Earlier) -> list[Reported]:
        """Give the topic's earlier figures that the same words ask for."""
        wishes = [one for one in self.watched if one.matches(figure)]
        alike = [one for one in past.figures if one.measure == figure.measure] if wishes else []
        return [one for one in alike if any(wish.matches(one) for wish in wishes)]

    def _elsewhere(self, article: Article, figure: Reported, history: History) -> str:
        """Say why a first figure is of another place, owner or period than the topic's; "" if it is not."""
        words = [article.text[start:end] for match in article.matches if match.rule == self.config.topic for start, end in match.spans]
        return stranger(article, figure, history, self.config.topic, words) or finer(article, figure, history, self.config.topic)

    def _at_last(self, article: Article, placement: Placement, figure: Reported, relation: Relation) -> Hit | None:
        """Tell as first what earlier reports gave only in ways that are not told."""
        return None if relation.name == LATE else _told(article, placement, figure, Relation(name=FIRST), ())

    def _joined(
        self,
        article: Article,
        placement: Placement,
        figure: Reported,
        relation: Relation,
        members: Sequence[tuple[Article, Reported]],
        past: Earlier,
    ) -> Hit | None:
        if relation.name not in (SAME, VAGUER) or self._silent_from_the_first(members, past):
            return None
        voices = heard([*(by for by, one in members if relation.was is not None and one.point == relation.was.point), article])
        details = {**_details(placement, figure, relation), "confirmed_by": list(voices.independent), "echoes": voices.echoes}
        return Hit(
            key=placement.key,
            title=_title(article, placement, figure, None),
            evidence=_evidence(article, figure, None),
            kind="figure",
            relation=relation.name,
            score=_score(figure),
            material=False,
            details=details,
        )

    def _known(self, key: str, history: History) -> list[tuple[Article, Reported]]:
        """Give the earlier articles and figures of a series within the topic, in the order in which they were read."""
        corrected = Corrected.of(history.corrections())
        keys = corrected.keys_of(key)
        placed = history.neighbours([f"={one}" for one in keys], kind="series", limit=_MEMBERS)
        placed = [one for one in placed if corrected.series_of(one.article.id, one.placement.key) == key]
        if self.config.topic is not None:
            within = {past.article.id for one in keys for past in history.quantities(series=one, topic=self.config.topic)}
            placed = [one for one in placed if one.article.id in within]
        ordered = sorted(placed, key=lambda one: (one.article.arrival, one.placement.annotation or 0))
        return [(one.article, figure) for one in ordered if (figure := from_placed(one)) is not None]

    def _tellable(self, figure: Reported) -> bool:
        """Say whether an earlier figure of the series was one to tell, so that this one has an alert to join."""
        if figure.role != "total" and not any(one.part(figure) for one in self.watched):
            return False
        if figure.living and not figure.families and not any(one.tells(figure) for one in self.watched):
            return False
        if self.watched:
            return figure.confidence + _BOOST >= self.config.confidence - 1e-9 and any(one.matches(figure) for one in self.watched)
        return plain(figure) and figure.confidence >= self.config.confidence - 1e-9


def _alike(figure: Reported, relation: Relation) -> bool:
    """Say whether a number that moved counts just what the earlier one did: no "26 people" after "19 children", no "thousands"."""
    was = relation.was
    if was is None or "vague" in (figure.bound, was.bound):
        return False
    if figure.living and not figure.change and not same_voice(figure, was) and (relation.name == DOWN or placed(figure, was) is False):
        return False  # a lower count that nobody calls a correction, or one from another place, is of another event
    return figure.of == was.of or (figure.of in GENERIC and was.of in GENERIC) or not figure.measure.startswith("count")


def _told(article: Article, placement: Placement, figure: Reported, relation: Relation, known: Sequence[Reported]) -> Hit | None:
    was = relation.was
    if was is not None and was.article == article.id and was.revision == article.revision:
        return None
    name = "new_speaker" if relation.name == CONFLICTING else relation.name
    return Hit(
        key=placement.key,
        title=_title(article, placement, figure, was),
        evidence=_evidence(article, figure, was),
        kind="figure",
        relation=name,
        score=_score(figure),
        details={**_details(placement, figure, relation), "reports": len({one.article for one in known}) + 1},
    )


def _added(placement: Placement, figure: Reported, figures: Sequence[tuple[Placement, Reported]]) -> bool:
    """Say whether a figure is an addition that the same report sums up: "let six more go", "which makes 19 in all"."""
    same = (one for place, one in figures if place.key == placement.key and one.families == figure.families)
    return figure.measure == "count" and not figure.change and any(one.change == "up" and one.point > figure.point for one in same)


def _better(one: Reported, figure: Reported) -> bool:
    """Say whether another mention of a number serves better as its quote: from the text, sure, early."""
    return (one.titled, not one.families, -one.confidence, one.start) < (
        figure.titled,
        not figure.families,
        -figure.confidence,
        figure.start,
    )


def _score(figure: Reported) -> float:
    return round(min(1.0, figure.confidence), 2)


def _title(article: Article, placement: Placement, figure: Reported, was: Reported | None) -> str:
    """Say it as a person would: "Killed or wounded: as many as 6,000 (National Intelligence Service); was several thousand"."""
    by = figure.voice if figure.named else article.outlet or figure.outlet
    own = figure.of in ("people", "person") and " · " in placement.title and figure.living  # "24 people" are no 24 children
    said = f"{title(figure) if own else placement.title}: {_inside(figure.shown)}{figure.stage and ' ' + figure.stage}" + (
        f" ({by})" if by else ""
    )
    return said if was is None else f"{said}; was {_inside(was.shown)}"


def _inside(shown: str) -> str:
    """Write a figure as inside a sentence: "Fifteen" opened one where it was found."""
    first = shown.partition(" ")[0].replace("-", "")
    return shown[:1].lower() + shown[1:] if first.isalpha() and first[1:].islower() else shown


def _evidence(article: Article, figure: Reported, was: Reported | None) -> tuple[Evidence, ...]:
    new = Evidence(article=article.id, revision=article.revision, start=figure.start, end=figure.end, quote=figure.quote, role=Role.NEW)
    if was is None:
        return (new,)
    prior = Evidence(article=was.article, revision=was.revision, start=was.start, end=was.end, quote=was.quote, role=Role.PRIOR)
    return new, prior


def _details(placement: Placement, figure: Reported, relation: Relation) -> dict[str, object]:
    told: dict[str, object] = {
        "series": placement.title,
        "shown": figure.shown,
        "value": figure.point,
        "low": figure.low,
        "high": figure.high,
        "bound": figure.bound,
        "speaker": figure.voice,
        "outlet": figure.outlet,
        "why": relation.why,
    }
    if relation.was is not None:
        was = relation.was
        told["was"] = {
            "shown": was.shown,
            "value": was.point,
            "speaker": was.voice,
            "outlet": was.outlet,
            "at": was.at and was.at.isoformat(),
        }
    return told
