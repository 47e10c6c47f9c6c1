"""Citations: the forms a lawyer can look up, and what is wrong with one that has none of them.

`FORMS` is the table of accepted forms; a citation needs at least one. Whatever its form, every piece of it that looks like
a code, a reporter or a day is read too: a volume of the Federal Register must fit its year, a court its reporter, a day
the calendar. Nothing is fetched; a citation of right form can still be of the wrong thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from inforce.language.error import InforceError, Where

if TYPE_CHECKING:
    from inforce.rulebook.library import Library

MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
FULL = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
REGISTER_BEGAN = 1935
"""The Federal Register's volumes are counted from the year after this one."""

_MONTH = "(?:" + "|".join(re.escape(month) for month in (*MONTHS, *FULL)) + ")"
_DAYS = rf"{_MONTH} \d{{1,2}}(?:(?:,| and|, and| to) (?:{_MONTH} )?\d{{1,2}})*"
DATED = rf"(?:{_DAYS}, \d{{4}}|{_MONTH} \d{{4}})"
"""`Nov. 20, 2014`; `Apr. 14 and 22, 2025`; `Mar. 2026`."""

_DISTRICTS = {
    "D.": "Alaska Ariz. Colo. Conn. Del. Haw. Idaho Kan. Me. Md. Mass. Minn. Mont. Neb. Nev. N.H. N.J. N.M. N.D. Or. P.R. R.I. S.C. S.D. Utah Vt. Wyo. Guam V.I.",
    "N.D.": "Ala. Cal. Fla. Ga. Ill. Ind. Iowa Miss. N.Y. Ohio Okla. Tex. W.Va.",
    "S.D.": "Ala. Cal. Fla. Ga. Ill. Ind. Iowa Miss. N.Y. Ohio Tex. W.Va.",
    "E.D.": "Ark. Cal. Ky. La. Mich. Mo. N.Y. N.C. Okla. Pa. Tenn. Tex. Va. Wash. Wis.",
    "W.D.": "Ark. Ky. La. Mich. Mo. N.Y. N.C. Okla. Pa. Tenn. Tex. Va. Wash. Wis.",
    "M.D.": "Ala. Fla. Ga. La. N.C. Pa. Tenn.",
    "C.D.": "Cal. Ill.",
}
DISTRICTS = frozenset(
    {"D.D.C."} | {part + ("" if re.match(r"[A-Z]\.[A-Z]", state) else " ") + state.replace("W.Va.", "W. Va.") for part, states in _DISTRICTS.items() for state in states.split()}
)
CIRCUITS = frozenset({"1st Cir.", "2d Cir.", "3d Cir.", "D.C. Cir.", "Fed. Cir.", *(f"{number}th Cir." for number in range(4, 12))})
COURTS = DISTRICTS | CIRCUITS | {"U.S."}
BOARDS = frozenset({"BIA", "A.G."})
REPORTERS = {
    "U.S.": frozenset(),
    "S. Ct.": frozenset(),
    "F.2d": CIRCUITS,
    "F.3d": CIRCUITS,
    "F.4th": CIRCUITS,
    "F. App'x": CIRCUITS,
    "F. Supp.": DISTRICTS,
    "F. Supp. 2d": DISTRICTS,
    "F. Supp. 3d": DISTRICTS,
    "F.R.D.": DISTRICTS,
    "WL": COURTS,
    "I&N Dec.": BOARDS,
}
"""Each reporter with the courts whose decisions it holds; the Supreme Court's need no court named."""

_COURT = "(?:" + "|".join(re.escape(court) for court in sorted(COURTS, key=len, reverse=True)) + ")"
_REPORTER = "(?:" + "|".join(re.escape(name) for name in sorted(REPORTERS, key=len, reverse=True)) + ")"
_WHEN = rf"(?:{DATED}|\d{{4}})"
_NUMBER = r"Nos?\. (?:CV )?[\w:]+(?:-[\w-]+)?"
_SECTION = r"§§? ?\d"
_ISSUER = (
    r"(?:DHS|ICE|CBP|USCIS|EOIR|IRS|Dep't of (?:Homeland Sec\.|State|Justice|Def\.)|U\.S\. Immigr\. & Customs Enf't"
    r"|U\.S\. Customs and Border Protection|Chief Immigration Judge)"
)

