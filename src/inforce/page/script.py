"""The script of the pages: the evaluator and the interview, put together from one file a noun; plain JavaScript, without a build step or a dependency.

It runs under a content security policy that names it by its digest: it makes no code at run time, starts no worker, asks for
nothing and stores nothing.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "script"
KERNEL = (
    "day", "error", "fact", "formula", "knowledge", "evaluate", "solver", "days", "form", "neighbours", "queries", "theory",
    "frame", "determination", "moment", "locality", "cause", "variation", "weight", "library", "standing", "book",
)  # fmt: skip
"""The files in the order in which they are read: each uses the ones before it as it is loaded."""
INTERVIEW = ("cells", "circuit", "board", "crowd", "weigh", "tree", "state", "problem", "matter", "chooser", "interview")


@cache
def kernel_script() -> str:
    """The evaluator as one script, which defines `Inforce` and nothing else.

    >>> kernel_script().startswith("const Inforce = (() => {")
    True
    """
    names = [*(f"kernel/{name}" for name in KERNEL), *(f"interview/{name}" for name in INTERVIEW)]
    parts = [without_comments((FOLDER / f"{name}.js").read_text(encoding="utf-8")) for name in names]
    end = "return Object.freeze({ load, Interview, isoDay });\n"
    return 'const Inforce = (() => {\n"use strict";\n' + "".join(parts) + end + "})();\n"


def without_comments(script: str) -> str:
    """The script without whole lines of comment and empty lines, and without what sets lines in: the whole site is to be small.

    >>> without_comments("// a\\nconst b = 1; // c\\n\\n/** d */\\n  use(b);\\n")
    'const b = 1; // c\\nuse(b);\\n'
    """
    script = re.sub(r"^\s*/\*\*.*?\*/\s*$\n", "", script, flags=re.MULTILINE | re.DOTALL)
    lines = map(str.lstrip, script.splitlines())
    return "".join(line + "\n" for line in lines if line and not line.startswith("//"))
