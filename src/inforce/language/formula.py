"""Formulas: three-valued, hash-consed, built only through the functions below, which simplify as they build.

A formula is a constant, an atom, `Not`, `And` or `Or`. Two formulas that are written alike are the same object, so
equality is identity and every pass can remember what it did with a node. Where a formula stood in a file is kept by
the text it was parsed from (`syntax.Written`), because one node may stand in many places.

The atoms are those the exact decision can tell apart by finite regions:

    Flag(fact)                a bool fact is true
    Has(fact, value)          a set fact holds a value
    In(fact, values)          an enum, country or state fact has one of the values
    Most(left, right, ...)    left <= right, moved by calendar months and days; right may be a constant
    Given(fact)               something is known about the fact
    Ref(provision)            another provision's outcome is `reached` (resolved by the rulebook before evaluation)
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import chain
from threading import RLock
from typing import Any, ClassVar, TypeVar
from weakref import WeakValueDictionary

from inforce.language.day import last_before

Key = tuple[object, ...]


class Formula:
    """A three-valued formula over facts; see the module for its kinds."""

    __slots__ = ("__weakref__", "facts", "key")
    _nodes: ClassVar[WeakValueDictionary[Key, Formula]] = WeakValueDictionary()
    key: Key
    facts: frozenset[str]
    """The facts whose values the formula can turn on."""

    def __repr__(self) -> str:
        from inforce.language.syntax import to_text

        return f"<{to_text(self)}>"

    def __reduce__(self) -> str | tuple[object, ...]:
        return (_rebuild, self.key)


F = TypeVar("F", bound=Formula)
_MAKING = RLock()


def _rebuild(kind: str, *arguments: object) -> Formula:
    build: Any = _BUILD[kind]
    made: Formula = build(*arguments)
    return made


def _node(cls: type[F], key: Key, facts: Iterable[str] = (), **parts: Any) -> F:
    """The one node of a key; it is whole before any other thread can see it."""
    found = Formula._nodes.get(key)
    if found is None:
        with _MAKING:  # two threads must not make one node twice: equality is identity
            found = Formula._nodes.get(key)
            if found is None:
                found = cls.__new__(cls)
                found.key, found.facts = key, frozenset(facts)
                for name, part in parts.items():
                    setattr(found, name, part)
                Formula._nodes[key] = found
    return found  # type: ignore[return-value]


class Constant(Formula):
    __slots__ = ("value",)
    value: bool


class Atom(Formula):
    __slots__ = ()


class Flag(Atom):
    """A bool fact is true."""

    __slots__ = ("fact",)
    fact: str


class Has(Atom):
    """A set fact holds a value."""

    __slots__ = ("fact", "value")
    fact: str
    value: str


class In(Atom):
    """An enum, country or state fact has one of the values."""

    __slots__ = ("fact", "values")
    fact: str
    values: frozenset[str]


class Most(Atom):
    """`left` is at most `right`, moved by calendar months and then days; without a `right`, at most the constant `limit`."""

    __slots__ = ("days", "left", "limit", "months", "right")
    left: str
    right: str | None
    months: int
    days: int
    limit: int


class Given(Atom):
    """Something is known about the fact."""

    __slots__ = ("fact",)
    fact: str


class Ref(Atom):
    """Another provision's outcome is `reached`."""

    __slots__ = ("provision",)
    provision: str


class Not(Formula):
    __slots__ = ("part",)
    part: Formula


class And(Formula):
    __slots__ = ("parts",)
    parts: tuple[Formula, ...]


class Or(Formula):
    __slots__ = ("parts",)
    parts: tuple[Formula, ...]


def _constant(value: bool) -> Constant:
    return _node(Constant, ("constant", value), value=value)


TRUE = _constant(True)
FALSE = _constant(False)


def constant(value: bool) -> Constant:
    return TRUE if value else FALSE


def flag(fact: str) -> Formula:
    return _node(Flag, ("flag", fact), (fact,), fact=fact)


def has(fact: str, value: str) -> Formula:
    return _node(Has, ("has", fact, value), (fact,), fact=fact, value=value)


def one_of(fact: str, values: Iterable[str]) -> Formula:
    """The fact has one of the values; without values it is false."""
    values = frozenset(values)
    if not values:
        return FALSE
    return _node(In, ("in", fact, values), (fact,), fact=fact, values=values)