FORMS: tuple[tuple[str, str, str], ...] = (
    ("Constitution", r"\bU\.S\. Const\. (?:amend|art)\. [IVX]+\b", "U.S. Const. amend. IV"),
    ("United States Code", rf"\b\d+ U\.S\.C\. {_SECTION}", "8 U.S.C. § 1225(b)(1)"),
    ("Code of Federal Regulations", rf"\b\d+ (?:CFR|C\.F\.R\.) (?:{_SECTION}|pt\. \d)", "8 C.F.R. § 235.3(b)(1)(ii)"),
    ("Immigration and Nationality Act", rf"\bINA {_SECTION}", "INA § 235(a)(1)"),
    ("Federal Register", rf"\b\d+ Fed\. Reg\. \d+.*\({DATED}\)", "82 Fed. Reg. 8793 (Jan. 30, 2017)"),
    ("Federal Register document", rf"\bFed\. Reg\. Doc\. \d{{4}}-\d+ \({DATED}\)", "Fed. Reg. Doc. 2025-16809 (Sept. 2, 2025)"),
    ("executive order", r"\bExec\. Order No\. \d{4,5}\b", "Exec. Order No. 13767 § 7"),
    ("proclamation", r"\bProclamation No\. \d{4,5}\b", "Proclamation No. 9842"),
    ("public law", r"\bPub\. L\. (?:No\. )?\d+-\d+\b", "Pub. L. No. 110-457, § 235, 122 Stat. 5044 (2008)"),
    ("case in a reporter", rf"\S v\. .+, \d+ {_REPORTER} \d+ \(.*\d{{4}}\)", "Zadvydas v. Davis, 533 U.S. 678 (2001)"),
    ("case by its number", rf"\S v\. .+, {_NUMBER}.* \((?:{_COURT}|{DATED})", "J.G.G. v. Trump, No. 1:25-cv-00766 (D.D.C. Mar. 15, 2025)"),
    ("case by court and day", rf"\S v\. .+ \({_COURT} (?:\w+ )?{_WHEN}", "L.M.L. v. Martin (5th Cir. May 29, 2026)"),
    ("ruling by court and day", rf"(?:\({_COURT} {_WHEN}\)|\b{DATED} \({_COURT}\))", "Ruling of Jan. 17, 2026 (D. Minn.)"),
    ("decision of the Board", r"\bMatter of .+, \d+ I&N Dec\. \d+ \((?:BIA|A\.G\.) \d{4}\)", "Matter of Q. Li, 29 I&N Dec. 66 (BIA 2025)"),
    ("memorandum", rf"\bMemorandum from [A-Z].+, .+ \({DATED}\)", "Memorandum from John Kelly, Sec'y of Homeland Sec., Enforcement of the Immigration Laws to Serve the National Interest (Feb. 20, 2017)"),
    ("state code", rf"\b(?:Stat\.|Code)(?: tit\. \d+,)? (?:{_SECTION}|ch\. \d)", "Tex. Penal Code § 51.02"),
    ("state bill or law", r"\b(?:[HS]\.[BF]\. \d+[\w-]*.* \(\d{4}\)|P\.L\. \d{4}, c\. \d+)", "Idaho H.B. 83 (2025)"),
    ("document with its day", rf"[A-Z]\w.*(?:\(|, |\bof |\bfrom )(?:from )?{DATED}", "CBP, MPP Guiding Principles (Jan. 28, 2019)"),
)
"""Name, pattern and an example of each accepted form."""
UNDATED = rf"(?:\b{_ISSUER}|^Federal Register notices)\b"
"""What an act may cite beside these: a document or practice named by who issued it; the act itself carries the day."""

_WRONG = (
    (r"\bU\.?S\.?C\.?(?= ?§| ?\d)", r"\b\d+ U\.S\.C\. §§? \d", "the United States Code", "8 U.S.C. § 1225(b)"),
    (r"\bC\.?F\.?R\.?(?!\w)", r"\b\d+ (?:CFR|C\.F\.R\.) (?:§§? \d|pt\. \d)", "the Code of Federal Regulations", "8 C.F.R. § 235.3"),
    (r"\bFed\.? ?Reg\b\.?", r"(?:\b\d+ Fed\. Reg\. \d+|\bFed\. Reg\. Doc\. \d)", "the Federal Register", "82 Fed. Reg. 8793 (Jan. 30, 2017)"),
    (r"\b(?:Exec\.? Order|Executive Order|E\.O\.) (?:No\.? ?)?\d", r"\bExec\. Order No\. \d{4,5}\b", "an executive order", "Exec. Order No. 13767"),
    (r"\b(?:Proclamation|Proc\.) (?:No\.? ?)?\d", r"\bProclamation No\. \d{4,5}\b", "a proclamation", "Proclamation No. 9842"),
    (r"\bConst(?:\.|itution\b)", r"\bU\.S\. Const\. (?:amend|art)\. [IVX]+\b", "the Constitution", "U.S. Const. amend. IV"),
    (r"\bPub(?:\.|lic) ?L(?:\.|aw)", r"\bPub\. L\. (?:No\. )?\d+-\d+\b", "a public law", "Pub. L. No. 119-1"),
    (r"\bINA (?=[§\d])", r"\bINA §§? \d", "the Immigration and Nationality Act", "INA § 235(b)"),
    (r"\bI ?& ?N\.? ?Dec", r"\b\d+ I&N Dec\. \d+ \((?:BIA|A\.G\.) \d{4}\)", "a decision of the Board", "27 I&N Dec. 509 (A.G. 2019)"),
    (r"\d F\. ?(?:2d|3d|4th)|\d F\.? ?Supp", r"\d+ (?:F\.[234](?:d|th)|F\. Supp\.(?: [23]d)?) \d+ \(", "a reporter", "829 F.3d 1 (9th Cir. 2016)"),
    (r"\w (?:vs?|V)\b\.? (?=[A-Z])", r" v\. [A-Z]", "a case", "Zadvydas v. Davis, 533 U.S. 678 (2001)"),
)
"""What looks like a form, and how it must then be written."""


