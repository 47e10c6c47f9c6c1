"""The rulebook as JSON: formulas, statuses, acts and words, for the browser and for whoever else evaluates them.

The shape is described by `schema/rulebook.json` and docs/rulebook-json.md. The third value is null where a value stands in
JSON; a formula's is worked out by whoever reads it. Parts can be left out: determinations need `rules` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from inforce.backends.json.acts import to_acts
from inforce.backends.json.history import History
from inforce.backends.json.nodes import Nodes
from inforce.backends.json.rules import to_rules
from inforce.backends.json.words import LANGUAGES, Scope, to_words
from inforce.rulebook.library import Library

VERSION = 2
"""The version of the shape; another one is written when a reader of the old shape would go wrong."""
PARTS = ("rules", "acts", "words_en", "words_es", "asking")
__all__ = ["PARTS", "VERSION", "to_json"]


def to_json(
    library: Library,
    *,
    labels: Mapping[str, Any] | None = None,
    asking: Mapping[str, Any] | None = None,
    scope: Scope | None = None,
    parts: Iterable[str] = PARTS,
) -> dict[str, Any]:
    """The rulebook as plain data, fit for `json.dumps`.

    Args:
        labels: words for the facts, as `law/labels.yaml` gives them.
        asking: how each fact is asked, as `Asking.to_json` gives it; left out where there is none.
        scope: says in a language where and for whom an effect holds; None where it holds for everybody.
        parts: those of `PARTS` that are wanted; `rules` is always there.
    """
    wanted = set(parts)
    nodes, history = Nodes(), History(library)
    found: dict[str, Any] = {"format": "inforce-rulebook", "version": VERSION, "rules": to_rules(library, nodes, history)}
    if "acts" in wanted:
        found["acts"] = to_acts(library, nodes)
    words = {lang: to_words(library, lang, labels or {}, scope) for lang in LANGUAGES if f"words_{lang}" in wanted}
    if words:
        found["words"] = words
    if "asking" in wanted and asking is not None:
        found["asking"] = dict(asking)
    found["rules"]["nodes"] = nodes.rows  # last: every part adds the formulas it needs
    return found
