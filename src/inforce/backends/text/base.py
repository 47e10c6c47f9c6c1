"""Speaking: a formula becomes an indented list of short phrases; a language states its words and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from string import Formatter
from typing import NamedTuple

from inforce.backends.text.catalogue import catalogue
from inforce.backends.text.phrases import PHRASES
from inforce.language.fact import Fact, Vocabulary
from inforce.language.formula import (
    FALSE,
    TRUE,
    And,
    Atom,
    Flag,
    Formula,
    Given,
    Has,
    In,
    Most,
    Not,
    Or,
    Ref,
    atoms,
    conjoin,
    disjoin,
    negate,
)
from inforce.language.rewrite import replace_atoms
from inforce.language.syntax import READING

Labels = Mapping[str, Mapping[str, object]]
"""The words for facts, as `law/labels.yaml` gives them."""
EXPANDED = 4
"""A definition with at most so many atoms is written out; a longer one is said in its own words."""


class Line(NamedTuple):
    """One phrase, and how deep it stands in the list."""

    depth: int
    text: str


@dataclass(frozen=True)
class Tongue:
    """What a language contributes: its code in the catalogue, and how days, amounts and lists are written."""

    code: str
    day: Callable[[date], str]
    amount: Callable[[int, int], str]
    join: Callable[[Sequence[str], bool], str]
    """Joins alternatives (True) or things that hold together (False)."""

    def phrase(self, name: str, *about: object) -> str:
        """A phrase by its name, filled in the order of the English."""
        text = PHRASES[name]
        names = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
        return catalogue(self.code).say(text, **dict(zip(names, about, strict=True)))


@dataclass
class Speaker:
    """Says formulas in one language.

    Args:
        labels: words for the facts; a fact without any is said by its name.
        titles: words for provisions that a formula refers to.
        definitions: formulas that have a sentence of their own.
        names: words for values of facts (countries), by code.
        circuits: words for sets of states.
        states: words for states, by code; the code itself where there are none.
    """

    tongue: Tongue
    vocabulary: Vocabulary
    labels: Labels
    titles: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[Formula, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    circuits: Mapping[frozenset[str], str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)

    def lines(self, formula: Formula) -> list[Line]:
        """The formula as phrases; those at depth 0 all have to hold."""
        if formula is TRUE:
            return [Line(0, self.tongue.phrase("everyone"))]
        if formula is FALSE:
            return [Line(0, self.tongue.phrase("nobody"))]
        parts = self._parts(formula, And)
        return [line for part in parts for line in self._branch(part, 0)]

    def phrase(self, formula: Formula) -> str:
        """The formula in one phrase."""
        return self._inline(formula)

    def label(self, fact: str) -> str:
        """The noun for a fact."""
        return self.word(fact, "label") or fact.replace("_", " ")

    def conditions(self, formula: Formula) -> list[tuple[Formula, list[Line]]]:
        """What all has to hold, one by one, each with its lines."""
        return [(part, self._branch(part, 0)) for part in self._parts(formula, And)]

    def every(self, fact: str, values: Sequence[str]) -> str:
        """That a set fact holds all of some values, in one phrase."""
        return self._fill(self.vocabulary[fact], self.tongue.join([self.value(fact, value) for value in values], False), True)

    # branches

    def _branch(self, formula: Formula, depth: int) -> list[Line]:
        said = self._defined(formula)
        if said is None and self._is_short(formula):
            said = self._inline(formula)
        if said is not None:
            return [Line(depth, said)]
        kind = And if isinstance(_inward(formula), And) else Or
        head = self.tongue.phrase("all_of" if kind is And else "any_of")
        children = [line for part in self._parts(formula, kind) for line in self._branch(part, depth + 1)]
        if len(children) == 1:
            return [Line(depth, children[0].text)]
        return [Line(depth, head), *children]

    def _is_short(self, formula: Formula) -> bool:
        inward = _inward(formula)
        if not isinstance(inward, (And, Or)):
            return True
        merged = self._parts(inward, type(inward))
        return len(merged) == 1 or (len(merged) == 2 and all(not isinstance(_inward(part), (And, Or)) and self._defined(part) is None for part in merged))

    def _inline(self, formula: Formula) -> str:
        said = self._defined(formula)
        if said is not None:
            return said
        formula = _inward(formula)
        if isinstance(formula, (And, Or)):
            whole = self._together(formula)
            if whole is not None:
                return whole
            parts = [self._inline(part) for part in self._parts(formula, type(formula))]
            return self.tongue.join(parts, isinstance(formula, Or))
        if isinstance(formula, Not):
            assert isinstance(formula.part, Atom)
            return self._atom(formula.part, False)
        return self._atom(formula, True) if isinstance(formula, Atom) else self.tongue.phrase("everyone" if formula is TRUE else "nobody")

    def _parts(self, formula: Formula, kind: type[And] | type[Or]) -> list[Formula]:
        """The parts of a conjunction or disjunction, with values of one set and definitions put together."""
        formula = _inward(formula)
        if self._defined(formula) is not None or not isinstance(formula, kind) or self._together(formula) is not None:
            return [formula]
        parts = self._with_definitions(list(formula.parts), kind)
        parts = [part for part in parts if not self._is_idle_given(part, parts)]
        sets: dict[tuple[str, bool], list[Formula]] = {}
        made: list[Formula | tuple[str, bool]] = []
        for part in parts:
            key = _set_of(part)
            if key is not None and key[1] is (kind is Or):  # "has a or has b", "has not a and has not b"
                if key not in sets:
                    made.append(key)
                sets.setdefault(key, []).append(part)
            else:
                made.append(part)
        build = _rebuild(kind)
        return [build(*sets[part]) if isinstance(part, tuple) else part for part in made]

    def _with_definitions(self, parts: list[Formula], kind: type[And] | type[Or]) -> list[Formula]:
        """Parts that together are a definition become that definition."""
        for formula in self.definitions:
            for candidate in (formula, _inward(negate(formula))):
                if not isinstance(candidate, kind) or self._defined(candidate) is None or len(candidate.parts) >= len(parts):
                    continue
                if set(candidate.parts) <= set(parts):
                    first = min(parts.index(part) for part in candidate.parts)
                    rest = [part for part in parts if part not in candidate.parts]
                    parts = [*rest[:first], candidate, *rest[first:]]
        return parts

    def _is_idle_given(self, part: Formula, parts: Sequence[Formula]) -> bool:
        """Whether "something is known of the date" stands beside a comparison of that date."""
        return isinstance(part, Given) and any(other is not part and part.fact in other.facts for other in parts)

    def _defined(self, formula: Formula) -> str | None:
        for candidate, holds in ((formula, True), (negate(formula), False)):
            said = self.definitions.get(candidate)
            if said is not None and len(atoms(candidate)) > EXPANDED:
                said = said.rstrip(".")
                said = said if said[:2].isupper() else said[:1].lower() + said[1:]
                return said if holds else self.tongue.phrase("not_so", said)
        return None

    # phrases

    def _together(self, formula: And | Or) -> str | None:
        """One phrase for values of one set: "convicted of a or b"; all of its values are something, none of them nothing."""
        keys = {_set_of(part) for part in formula.parts}
        if len(keys) != 1 or None in keys:
            return None
        name, holds = next(key for key in keys if key is not None)
        if holds is not isinstance(formula, Or):
            return None
        values = [atom.value for atom in atoms(formula) if isinstance(atom, Has)]
        fact = self.vocabulary[name]
        whole = self.word(name, "filled" if holds else "empty")
        if whole and set(values) == set(fact.values):
            return whole
        return self._about(fact, values, holds)

    def _atom(self, atom: Atom, holds: bool) -> str:
        if isinstance(atom, Flag):
            if atom.fact.startswith(READING):
                return self.tongue.phrase("other_reading" if holds else "default_reading", atom.fact[len(READING) :])
            return self._about(self.vocabulary[atom.fact], [], holds)
        if isinstance(atom, Has):
            return self._about(self.vocabulary[atom.fact], [atom.value], holds)
        if isinstance(atom, In):
            return self._choice(atom, holds)
        if isinstance(atom, Ref):
            title = self.titles.get(atom.provision, atom.provision)
            return self.tongue.phrase("reached" if holds else "not_reached", title, atom.provision)
        if isinstance(atom, Given):
            said = self.word(atom.fact, "yes" if holds else "no")
            return said if said and "{}" not in said else self.tongue.phrase("given" if holds else "not_given", self.label(atom.fact))
        assert isinstance(atom, Most)
        return self._order(atom, holds)

    def _choice(self, atom: In, holds: bool) -> str:
        circuit = self.circuits.get(atom.values)
        if circuit:
            return self._fill(self.vocabulary[atom.fact], circuit, holds)
        values = [value for value in self.vocabulary[atom.fact].values if value in atom.values]
        return self._about(self.vocabulary[atom.fact], values, holds)

    def _about(self, fact: Fact, values: Sequence[str], holds: bool) -> str:
        words = [self.value(fact.name, value) for value in values]
        return self._fill(fact, self.tongue.join(words, True) if words else "", holds)

    def _fill(self, fact: Fact, what: str, holds: bool) -> str:
        pattern = self.word(fact.name, "yes" if holds else "no")
        if pattern is not None:
            return pattern.replace("{}", what)
        noun = self.label(fact.name)
        if not what:
            return self.tongue.phrase("is_so" if holds else "is_not_so", noun)
        return self.tongue.phrase("is" if holds else "is_not", noun, what)

    def value(self, fact: str, value: str) -> str:
        """The word for a value of a fact."""
        values = self.labels.get(fact, {}).get("values")
        if isinstance(values, Mapping) and value in values:
            return str(values[value][self.tongue.code])
        if fact in self.vocabulary and self.vocabulary[fact].type == "state":
            return self.states.get(value, value)  # CA is a state here, a country elsewhere
        return self.names.get(value, value if value.isupper() else value.replace("_", " "))

    def word(self, fact: str, kind: str) -> str | None:
        """The words of one kind that a rulebook gives for a fact; None where it gives none."""
        words = self.labels.get(fact, {}).get(kind)
        return str(words[self.tongue.code]) if isinstance(words, Mapping) and self.tongue.code in words else None

    # order

    def _order(self, atom: Most, holds: bool) -> str:
        noun = self.label(atom.left)
        if atom.right is None:
            return f"{noun}: {self._bound(self.vocabulary[atom.left], atom.limit, holds)}"
        if atom.right == "on":
            return f"{noun}: {self._before_the_day(-atom.months, -atom.days, holds)}"
        if atom.left == "on":
            return self._after_the_day(atom, holds)
        return f"{noun}: {self._between(atom, holds)}"

    def _bound(self, fact: Fact, limit: int, holds: bool) -> str:
        if fact.type == "int":
            return self.tongue.phrase("at_most", limit) if holds else self.tongue.phrase("or_more", limit + 1)
        following = date.fromordinal(limit + 1)
        if not holds:
            return self.tongue.phrase("or_later", self.tongue.day(following))
        if following.day == 1:
            return self.tongue.phrase("before", self.tongue.day(following))
        return self.tongue.phrase("or_earlier", self.tongue.day(date.fromordinal(limit)))

    def _before_the_day(self, months: int, days: int, holds: bool) -> str:
        """`left <= on - months - days`, or not."""
        phrase, amount = self.tongue.phrase, self.tongue.amount
        if not months and not days:
            return phrase("by_the_day") if holds else phrase("after_the_day")
        if months and days == 1:
            return phrase("ago_more_than" if holds else "ago_or_less", amount(months, 0))
        return phrase("ago_or_more" if holds else "ago_less_than", amount(months, days))

    def _after_the_day(self, atom: Most, holds: bool) -> str:
        """`on <= right + months + days`, or not."""
        assert atom.right is not None
        months, days = atom.months, atom.days
        if atom.right == "birth_date" and months % 12 == 0 and days == -1:
            return self.tongue.phrase("younger" if holds else "or_older", months // 12)
        noun = self.label(atom.right)
        if not months:
            said = self.tongue.phrase("ago_less_than" if holds else "ago_or_more", self.tongue.amount(0, days + 1))
        elif days == -1:
            said = self.tongue.phrase("ago_less_than" if holds else "ago_or_more", self.tongue.amount(months, 0))
        else:
            said = self.tongue.phrase("ago_or_less" if holds else "ago_more_than", self.tongue.amount(months, days))
        return f"{noun}: {said}"

    def _between(self, atom: Most, holds: bool) -> str:
        """`left <= right + months + days`, or not."""
        assert atom.right is not None
        phrase = self.tongue.phrase
        if atom.right == "birth_date" and atom.months % 12 == 0 and atom.days == -1:
            return phrase("before_turning" if holds else "after_turning", atom.months // 12)
        noun = self.label(atom.right)
        if not atom.months and not atom.days:
            return phrase("by_then" if holds else "after_then", noun)
        if atom.days == -1 and not atom.months:
            return phrase("before_then" if holds else "from_then", noun)
        return phrase("within" if holds else "beyond", self.tongue.amount(atom.months, atom.days), noun)


def by_default_reading(formula: Formula) -> Formula:
    """The formula with the default reading of every point."""
    return replace_atoms(formula, lambda atom: FALSE if isinstance(atom, Flag) and atom.fact.startswith(READING) else atom)


def readings_of(formula: Formula) -> list[str]:
    """The points on which the formula turns, by id."""
    return sorted(name[len(READING) :] for name in formula.facts if name.startswith(READING))


def _inward(formula: Formula) -> Formula:
    """The formula with a negation at its top moved one step inward."""
    if not isinstance(formula, Not) or not isinstance(formula.part, (And, Or)):
        return formula
    return _rebuild(Or if isinstance(formula.part, And) else And)(*(negate(part) for part in formula.part.parts))


def _rebuild(kind: type[And] | type[Or]) -> Callable[..., Formula]:
    return conjoin if kind is And else disjoin


def _set_of(part: Formula) -> tuple[str, bool] | None:
    """The set fact an atom is about, and whether it says that the set holds the value."""
    if isinstance(part, Has):
        return part.fact, True
    if isinstance(part, Not) and isinstance(part.part, Has):
        return part.part.fact, False
    return None


__all__ = ["Line", "Speaker", "Tongue", "by_default_reading", "readings_of"]
