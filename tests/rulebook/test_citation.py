"""Citations: every accepted form is accepted, and what is nearly one is not."""

from __future__ import annotations

import re

import pytest

import inforce
from inforce.rulebook.citation import FORMS, check_citations, faults

BAD = {
    "8 USC § 1225(b)": "the United States Code is cited as",
    "8 U.S.C. 1225(b)": "the United States Code is cited as",
    "8 CFR 235.3(b)": "the Code of Federal Regulations is cited as",
    "8 C.F.R § 235.3(b)": "the Code of Federal Regulations is cited as",
    "82 Fed Reg. 8793 (Jan. 30, 2017)": "the Federal Register is cited as",
    "82 Fed. Reg. 8793 (Jan. 30, 2018)": "volume 82 of the Federal Register is of 2017, not 2018",
    "82 Fed. Reg. 8793": "it has no form that can be looked up",
    "82 Fed. Reg. 8793 (Feb. 30, 2017)": "there is no Feb. 30, 2017",
    "82 Fed. Reg. 8793 (Jan 30, 2017)": "not `Jan`",
    "82 Fed. Reg. 8793 (Jan. 30, 2017": "a parenthesis is not closed",
    "EO 13767": "it has no form that can be looked up",
    "US Const. amend. IV": "the Constitution is cited as",
    "U.S. Const. amend. 4": "the Constitution is cited as",
    "Fourth Amendment": "it has no form that can be looked up",
    "Exec. Order 13767 § 7": "an executive order is cited as",
    "Proclamation 9842": "a proclamation is cited as",
    "Public Law 119-1": "a public law is cited as",
    "INA 235(b)": "the Immigration and Nationality Act is cited as",
    "INA §235(b)": "`§` stands before a space and a number",
    "Matter of Q. Li, 29 I & N Dec. 66 (BIA 2025)": "a decision of the Board is cited as",
    "Matter of Q. Li, 29 I&N Dec. 66 (2025)": "a decision of the Board is cited as",
    "Zadvydas v Davis, 533 U.S. 678 (2001)": "a case is cited as",
    "Zadvydas v. Davis, 533 U.S. 678": "it has no form that can be looked up",
    "Texas v. United States, 787 F.3d 733 (2015)": "`F.3d` needs its court",
    "Texas v. United States, 787 F.3d 733 (S.D. Tex. 2015)": "`F.3d` does not hold decisions of `S.D. Tex.`",
    "Texas v. United States, 86 F. Supp. 3d 591 (5th Cir. 2015)": "`F. Supp. 3d` does not hold decisions of `5th Cir.`",
    "Texas v. United States, No. 1:14-cv-00254": "it has no form that can be looked up",
    "Texas v. United States, 809 F. 3d 134 (5th Cir. 2015)": "a reporter is cited as",
    "Memorandum from John Kelly": "it has no form that can be looked up",
    "the memo": "it has no form that can be looked up",
    "8 U.S.C. § 1225;": "it ends in `;`",
    "8 U.S.C.  § 1225": "it has a space too many",
    "": "it is empty",
}


@pytest.mark.parametrize(("name", "pattern", "example"), FORMS)
def test_example_of_each_form_is_accepted_and_has_it(name: str, pattern: str, example: str) -> None:
    assert re.search(pattern, example), name
    assert faults(example) == []


@pytest.mark.parametrize(("cite", "fault"), BAD.items())
def test_what_is_nearly_a_citation_is_refused(cite: str, fault: str) -> None:
    assert any(fault in found for found in faults(cite)), faults(cite)


def test_document_without_a_day_needs_a_record_that_has_one() -> None:
    assert faults("CBP, MPP Guiding Principles") == ["it has no form that can be looked up"]
    assert faults("CBP, MPP Guiding Principles", is_dated=True) == []
    assert faults("the memo", is_dated=True) == ["it has no form that can be looked up"]


def test_second_decision_of_a_citation_may_leave_its_court_out() -> None:
    assert faults("NAACP v. Trump, 298 F. Supp. 3d 209 (D.D.C. Apr. 24, 2018); 315 F. Supp. 3d 457 (Aug. 3, 2018)") == []


def test_every_citation_of_the_rulebook_has_a_form(book: inforce.Book) -> None:
    assert [str(error) for error in check_citations(book.library)] == []
