"""Trees to plans; equal terms of different rules share one literal, so each is searched once per text."""

from __future__ import annotations

from monitor_plugins.topics.literal import Literal, literal
from monitor_plugins.topics.plan import Always, Close, Every, InLanguage, InMetadata, InRegion, Literally, Missing, Plan, Some
from monitor_plugins.topics.tree import REGIONS, Alias, And, AtLeast, Everything, Field, Near, Node, Not, Or, Term, all_of, any_of


class Planner:
    """Makes plans and keeps the literals that they share."""

    def __init__(self) -> None:
        self._literals: dict[tuple[Term, bool], Literal] = {}
        self._lists: dict[tuple[str, bool], Plan] = {}

    @property
    def literals(self) -> list[Literal]:
        """Give every literal of every plan made so far."""
        return list(self._literals.values())

    def plan(self, node: Node, field: str = "") -> Plan:
        """Give the plan of a tree; `field` is the field that it stands in."""
        plan = self._made(node, field)
        plan.node = node
        return plan

    def _made(self, node: Node, field: str) -> Plan:
        match node:
            case Term():
                return InLanguage(node.words[0].text) if field == "lang" else Literally(self._literal(node, field))
            case Alias(name):
                return self._list(name, node, field)
            case And(parts):
                return Every([self.plan(part, field) for part in parts])
            case Or(parts):
                return Some([self.plan(part, field) for part in parts])
            case AtLeast(count, parts):
                return Some([self.plan(part, field) for part in parts], count)
            case Not(part):
                return Missing(self.plan(part, field))
            case Near():
                return self._near(node, field)
            case Field(name, part):
                inner = self.plan(part, name)
                return InRegion(inner, name) if name in REGIONS else InMetadata(inner, name)
            case Everything():
                return Always()

    def _literal(self, term: Term, field: str) -> Literal:
        keep_case = field in ("", *REGIONS)
        key = term, keep_case
        if key not in self._literals:
            self._literals[key] = literal(term, keep_case=keep_case)
        return self._literals[key]

    def _list(self, name: str, node: Alias, field: str) -> Plan:
        key = name, field in ("", *REGIONS)
        if field == "lang":
            return Some([self.plan(term, field) for term in node.terms])
        if key not in self._lists:
            self._lists[key] = Some([self.plan(term, field) for term in node.terms])
        return self._lists[key]

    def _near(self, node: Near, field: str) -> Plan:
        spread = _spread(node)
        if isinstance(spread, Near):
            return Close(self.plan(spread.left, field), self.plan(spread.right, field), spread.words)
        return self.plan(spread, field)


def _spread(node: Node) -> Node:
    """Give the tree with AND outside NEAR: (a AND b) near c means a near c and b near c."""
    match node:
        case And(parts):
            return all_of(map(_spread, parts))
        case Or(parts):
            return any_of(map(_spread, parts))
        case Field(name, part):
            inner = _spread(part)
            return (
                type(inner)(tuple(Field(name, each) for each in inner.parts)) if _holds_and(inner) and isinstance(inner, And | Or) else node
            )
        case Near(left, right, words):
            left, right = _spread(left), _spread(right)
            if _holds_and(left) and isinstance(left, And | Or):
                return _joined(left, [Near(part, right, words) for part in left.parts])
            if _holds_and(right) and isinstance(right, And | Or):
                return _joined(right, [Near(left, part, words) for part in right.parts])
            return Near(left, right, words)
        case _:
            return node


def _joined(outer: And | Or, parts: list[Near]) -> Node:
    spread = map(_spread, parts)
    return all_of(spread) if isinstance(outer, And) else any_of(spread)


def _holds_and(node: Node) -> bool:
    match node:
        case And():
            return True
        case Or(parts):
            return any(map(_holds_and, parts))
        case _:
            return False
