"""Outcomes and statuses in words: whole sentences for an answer, and the short form for one of several possible answers."""

from __future__ import annotations

from inforce.backends.text.catalogue import sentence

REACHED = {
    "burden": sentence("On {on}, this rule reaches the person."),
    "benefit": sentence("On {on}, the person has this protection."),
    "procedure": sentence("On {on}, this procedure applies to the person."),
}
NO = {
    "burden": sentence("On {on}, this rule does not reach the person, because its text does not fit."),
    "benefit": sentence("On {on}, the person does not have this protection, because its text does not fit."),
    "procedure": sentence("On {on}, this procedure does not apply to the person, because its text does not fit."),
}
DEPENDS = {
    "burden": sentence("On {on}, whether this rule reaches the person depends on facts that are not known."),
    "benefit": sentence("On {on}, whether the person has this protection depends on facts that are not known."),
    "procedure": sentence("On {on}, whether this procedure applies to the person depends on facts that are not known."),
}
OTHERS = {
    "exempt": sentence("On {on}, the text of this rule fits the person, but a protection apart from it shields them."),
    "suspended": sentence("On {on}, the text of this rule fits the person, but the rule is on hold."),
    "pending": sentence("On {on}, the text of this rule fits the person, but it is only announced and not yet in force."),
}
NOT_THEN = {
    "not_yet": sentence("On {on}, this rule reaches nobody there: nothing had started it yet."),
    "ended": sentence("On {on}, this rule reaches nobody there: it had ended."),
}
"""Where the day and the place alone make it `no`."""
IF_OPERATIVE = {
    "reached": sentence("If it were in force, it would reach the person."),
    "exempt": sentence("If it were in force, a protection would still shield the person."),
    "depends": sentence("If it were in force, whether it would reach the person depends on facts that are not known."),
}

SHORT_REACHED = {
    "burden": sentence("the rule reaches the person"),
    "benefit": sentence("the person has the protection"),
    "procedure": sentence("the procedure applies to the person"),
}
SHORT_NO = {
    "burden": sentence("the rule does not reach the person"),
    "benefit": sentence("the person does not have the protection"),
    "procedure": sentence("the procedure does not apply to the person"),
}
SHORT = {
    "exempt": sentence("the text fits, and a protection shields the person"),
    "suspended": sentence("the text fits, and the rule is on hold"),
    "pending": sentence("the text fits, and the rule is not yet in force"),
    "depends": sentence("the answer still depends on other facts"),
}
STATUS: dict[str | None, str] = {
    "not_yet": sentence("not yet begun"),
    "announced": sentence("announced, not yet in force"),
    "operative": sentence("in force"),
    "suspended": sentence("on hold"),
    "ended": sentence("ended"),
    None: sentence("not settled"),
}
MODAL = {
    "must": sentence("The rule says that this must be done. Who acts: {who}."),
    "may": sentence("The rule says that this may be done. Who acts: {who}."),
    "may_not": sentence("The rule says that this may not be done. Who is bound: {who}."),
}
VERB = {
    "directs": sentence("{act} orders it."),
    "starts": sentence("{act} starts it."),
    "limits": sentence("{act} limits it."),
    "suspends": sentence("{act} puts it on hold."),
    "ends": sentence("{act} ends it."),
    "upholds": sentence("{act} upholds it."),
    "reviews": sentence("{act} reviews it."),
}
"""What an act does to the rule."""
VERB_IN = {
    "directs": sentence("{act} orders it, with this scope: {scope}."),
    "starts": sentence("{act} starts it, with this scope: {scope}."),
    "limits": sentence("{act} limits it to this: {scope}."),
    "suspends": sentence("{act} puts it on hold, with this scope: {scope}."),
    "ends": sentence("{act} ends it, with this scope: {scope}."),
    "upholds": sentence("{act} upholds it, with this scope: {scope}."),
    "reviews": sentence("{act} reviews it, with this scope: {scope}."),
}
VERB_UPON = {
    "directs": sentence("{act} concerns an earlier act: {target}."),
    "starts": sentence("{act} starts an earlier act again: {target}."),
    "limits": sentence("{act} limits an earlier act: {target}."),
    "suspends": sentence("{act} puts an earlier act on hold: {target}."),
    "ends": sentence("{act} ends an earlier act: {target}."),
    "upholds": sentence("{act} upholds an earlier act: {target}."),
    "reviews": sentence("{act} reviews an earlier act: {target}."),
}
"""What an act does to another act."""


def whole_sentence(outcome: str, bearing: str, status: str | None) -> str:
    """The sentence of the catalogue for an answer, to be said with the day as `on`."""
    if outcome == "reached":
        return REACHED[bearing]
    if outcome == "no":
        return NOT_THEN.get(status or "", NO[bearing])
    return DEPENDS[bearing] if outcome == "depends" else OTHERS[outcome]


def short_form(outcome: str, bearing: str) -> str:
    """The few words of the catalogue for one of several possible answers."""
    if outcome == "reached":
        return SHORT_REACHED[bearing]
    return SHORT_NO[bearing] if outcome == "no" else SHORT[outcome]
