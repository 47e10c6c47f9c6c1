"""The words for the five statuses."""

from __future__ import annotations

from inforce.backends.text.catalogue import Catalogue


def status_words(words: Catalogue) -> dict[str | None, str]:
    say = words.say
    return {
        "not_yet": say("not yet in force"),
        "announced": say("announced, not in force"),
        "operative": say("in force"),
        "suspended": say("on hold"),
        "ended": say("ended"),
        None: say("not settled"),
    }
