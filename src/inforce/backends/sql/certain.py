"""The formula whose truth says that another is certainly true, where nothing will ever be known of some atoms.

By the strong Kleene tables a formula is true exactly when the same formula in negation normal form is true with every
unknown literal, positive or negative, read as false. So facts that a table does not hold disappear from the statement.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from inforce.language.fact import Vocabulary
from inforce.language.formula import FALSE, TRUE, And, Atom, Constant, Formula, Given, Most, Not, Or, conjoin, constant, disjoin, negate
from inforce.language.rewrite import replace_atoms

Memo = dict[tuple[Formula, bool | None], Formula]


def certain(formula: Formula, unknown: Collection[Atom], memo: Memo, holds: bool = True) -> Formula:
    """What makes the formula certainly true (or false), without the atoms of which nothing is known.

    A part without such atoms stays as it is written; SQL itself knows the third value.

    >>> from inforce.language.formula import flag
    >>> certain(disjoin(flag("a"), negate(flag("b"))), {flag("b")}, {})
    <a>
    """
    done = memo.get((formula, holds))
    if done is None:
        if isinstance(formula, Constant):
            done = constant(formula.value is holds)
        elif not _touches(formula, unknown, memo):
            done = formula if holds else negate(formula)
        elif isinstance(formula, Not):
            done = certain(formula.part, unknown, memo, not holds)
        elif isinstance(formula, (And, Or)):
            join = conjoin if isinstance(formula, And) is holds else disjoin
            done = join(*(certain(part, unknown, memo, holds) for part in formula.parts))
        else:
            done = FALSE
        memo[formula, holds] = done
    return done


def _touches(formula: Formula, unknown: Collection[Atom], memo: Memo) -> bool:
    """Whether an unknown atom stands in the formula; remembered under the formula alone."""
    if isinstance(formula, Atom):
        return formula in unknown
    key = (formula, None)
    if key not in memo:
        parts = (formula.part,) if isinstance(formula, Not) else formula.parts if isinstance(formula, (And, Or)) else ()
        memo[key] = constant(any(_touches(part, unknown, memo) for part in parts))
    return memo[key] is TRUE


def settle(formula: Formula, vocabulary: Vocabulary, given: Mapping[str, bool]) -> Formula:
    """The formula without atoms that hold of everybody or nobody: limits outside a fact's span, and facts never or always given."""

    def one(atom: Atom) -> Formula:
        if isinstance(atom, Given) and atom.fact in given:
            return constant(given[atom.fact])
        if isinstance(atom, Most) and atom.right is None:
            low, high = vocabulary[atom.left].span
            if atom.limit < low or atom.limit >= high:
                return constant(atom.limit >= high)
        return atom

    return replace_atoms(formula, one)