def faults(cite: str, *, is_dated: bool = False) -> list[str]:
    """What is wrong with the form of a citation; nothing where it can be looked up as it stands.

    Args:
        is_dated: the record around it gives the day, so that a document may be named by its issuer alone.

    >>> faults("82 Fed. Reg. 8793 (Jan. 30, 2017)")
    []
    >>> faults("82 Fed. Reg. 8793 (Jan. 30, 2018)")
    ['volume 82 of the Federal Register is of 2017, not 2018']
    """
    found = [*_marks(cite), *_pieces(cite), *_years(cite), *_days(cite), *_courts(cite)]
    if not found and not any(re.search(pattern, cite) for _, pattern, _ in FORMS) and not (is_dated and re.search(UNDATED, cite)):
        found.append("it has no form that can be looked up")
    return found


def _marks(cite: str) -> Iterator[str]:
    if not cite.strip():
        yield "it is empty"
        return
    if cite != cite.strip() or "  " in cite or "\n" in cite:
        yield "it has a space too many"
    if cite.rstrip()[-1] in ",;:":
        yield f"it ends in `{cite.rstrip()[-1]}`"
    if cite.count("(") != cite.count(")"):
        yield "a parenthesis is not closed, or not opened"
    if cite.count('"') % 2:
        yield "a quotation mark is not closed"
    if re.search(r"§(?! |§)|§§§| §§?$", cite):
        yield "`§` stands before a space and a number"


def _pieces(cite: str) -> Iterator[str]:
    """Every piece that looks like a form has it."""
    for looks, right, what, example in _WRONG:
        for seen in re.finditer(looks, cite):
            if not any(good.start() <= seen.end() - 1 < good.end() for good in re.finditer(right, cite)):
                yield f"{what} is cited as `{example}`, not as `{cite[max(seen.start() - 4, 0) : seen.end() + 8].strip()}`"
                break


def _years(cite: str) -> Iterator[str]:
    """The volume of the Federal Register fits the year."""
    for volume, year in re.findall(r"\b(\d+) Fed\. Reg\. [\d, -]+\([^()]*?(\d{4})\)", cite):
        if int(volume) + REGISTER_BEGAN != int(year):
            yield f"volume {volume} of the Federal Register is of {int(volume) + REGISTER_BEGAN}, not {year}"


def _days(cite: str) -> Iterator[str]:
    """Months are written as the table has them, and days are on the calendar."""
    names = "|".join({month[:3] for month in FULL})
    for word, day, year in re.findall(rf"\b((?:{names})[a-z]*\.?) (\d{{1,2}}), (\d{{4}})", cite):
        if word not in MONTHS and word not in FULL:
            yield f"months are written {', '.join(MONTHS)}; not `{word}`"
            continue
        month = (MONTHS.index(word) if word in MONTHS else FULL.index(word)) + 1
        try:
            date(int(year), month, int(day))
        except ValueError:
            yield f"there is no {word} {day}, {year}"


def _courts(cite: str) -> Iterator[str]:
    """The first decision cited from a reporter names a court that the reporter holds; later ones may leave it out."""
    is_named = False
    for reporter, inside in re.findall(rf"\d ({_REPORTER}) \d+(?:, [\d-]+)* \(([^()]*)\)", cite):
        court = next((c for c in sorted(COURTS | BOARDS, key=len, reverse=True) if inside.startswith(c)), None)
        held = REPORTERS[reporter]
        if held and court is None and not (is_named and re.fullmatch(_WHEN, inside)):
            yield f"`{reporter}` needs its court: `({min(held)} 2019)`"
        elif held and court is not None and court not in held:
            yield f"`{reporter}` does not hold decisions of `{court}`"
        if not re.search(r"\d{4}$", inside):
            yield f"`({inside})` has no year"
        is_named = is_named or court is not None


def check_citations(library: Library) -> list[InforceError]:
    """Every citation of a rulebook whose form is wrong."""
    found: list[InforceError] = []

    def look(cite: str | None, where: Where | None, *, is_dated: bool = False) -> None:
        for fault in faults(cite, is_dated=is_dated) if cite is not None else ():
            found.append(InforceError("bad-citation", f"citation `{cite}`: {fault}", where=where, help="forms are listed in docs/format.md"))

    for provision in library.provisions.values():
        for authority in provision.authority:
            look(authority.cite, authority.where, is_dated=authority.date is not None)
    for act in library.acts.values():
        look(act.cite, act.where, is_dated=True)
    for definition in library.definitions.values():
        look(definition.cite, definition.written.where)
    for beyond in library.beyond.values():
        for one in beyond.regulated:
            look(one.cite, one.where)
    return found
