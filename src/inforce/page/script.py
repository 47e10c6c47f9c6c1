"""The script of the pages: the evaluator, put together from one file a noun; plain JavaScript, without a build step or a dependency.

It runs under a content security policy that names it by its digest: it makes no code at run time, starts no worker, asks for
nothing and stores nothing.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "script" / "kernel"
NAMES = (
    "day", "error", "fact", "formula", "knowledge", "evaluate", "decide", "theory", "pairs", "diagram", "region", "answer", "turning",
    "frame", "determination", "library", "standing", "book",
)  # fmt: skip
"""The files in the order in which they are read: each uses the ones before it as it is loaded."""
EXPORTED = (
    "Formulas", "Knowledge", "Members", "Situation", "Theory", "Space", "Turning", "Person", "Frame", "Determiner", "Budget", "InforceError", "Contradiction",
    "ErrorGroup", "TooHard", "TRUE", "FALSE", "NOT", "AND", "OR", "MOST", "IN", "HAS", "FLAG", "GIVEN", "STATUSES", "negate", "evaluate", "residual", "find",
    "atoms", "openFacts", "possible", "because", "decided", "decide", "outcomeOf", "firstFound", "countAsNotMade", "arrayOf", "isLiteral", "assume", "propagate", "shift",
    "lastBefore", "ordinal", "isoDay", "readDays", "today",
)  # fmt: skip
"""What `Inforce.kernel` gives to other scripts of the page."""


@cache
def kernel_script() -> str:
    """The evaluator as one script, which defines `Inforce` and nothing else.

    >>> kernel_script().startswith("const Inforce = (() => {")
    True
    """
    parts = [without_comments((FOLDER / f"{name}.js").read_text(encoding="utf-8")) for name in NAMES]
    exported = ", ".join(EXPORTED)
    end = f"return Object.freeze({{ load, kernel: Object.freeze({{ {exported} }}) }});\n"
    return 'const Inforce = (() => {\n"use strict";\n' + "".join(parts) + end + "})();\n"


def without_comments(script: str) -> str:
    """The script without whole lines of comment and empty lines; it stays readable.

    >>> without_comments("// a\\nconst b = 1; // c\\n\\n/** d */\\nuse(b);\\n")
    'const b = 1; // c\\nuse(b);\\n'
    """
    script = re.sub(r"^\s*/\*\*.*?\*/\s*$\n", "", script, flags=re.MULTILINE | re.DOTALL)
    return "".join(line + "\n" for line in script.splitlines() if line.strip() and not line.lstrip().startswith("//"))