def at_most(left: str, limit: int) -> Formula:
    """The ordered fact is at most a constant (an ordinal day, or a number)."""
    return _most(left, None, 0, 0, limit)


def at_least(left: str, limit: int) -> Formula:
    return negate(at_most(left, limit - 1))


def at_most_fact(left: str, right: str, months: int = 0, days: int = 0) -> Formula:
    """`left` is at most `right` moved by calendar months and then days."""
    if left == right and not months:
        return constant(days >= 0)
    return _most(left, right, months, days, 0)


def moved_at_most(left: str, months: int, days: int, limit: int) -> Formula:
    """`left`, moved by calendar months and then days, is at most a constant."""
    return at_most(left, last_before(limit, months, days))


def _most(left: str, right: str | None, months: int, days: int, limit: int) -> Formula:
    facts = (left,) if right is None else (left, right)
    return _node(Most, ("most", left, right, months, days, limit), facts, left=left, right=right, months=months, days=days, limit=limit)


def given(fact: str) -> Formula:
    return _node(Given, ("given", fact), (fact,), fact=fact)


def reached(provision: str) -> Formula:
    return _node(Ref, ("ref", provision), provision=provision)


def negate(part: Formula) -> Formula:
    if isinstance(part, Constant):
        return FALSE if part.value else TRUE
    if isinstance(part, Not):
        return part.part
    return _node(Not, ("not", part), part.facts, part=part)


def conjoin(*parts: Formula) -> Formula:
    """All of the parts; nested conjunctions are flattened, repeated parts kept once, a part and its negation make false."""
    return _join(And, "and", parts, TRUE, FALSE)


def disjoin(*parts: Formula) -> Formula:
    """One of the parts at least; simplified as in `conjoin`."""
    return _join(Or, "or", parts, FALSE, TRUE)


def _join(cls: type[And] | type[Or], kind: str, parts: Iterable[Formula], unit: Constant, zero: Constant) -> Formula:
    kept: dict[Formula, None] = {}
    for part in parts:
        if part is zero:
            return zero
        if part is unit:
            continue
        for piece in part.parts if isinstance(part, cls) else (part,):
            kept[piece] = None
    for piece in kept:
        if isinstance(piece, Not) and piece.part in kept:
            return zero
    if not kept:
        return unit
    if len(kept) == 1:
        return next(iter(kept))
    return _node(cls, (kind, *kept), chain.from_iterable(part.facts for part in kept), parts=tuple(kept))


def implies(condition: Formula, conclusion: Formula) -> Formula:
    return disjoin(negate(condition), conclusion)


def equivalent(left: Formula, right: Formula) -> Formula:
    return conjoin(implies(left, right), implies(right, left))


_BUILD = {
    "constant": constant,
    "flag": flag,
    "has": has,
    "in": one_of,
    "most": _most,
    "given": given,
    "ref": reached,
    "not": negate,
    "and": conjoin,
    "or": disjoin,
}


def parts_of(node: Formula) -> tuple[Formula, ...]:
    """The formulas that a node is made of."""
    return node.parts if isinstance(node, (And, Or)) else (node.part,) if isinstance(node, Not) else ()


def parts_first(roots: Iterable[Formula], known: Container[Formula] = ()) -> list[Formula]:
    """Every node of some formulas once, each after its parts; without recursion, however deep they are.

    Args:
        known: nodes to be left out, with all that is under them.
    """
    found: dict[Formula, None] = {}
    for root in roots:
        stack = [(root, False)]
        while stack:
            node, is_ready = stack.pop()
            if is_ready:
                found[node] = None
            elif node not in found and node not in known:
                stack.append((node, True))
                stack.extend((part, False) for part in reversed(parts_of(node)))
    return list(found)


def atoms(formula: Formula) -> tuple[Atom, ...]:
    """Every atom of the formula once, in the order written."""
    found: dict[Atom, None] = {}
    seen: set[Formula] = set()
    stack = [formula]
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        if isinstance(node, Atom):
            found[node] = None
        elif isinstance(node, Not):
            stack.append(node.part)
        elif isinstance(node, (And, Or)):
            stack.extend(reversed(node.parts))
    return tuple(found)
