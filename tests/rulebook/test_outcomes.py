"""Outcomes alone are those of whole determinations: truth tables never say more than the exact decision."""

from __future__ import annotations

from random import Random

from bench.people import person, some

import inforce

SEED = 20240229
PEOPLE = 12


def test_outcomes_alone_are_those_of_determinations(book: inforce.Book) -> None:
    random = Random(SEED)
    for number in range(PEOPLE):
        on = ("2014-12-01", "2019-06-01", "2024-02-29")[number % 3]
        facts = some(person(book, on, random), (0.1, 0.5, 0.9)[number // 3 % 3], random)
        found = book.outcomes(facts, on=on)
        assert found == {told.provision: told.outcome for told in book.determine(facts, on=on, reasons=False).determinations}, (facts, on)


def test_a_finding_that_what_is_said_forces_does_not_count_as_not_made(book: inforce.Book) -> None:
    """A pending interview is one in expedited removal, which nobody reported by itself."""
    facts = {"lawful_permanent_resident": False, "in_removal_proceedings": True, "fear_interview_pending": True}
    assert book.outcomes(facts, on="2024-02-29")["right/fear-claim"] == "reached"


def test_a_list_that_leaves_out_what_its_values_imply_is_read_with_it(book: inforce.Book) -> None:
    found = [book.outcomes({"us_citizen": False, "convictions": listed}, on="2017-02-22") for listed in (["felony"], ["any_offense", "felony"])]
    assert found[0] == found[1]
    assert found[0]["priority/2017/convicted"] == "depends"
