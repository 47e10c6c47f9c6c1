"""Shields in words: what holds, what does not and why, what turns on facts that are not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inforce.backends.explain.explanation import Explanation
from inforce.backends.explain.shields import LOOKED_AT, Shield
from inforce.backends.text.acts import act_sentence
from inforce.backends.text.outcomes import STATUS
from inforce.backends.text.told import Telling

if TYPE_CHECKING:
    from inforce.backends.text.explain import Teller


def tell_shields(teller: Teller, page: Telling, one: Explanation, *, full: bool) -> None:
    """The shields that were looked at; the medium form names those that do not hold and leaves their reasons to the full one."""
    say = teller.words.say
    if one.outcome not in LOOKED_AT or (one.determination.bears == "benefit" and not one.shields):
        return
    page.head(say("Protections apart from the text that were looked at"))
    if not one.shields:
        page.say(say("The rulebook names none for this rule."))
    missing = [shield for shield in one.shields if shield.holds is False]
    for shield in one.shields:
        if full or shield.holds is not False:
            page.item(_shield(teller, one, shield))
            leaves = teller.library.provisions[shield.id].leaves.get(teller.lang)
            if leaves and shield.holds:
                page.item(say("It shields in part only: {leaves}", leaves=leaves), 1)
            for act in shield.acts if full else ():
                if act.effect is not None:
                    said = act_sentence(act.effect, teller.library, teller.speaker, teller.words)
                    page.item(say("{on}: {sentence}", on=teller.day(act.date), sentence=said), 1)
    if missing and not full:
        titles = "; ".join(teller.title(shield.id) for shield in missing)
        page.item(say("These do not hold: {protections}.", protections=titles))


def _shield(teller: Teller, one: Explanation, shield: Shield) -> str:
    say, title = teller.words.say, teller.title(shield.id)
    if shield.holds is None:
        labels = "; ".join(teller.speaker.label(fact) for fact in shield.turns_on)
        if not labels:
            return say("{protection}: it is open whether it holds.", protection=title)
        return say("{protection}: it is open whether it holds. It turns on: {facts}.", protection=title, facts=labels)
    if shield.by_status and shield.status is not None:
        return say("{protection}: does not hold then, whatever the facts. Its status: {status}.", protection=title, status=say(STATUS[shield.status]))
    facts = teller.reason(one, shield.why)
    if shield.holds:
        return say("{protection}: holds. What decides it: {facts}.", protection=title, facts=facts) if facts else say("{protection}: holds, whatever the facts.", protection=title)
    if not facts:
        return say("{protection}: does not hold, whatever the facts.", protection=title)
    return say("{protection}: does not hold. What decides it: {facts}.", protection=title, facts=facts)
