"""Three-valued evaluation and residuals: fill in what is known, and see what remains.

The third value is None, "not settled by truth tables". It can be said where the answer is in fact settled
(`a or not a`); the exact decision is in `decide.py`.
"""

from __future__ import annotations

from inforce.language.formula import FALSE, TRUE, And, Atom, Constant, Formula, Not, Or, conjoin, constant, disjoin, negate
from inforce.language.knowledge import Knowledge


def evaluate(formula: Formula, known: Knowledge) -> bool | None:
    """Evaluate by the strong Kleene tables.

    >>> from inforce.language.fact import Fact, Vocabulary
    >>> from inforce.language.syntax import parse
    >>> facts = Vocabulary({"a": Fact("a", "bool"), "b": Fact("b", "bool")})
    >>> evaluate(parse("a or b", facts).formula, Knowledge(facts, {"a": True}))
    True
    >>> evaluate(parse("a and b", facts).formula, Knowledge(facts, {"a": True})) is None
    True
    """
    if isinstance(formula, Atom):
        return known.truth(formula)
    if isinstance(formula, Not):
        inner = evaluate(formula.part, known)
        return None if inner is None else not inner
    if isinstance(formula, Constant):
        return formula.value
    absorbing = isinstance(formula, Or)
    settled = True
    for part in formula.parts:  # type: ignore[attr-defined]
        truth = evaluate(part, known)
        if truth is absorbing:
            return absorbing
        if truth is None:
            settled = False
    return (not absorbing) if settled else None


def residual(formula: Formula, known: Knowledge, memo: dict[Formula, Formula] | None = None) -> Formula:
    """The formula that is left after filling in what is known.

    Finishing a residual with further facts gives what evaluating with all facts at once gives.

    >>> from inforce.language.fact import Fact, Vocabulary
    >>> from inforce.language.syntax import parse
    >>> facts = Vocabulary({"a": Fact("a", "bool"), "b": Fact("b", "bool")})
    >>> residual(parse("a and b", facts).formula, Knowledge(facts, {"a": True}))
    <b>
    """
    if memo is None:
        memo = {}
    done = memo.get(formula)
    if done is not None:
        return done
    if isinstance(formula, Atom):
        truth = known.truth(formula)
        done = known.fold(formula) if truth is None else constant(truth)
    elif isinstance(formula, Not):
        done = negate(residual(formula.part, known, memo))
    elif isinstance(formula, (And, Or)):
        zero = FALSE if isinstance(formula, And) else TRUE
        parts = []
        done = None
        for part in formula.parts:
            left = residual(part, known, memo)
            if left is zero:
                done = zero
                break
            parts.append(left)
        if done is None:
            done = conjoin(*parts) if zero is FALSE else disjoin(*parts)
    else:
        done = formula
    memo[formula] = done
    return done
