"""Open facts in words: what would settle an answer, what settles most, and on which paper it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inforce.backends.explain.explanation import Explanation
from inforce.backends.explain.settle import OpenFact
from inforce.backends.text.acts import capital
from inforce.backends.text.facts import value_words
from inforce.backends.text.told import Telling

if TYPE_CHECKING:
    from inforce.backends.text.explain import Teller


def tell_open(teller: Teller, page: Telling, one: Explanation, *, full: bool) -> None:
    """What is still possible, the facts that settle it, and (in full) what each answer would do."""
    opened, say = one.open, teller.words.say
    assert opened is not None
    page.head(say("What is still possible"))
    for outcome in opened.possible:
        page.item(capital(teller.outcome(one, outcome)))
    settling = set(opened.settling)
    page.head(say("What would settle it"))
    if len(settling) > 1:
        page.say(say("All of these together settle it, whatever they turn out to be:"))
    for fact in opened.facts:
        if fact.fact in settling:
            _fact(teller, page, one, fact, full=full)
    others = [fact for fact in opened.facts if fact.fact not in settling]
    if full and others:
        page.head(say("What else it turns on"))
        for fact in others:
            _fact(teller, page, one, fact, full=True)
    most = opened.facts[0] if opened.facts else None
    if most is not None and most.settled and opened.settling != (most.fact,):
        label = teller.speaker.label(most.fact)
        if most.alone:
            page.say(say("What settles most: {fact}. It settles the answer by itself.", fact=label))
        else:
            page.say(say("What settles most by itself: {fact}. Of its {total} possible answers, {count} settle it.", fact=label, total=len(most.replies), count=most.settled))


def _fact(teller: Teller, page: Telling, one: Explanation, fact: OpenFact, *, full: bool) -> None:
    say, label = teller.words.say, capital(teller.speaker.label(fact.fact))
    papers = "; ".join(paper.name[teller.lang] for paper in one.papers.get(fact.fact, ()))
    page.item(say("{fact}. Where it is found: {papers}.", fact=label, papers=papers) if papers else label)
    for reply in fact.replies if full and fact.settled else ():
        what = value_words(teller.speaker, teller.words, fact.fact, reply.value)
        page.item(say("{facts}: {outcome}", facts=capital(what), outcome=teller.outcome(one, reply.outcome)), 1)
