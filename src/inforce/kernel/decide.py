"""The exact decision: is there a person, allowed by the constraints, for whom a formula holds?

Branch over the regions that the atoms distinguish: a bool is true or false, a set holds a value or not, a choice lies
in a set of values or outside it, a day lies before or after an interval's end, two days stand in a relation or not.
Three-valued evaluation prunes every branch, literals that must hold are taken at once, and relations between days are
kept consistent by `Knowledge`. The number of branches is capped: past the cap the answer is the error `too-hard`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inforce.kernel.error import TooHard
from inforce.kernel.evaluate import residual
from inforce.kernel.formula import FALSE, TRUE, And, Atom, Formula, Not, Or, conjoin, negate
from inforce.kernel.knowledge import Knowledge

CAP = 20_000
"""The number of branches after which a decision is given up as `too-hard`."""


class Budget:
    """How many more branches a decision may take."""

    __slots__ = ("left",)

    def __init__(self, branches: int = CAP) -> None:
        self.left = branches

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooHard("too-hard", "the exact decision needs too many branches", help="give more facts, or simplify the provision's formula")


ByFact = Mapping[str, Sequence[Formula]]
NO_CONSTRAINTS: ByFact = {}


def find(formula: Formula, known: Knowledge, constraints: ByFact = NO_CONSTRAINTS, budget: Budget | None = None) -> Knowledge | None:
    """Narrow the knowledge until the formula holds; None where nobody allowed by it can make the formula hold.

    Any completion of the knowledge found, within its intervals and relations, makes the formula true.

    Args:
        constraints: by fact; each comes in when one of its facts is settled on the way. What is known at the start must
            be able to meet them, so constraints about nothing that was settled can be met and are left alone.
    Raises:
        TooHard: the work passes the cap.

    >>> from inforce.kernel.fact import Fact, Vocabulary
    >>> from inforce.kernel.syntax import parse
    >>> facts = Vocabulary({"a": Fact("a", "bool"), "n": Fact("n", "int")})
    >>> find(parse("n >= 3 and (n < 3 or a)", facts).formula, Knowledge(facts)).values["a"]
    True
    >>> find(parse("n >= 3 and n < 3", facts).formula, Knowledge(facts)) is None
    True
    """
    return _find(formula, known, constraints, frozenset(), budget or Budget())


def _find(formula: Formula, known: Knowledge, constraints: ByFact, included: frozenset[Formula], budget: Budget) -> Knowledge | None:
    while True:
        formula = residual(formula, known)
        if formula is TRUE:
            return known
        if formula is FALSE:
            return None
        literals = [part for part in (formula.parts if isinstance(formula, And) else (formula,)) if is_literal(part)]
        if not literals:
            break
        for literal in literals:
            narrower = assume(literal, known)
            if narrower is None:
                return None
            known = narrower
        if constraints:
            formula, included = _include(formula, literals, constraints, included)
    branch = _choose(formula)
    budget.spend()
    for literal in (branch, negate(branch)):
        narrower = assume(literal, known)
        if narrower is not None:
            more, with_it = _include(formula, (literal,), constraints, included)
            found = _find(more, narrower, constraints, with_it, budget)
            if found is not None:
                return found
    return None


def _include(
    formula: Formula, settled: Iterable[Formula], constraints: ByFact, included: frozenset[Formula]
) -> tuple[Formula, frozenset[Formula]]:
    """The formula with the constraints about the facts just settled."""
    new = {c: None for literal in settled for fact in literal.facts for c in constraints.get(fact, ()) if c not in included}
    return (conjoin(formula, *new), included | new.keys()) if new else (formula, included)


def propagate(known: Knowledge, constraints: ByFact, settled: Iterable[str]) -> Knowledge | None:
    """Take every literal that the constraints force, starting from facts just settled; None where they cannot all hold."""
    waiting = {constraint: None for fact in settled for constraint in constraints.get(fact, ())}
    while waiting:
        constraint = next(iter(waiting))
        del waiting[constraint]
        rest = residual(constraint, known)
        if rest is FALSE:
            return None
        for literal in rest.parts if isinstance(rest, And) else (rest,):
            if is_literal(literal):
                narrower = assume(literal, known)
                if narrower is None:
                    return None
                if narrower is not known:
                    known = narrower
                    waiting |= {other: None for fact in literal.facts for other in constraints.get(fact, ())}
    return known


def is_literal(formula: Formula) -> bool:
    return isinstance(formula, Atom) or (isinstance(formula, Not) and isinstance(formula.part, Atom))


def assume(literal: Formula, known: Knowledge) -> Knowledge | None:
    """Narrow the knowledge so that a literal holds."""
    if isinstance(literal, Not):
        assert isinstance(literal.part, Atom)
        return known.assume(literal.part, False)
    assert isinstance(literal, Atom)
    return known.assume(literal, True)


def _choose(formula: Formula) -> Formula:
    """The literal to try first: the first one of the shortest disjunction, as it stands there."""
    options = formula.parts if isinstance(formula, And) else (formula,)
    node: Formula = min(options, key=lambda part: len(part.parts) if isinstance(part, (And, Or)) else 99)
    turned = False
    while not isinstance(node, Atom):
        if isinstance(node, Not):
            node, turned = node.part, not turned
        else:
            node = node.parts[0]  # type: ignore[attr-defined]
    return negate(node) if turned else node
