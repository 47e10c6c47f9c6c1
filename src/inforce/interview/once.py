"""One question without a session: given some facts, the next one to ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inforce.interview.ask import Ask, ask_of
from inforce.interview.choose import Chooser, opening
from inforce.interview.problem import Problem
from inforce.interview.state import State
from inforce.language.error import InforceError, nearest
from inforce.language.fact import Value
from inforce.rulebook.book import Book


def next_question(book: Book, problem: Problem, values: Mapping[str, Value], declined: Iterable[str] = ()) -> Ask | None:
    """The next question for somebody about whom some facts are known; None when no answer could change anything.

    Args:
        declined: facts that were asked and are not known.
    Raises:
        Contradiction: names the facts in conflict.
        InforceError: `unknown-fact`; `too-hard`.
    """
    state = State.start(problem)
    for name, value in values.items():
        state = state.learn(name, value)
    declined = tuple(declined)
    for name in declined:
        if name not in problem.vocabulary:
            raise InforceError("unknown-fact", f"unknown fact `{name[:60]}`", help=nearest(name, problem.vocabulary))
        state = state.decline(name)
    chooser = Chooser(state, opening(problem)) if state.said or state.declined else opening(problem)
    if not chooser.is_possible:
        raise state.contradiction()
    fact = chooser.choose()
    return ask_of(book, problem.questions[fact], len(values) + len(declined) + 1) if fact is not None else None
