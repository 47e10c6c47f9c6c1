"""The names of the states, districts and territories by their USPS codes."""

from __future__ import annotations

from collections.abc import Collection

from inforce.backends.text.catalogue import Catalogue
from inforce.language.formula import Formula, In, Not
from inforce.rulebook.library import Library
from inforce.rulebook.scope import split_states
from inforce.rulebook.states import STATES


def state_names(words: Catalogue) -> dict[str, str]:
    say = words.say
    return {
        "AK": say("Alaska"), "AL": say("Alabama"), "AR": say("Arkansas"), "AZ": say("Arizona"), "CA": say("California"), "CO": say("Colorado"),
        "CT": say("Connecticut"), "DC": say("District of Columbia"), "DE": say("Delaware"), "FL": say("Florida"), "GA": say("Georgia"), "GU": say("Guam"),
        "HI": say("Hawaii"), "IA": say("Iowa"), "ID": say("Idaho"), "IL": say("Illinois"), "IN": say("Indiana"), "KS": say("Kansas"), "KY": say("Kentucky"),
        "LA": say("Louisiana"), "MA": say("Massachusetts"), "MD": say("Maryland"), "ME": say("Maine"), "MI": say("Michigan"), "MN": say("Minnesota"),
        "MO": say("Missouri"), "MP": say("Northern Mariana Islands"), "MS": say("Mississippi"), "MT": say("Montana"), "NC": say("North Carolina"),
        "ND": say("North Dakota"), "NE": say("Nebraska"), "NH": say("New Hampshire"), "NJ": say("New Jersey"), "NM": say("New Mexico"), "NV": say("Nevada"),
        "NY": say("New York"), "OH": say("Ohio"), "OK": say("Oklahoma"), "OR": say("Oregon"), "PA": say("Pennsylvania"), "PR": say("Puerto Rico"),
        "RI": say("Rhode Island"), "SC": say("South Carolina"), "SD": say("South Dakota"), "TN": say("Tennessee"), "TX": say("Texas"), "UT": say("Utah"),
        "VA": say("Virginia"), "VI": say("U.S. Virgin Islands"), "VT": say("Vermont"), "WA": say("Washington (state)"), "WI": say("Wisconsin"),
        "WV": say("West Virginia"), "WY": say("Wyoming"),
    }  # fmt: skip


def state_name(code: str, words: Catalogue) -> str:
    """The name of a state, to stand after `in`.

    >>> from inforce.backends.text.catalogue import catalogue
    >>> state_name("WA", catalogue("en")), state_name("NY", catalogue("es"))
    ('Washington', 'Nueva York')
    """
    return STATES.get(code, code) if words.lang == "en" else state_names(words).get(code, code)


def places_phrase(states: Collection[str], library: Library, words: Catalogue) -> str:
    """Some states in words, to stand after `in`: circuits by name, with the states that are meant apart from them or not meant in them."""
    circuits, lacking, further = split_states(states, library)
    said: list[str] = []
    if circuits:
        names = [words.say("the {circuit}", circuit=library.places[name][words.lang]) if name in library.places else name for name in circuits]
        named = ", ".join(names)
        if lacking:
            named = words.say("{circuits}, other than {states}", circuits=named, states=", ".join(state_name(state, words) for state in lacking))
        said.append(named)
    if further:
        said.append(", ".join(state_name(state, words) for state in further))
    return "; ".join(said)


def place_phrase(place: Formula, library: Library, words: Catalogue) -> str | None:
    """A place that turns on the state alone, in words; None for any other."""
    if isinstance(place, In) and place.fact == "state":
        return words.say("in {places}", places=places_phrase(place.values, library, words))
    if isinstance(place, Not) and isinstance(place.part, In) and place.part.fact == "state":
        return words.say("not in {places}", places=places_phrase(place.part.values, library, words))
    return None
