"""Formulas in words, in English and Spanish.

The third value has no word here: a sentence says when a formula holds, whoever reads it knows what is unknown.
"""

from __future__ import annotations

from inforce.backends.text import en, es
from inforce.backends.text.base import Line, Speaker, Tongue

TONGUES = {"en": en.TONGUE, "es": es.TONGUE}

__all__ = ["TONGUES", "Line", "Speaker", "Tongue"]
