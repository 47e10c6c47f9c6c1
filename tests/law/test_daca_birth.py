"""A DACA grant contradicts a birth before 16 June 1981 (the memo of 2012 asks for an age under 31 on its day)."""

from __future__ import annotations

import pytest

import inforce
from inforce.kernel.theory import Contradiction
from inforce.language.error import InforceError


@pytest.mark.parametrize(("birth", "conflicts"), [("1981-06-15", True), ("1981-06-16", False)])
def test_a_grant_of_somebody_born_too_early_is_a_conflict(book: inforce.Book, birth: str, conflicts: bool) -> None:
    facts = {"daca_current": True, "birth_date": birth}
    if not conflicts:
        assert book.determine(facts, on="2026-11-30", provisions=["protection/daca/renewal"], reasons=False)
        return
    with pytest.raises((InforceError, Contradiction)) as caught:
        book.determine(facts, on="2026-11-30", provisions=["protection/daca/renewal"], reasons=False)
    assert "birth_date" in str(caught.value)
    assert "nobody born before 16 June 1981 has had it" in str(caught.value), "the rule that is broken is named, as a whole"
