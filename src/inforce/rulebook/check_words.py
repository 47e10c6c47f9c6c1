"""Words that a formula never reads: a day, a state, a petition, a programme of which a provision speaks and on which nothing turns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inforce.language.error import InforceError
from inforce.rulebook.frame import Frame
from inforce.rulebook.library import Library
from inforce.rulebook.provision import Provision
from inforce.rulebook.states import STATES
from inforce.rulebook.status import Moment

DAY = re.compile(r"\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b")
A_DAY = re.compile(rf"\b(on or after|on or before|before|after|since|until|by|from|through) {DAY.pattern}", re.IGNORECASE)


def unread_words(library: Library) -> Iterator[InforceError]:
    """The provisions that speak of what neither their formula nor the scope of an act upon them reads, and give no reason."""
    for provision in library.provisions.values():
        if provision.reads_not is None:
            for thing in spoken_of(library, provision):
                yield InforceError(
                    "speaks-unread",
                    f"provision `{provision.id}` speaks of {thing}, which neither its formula nor the scope of an act reads",
                    where=provision.where,
                    help="read it in the formula, leave it out of the words, or say why in `reads_not:`",
                )


def spoken_of(library: Library, provision: Provision) -> Iterator[str]:
    """What a provision's words speak of and nothing about it reads."""
    words = " ".join(text["en"] for text in (provision.says, provision.conditions) if "en" in text)
    read = facts_read(library, provision)
    facts = [library.vocabulary[name] for name in read if name in library.vocabulary.facts]
    if (match := A_DAY.search(words)) and not any(fact.type == "date" and fact.name != "on" for fact in facts):
        yield f"`{match[0]}`"
    if not read & library.place_facts:
        named = next((name for name in STATES.values() if re.search(rf"\b{name}\b", words)), None)
        if named is not None and not any(fact.type == "state" for fact in facts):
            yield f"`{named}`"
    for thing, (patterns, readers) in library.spoken.items():
        if any(re.search(rf"\b{pattern}\b", words, re.IGNORECASE) for pattern in patterns) and not read & frozenset(readers):
            yield f"a {thing}"


def facts_read(library: Library, provision: Provision) -> frozenset[str]:
    """The facts on which a provision or its parts can turn, on any day."""
    frame = Frame(library, Moment(library.docket, provision.horizon))
    found: set[str] = set()
    for name in (provision.id, *provision.parts):
        found |= frame.text(name).facts
        for segment in library.provisions[name].segments.values():
            found |= segment.formula.facts
        for shield in library.provisions[name].exempt_by:
            found |= frame.text(shield).facts
        for act in library.docket.behind(name):
            found |= {fact for effect in act.does for fact in effect.scope.facts}
    return frozenset(found)
