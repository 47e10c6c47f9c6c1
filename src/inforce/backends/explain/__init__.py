"""Explanations: why an answer is what it is, and what would change it, as a structure of values.

The third value is what an explanation is about: a condition that is met, not met, or open.
"""

from __future__ import annotations

from inforce.backends.explain.case import Case
from inforce.backends.explain.explain import explain
from inforce.backends.explain.explanation import VERSION, Explanation

__all__ = ["VERSION", "Case", "Explanation", "explain"]
