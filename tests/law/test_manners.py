"""What a court did is named as what it is: a ruling that orders nobody is no injunction."""

from __future__ import annotations

import pytest

import inforce

HELD = (
    "guerrero-orellana-ca1-2026", "barbosa-da-cunha-ca2-2026", "buele-morocho-ca3-2026", "lopez-garcia-ca4-2026", "lopez-campos-ca6-2026",
    "cirrus-rojas-ca7-2026", "rodriguez-vazquez-ca9-2026", "santillan-quiroz-ca10-2026", "hernandez-alvarez-ca11-2026",
)  # fmt: skip
"""Opinions on appeals of people who asked to be released: they bind their circuits and order nobody but the parties."""
DECLARED = ("rodriguez-vazquez-judgment-2025", "maldonado-bautista-judgment-2025", "guerrero-orellana-judgment-2025", "khoury-v-asher-2014")
"""Declaratory judgments for a class."""


@pytest.mark.parametrize("act", [*HELD, *DECLARED])
def test_a_ruling_that_orders_nobody_is_held_or_declared(book: inforce.Book, act: str) -> None:
    holds = [effect.manner for effect in book.library.acts[act].does if effect.verb == "suspends"]
    assert set(holds) == {"held" if act in HELD else "declared"}
