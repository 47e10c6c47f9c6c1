"""The solver: the only file that names the one used, behind the few calls that the rest of the kernel makes.

MiniSat 2.2 inside python-sat. CaDiCaL, Glucose and MiniSat take the same time here (13 to 18 microseconds a call, a
third of it for handing over the assumptions); MiniSat has the shortest start and a budget of conflicts that means what
it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pysat.solvers import Minisat22

from inforce.language.error import TooHard

CAP = 200_000
"""The number of conflicts after which a question is given up as `too-hard`; the browser counts to the same number."""
SLICE = 5_000
"""How many conflicts are worked through before Python is asked whether to stop; well under a second."""


class Solver:
    """Clauses that only grow, asked under assumptions. A literal is a whole number, negative where it is denied.

    What it learns from one question it keeps for the next. That changes how long an answer takes and which model or
    core is found, never whether there is one: so nothing that is told may be read from a model or a core alone.

    >>> solver = Solver()
    >>> solver.add([1, 2])
    >>> solver.solve([-1]), solver.solve([-1, -2])
    (True, False)
    """

    __slots__ = ("_engine",)

    def __init__(self) -> None:
        self._engine = Minisat22()

    def add(self, clause: Iterable[int]) -> None:
        """Say that one of the literals holds."""
        self._engine.add_clause(clause)

    def solve(self, assumptions: Sequence[int]) -> bool:
        """Whether all clauses and assumptions can hold together.

        Raises:
            TooHard: the work passes `CAP` conflicts.
        """
        engine = self._engine
        engine.conf_budget(SLICE)
        found = engine.solve_limited(assumptions)
        spent = SLICE
        while found is None:
            if spent >= CAP:
                raise TooHard(
                    "too-hard",
                    "the exact decision takes too much work",
                    help="give more facts, or simplify the formula",
                )
            engine.conf_budget(SLICE)
            found = engine.solve_limited(assumptions)
            spent += SLICE
        return bool(found)

    def prefer(self, literals: Sequence[int]) -> None:
        """Try these first from here on: a model that differs much from those met before saves other questions."""
        self._engine.set_phases(literals)

    def propagate(self, assumptions: Sequence[int]) -> list[int]:
        """Some literals that follow from the assumptions; not all."""
        _, found = self._engine.propagate(assumptions)
        return found or []

    def model(self) -> list[int]:
        """After `solve` was true: each variable, negative where it is false; variable v stands at place v - 1."""
        found: list[int] = self._engine.get_model()
        return found

    def core(self) -> set[int]:
        """After `solve` was false: some of the assumptions that cannot hold together."""
        return set(self._engine.get_core() or ())
