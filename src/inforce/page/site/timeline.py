"""The timeline browser: every act in order, what it does to which rule, and where to read it; one file in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inforce.page.site.interview import frames, spanish, without_script
from inforce.page.site.rules import Shown
from inforce.page.site.shell import Frame, Page, place_names

SCRIPTS = tuple(f"ui/{name}" for name in ("inflate", "say", "model", "exit", "dress", "acts"))


def to_page(shown: Mapping[str, Shown], frame: Frame, rulebook: Mapping[str, Any]) -> Page:
    """The page: its data are the acts, their effects and their words; a script lists them."""
    acts = rulebook["acts"]["acts"]
    effects = [{key: value for key, value in effect.items() if key in ("act", "verb", "target", "day", "to", "until", "through", "manner", "stage", "waits_for")} for effect in rulebook["acts"]["effects"]]
    words = {lang: {key: rulebook["words"][lang][key] for key in ("acts", "conditions", "scopes")} for lang in shown}
    for lang, found in words.items():
        found["titles"] = {name: told["title"] for name, told in rulebook["words"][lang]["provisions"].items()}
    return Page(
        "timeline",
        "en",
        f"{place_names(shown['en'].words)['timeline']} · inforce",
        without_script(shown, "timeline", ("rules",)),
        scripts=SCRIPTS,
        data={"spanish": spanish(SCRIPTS)},
        packed={"history": {"acts": acts, "effects": effects, "words": words}},
        templates=frames("timeline", frame),
    )
