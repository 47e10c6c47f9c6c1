"""Checks what an explanation says of an answer that depends: what is possible, what settles it, what each reply does."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from inforce.backends.explain import Explanation
from inforce.language.fact import Fact, Members, Value
from tests.explain.asked import Asked

TRIES = 6
"""How many ways to fill the open facts are tried for one explanation."""
DAYS = (0, 1, 30, 400, 800, 2000, 4000, 9000)


def opened(asked: Asked, told: Explanation) -> Iterator[str]:
    """Whatever the open facts turn out to be, the answer is as was foretold."""
    if told.open is None:
        if told.outcome == "depends":
            yield "nothing is said of what is open"
        return
    if told.outcome != "depends":
        yield "something is open, and the answer is settled"
    if len(set(told.open.possible)) < 2:
        yield "depends, and one outcome is possible"
    yield from _replies(asked, told)
    names = {one.fact: one for one in told.open.facts}
    if not set(told.open.settling) <= names.keys():
        yield "what settles it is not among the facts that it turns on"
    elif len(told.open.settling) == 1 and not names[told.open.settling[0]].alone:
        yield "one fact is said to settle it, and does not alone"
    if not told.open.settling:
        yield "nothing is said to settle it"
    first = told.open.facts[0] if told.open.facts else None
    if first is not None and any((one.alone, one.share) > (first.alone, first.share) for one in told.open.facts):
        yield "the fact that settles most does not come first"
    if not asked.book.library.provisions[told.provision].parts:
        yield from _filled(asked, told)


def _replies(asked: Asked, told: Explanation) -> Iterator[str]:
    assert told.open is not None
    facts = asked.said(told)
    for one in told.open.facts:
        for reply in one.replies:
            value = min(reply.value) if isinstance(reply.value, frozenset) else asked.write(one.fact, reply.value)
            outcome = asked.outcome(told.provision, {**facts, one.fact: value}) if one.fact not in facts else reply.outcome
            if outcome != reply.outcome:
                yield f"after {one.fact} the outcome is {outcome}, not {reply.outcome}"
            if reply.outcome not in {*told.open.possible, "depends"}:
                yield f"after {one.fact} the outcome is {reply.outcome}, which is not possible"
        is_set = asked.book.library.vocabulary[one.fact].type == "set"  # of a set the answers are what it holds at least
        if one.alone and one.settled < len(one.replies) and not is_set:
            yield f"{one.fact} is said to settle it alone"


def _filled(asked: Asked, told: Explanation) -> Iterator[str]:
    """Some ways to fill what is said to settle the answer: each settles it, on an outcome that was said to be possible."""
    assert told.open is not None
    random, facts, kept = Random(f"{told.provision} {asked.on}"), asked.said(told), {name: asked.write(name, told.values[name]) for name in told.why.facts}
    vocabulary = asked.book.library.vocabulary
    for _ in range(TRIES):
        filled = {name: a_completion(random, vocabulary[name], told) for name in told.open.settling}
        outcome = asked.outcome(told.provision, {**facts, **filled})
        if outcome == "depends":
            yield f"{sorted(filled)} are said to settle it together"
        if outcome not in {None, "depends", *told.open.possible}:
            yield f"the outcome can be {outcome}, which is not among the possible ones"
        outcome = asked.outcome(told.provision, {**kept, **filled})
        if outcome not in {None, "depends", *told.open.possible}:
            yield f"because does not rule out {outcome}"


def a_completion(random: Random, fact: Fact, told: Explanation) -> Any:
    """A whole value that agrees with what was said of a fact."""
    said: Value | None = told.values.get(fact.name)
    if isinstance(said, Members):
        free = [word for word in fact.values if said.get(word) is None]
        return [*sorted(said.has), *(word for word in free if random.random() < 0.4)]
    if isinstance(said, tuple):
        number = random.choice([*said, random.randint(*said)])
        return fact.write((number, number))
    if fact.type == "bool":
        return random.random() < 0.5
    if fact.is_choice:
        return random.choice(sorted(said) if isinstance(said, frozenset) else list(fact.values))
    if fact.type == "set":
        return [word for word in fact.values if random.random() < 0.3]
    if fact.type == "date":
        day = told.on.toordinal() - random.choice(DAYS)
        return fact.write((day, day))
    return random.choice([0, 1, 2, 3, 50, 150])
