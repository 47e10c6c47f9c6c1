"""Where code is taken from: where this program and Python lie, never the folder one stands in.

Python puts that folder first for `python -m` and for an empty place in PYTHONPATH. It may hold what somebody else has sent: a `pickle.py`
beside a roster would be run in place of Python's own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

HOME = os.path.realpath(os.path.join(__file__, *[os.pardir] * 3))
"""The folder in which this program lies."""


def safe_places(entries: Iterable[str]) -> list[str]:
    """The places of a search path without the folder one stands in; that in which this program lies is always among them."""
    kept = [entry for entry in entries if os.path.isabs(entry) and not _is_here(entry)]
    return kept if HOME in map(os.path.realpath, kept) else [*kept, HOME]


def leave_folder() -> None:
    """Take no code from the folder one stands in, in this process and those it starts, from now on."""
    sys.path[:] = safe_places(sys.path)
    os.environ["PYTHONSAFEPATH"] = "1"
    places = os.environ.get("PYTHONPATH")
    if places is not None:
        os.environ["PYTHONPATH"] = os.pathsep.join(entry for entry in places.split(os.pathsep) if not _is_here(entry))


def _is_here(entry: str) -> bool:
    """Whether a place is the folder one stands in, and not that of this program."""
    try:
        here = os.path.realpath(os.getcwd())
    except OSError:  # the folder is gone
        return False
    return here != HOME and os.path.realpath(entry or os.curdir) == here
