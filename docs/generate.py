"""Writes what is generated in the documentation; `python -m docs.generate --check` says what is out of date.

Whole files: coverage.md, errata.md, facts.md, glossary.md, provisions.md. Blocks between `<!-- NAME -->` and `<!-- /NAME -->` of other files:
the sample and the counts of README.md, the forms of citations in format.md, the house in architecture.md.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tests.cases import load_cases

import inforce
from docs.errata import errata_page
from docs.house import picture
from docs.second_reading import lines as second_readings
from docs.second_reading import rounds
from inforce.cli.demo import command as demo
from inforce.cli.labels import load_labels
from inforce.rulebook.citation import FORMS
from inforce.rulebook.coverage import Row, Totals, coverage, totals
from inforce.rulebook.wording import read_wording

ROOT = Path(__file__).resolve().parent.parent
MADE = "<!-- written by `make docs`; edit law/ or docs/generate.py instead -->"
PERSON = 15
"""Here eighteen months, far from the border."""
SECTIONS = ("No longer reaches", "A priority", "Announced")
"""The parts of one person's page that the README shows."""


def count_cases() -> tuple[Counter[str], int]:
    """How many golden cases want something of each provision, and how many there are."""
    cases = list(load_cases())
    return Counter(name for case in cases for name in {*case.want, *case.want_status}), len(cases)


def measure(book: inforce.Book) -> tuple[list[Row], Totals]:
    wanted, cases = count_cases()
    rows = coverage(book.library, wanted)
    return rows, totals(book.library, rows, cases)


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(map(cell, row)) + " |"


def family(name: str) -> str:
    return name.split("/", maxsplit=1)[0]


def coverage_page(book: inforce.Book) -> str:
    """docs/coverage.md"""
    rows, total = measure(book)
    library = book.library
    lines = [
        "# Coverage: what was read, what was looked for, what is under review",
        "",
        MADE,
        "",
        "Three numbers for each provision. How many of the acts that can change a status were *read in the instrument itself* (the order, notice, memo or",
        "statute, not somebody's account of it): those that do something to the provision and those that do something to these acts. How many days before",
        f"the newest reading of the rulebook, {total.looked}, its acts or dockets were *last looked for*. How many *open reviews* of these acts are known.",
        "Beside them: the acts that another reader checked, and the checks that disagreed; the golden cases that want something of the provision; the day",
        "through which its acts were verified.",
        "",
        *counts_lines(total, len(library.provisions)),
    ]
    for name, members in groupby(rows, key=lambda row: family(row.provision)):
        lines += ["", f"## {name}", ""]
        lines += table(
            ("provision", "read in the instrument", "days since looked for", "open reviews", "checked", "disagreed", "cases", "horizon"),
            [
                (
                    f"`{row.provision}`", f"{row.read} of {row.changing}", "never" if row.days is None else str(row.days), str(row.reviews),
                    str(row.checked), str(row.disagreed), str(row.cases), row.horizon.isoformat(),
                )
                for row in members
            ],
        )  # fmt: skip
    lines += ["", "## Second readings by a seed", "", *second_readings(library, rounds())]
    disputed = [(act, check) for act in library.acts.values() for check in act.checks if check.agrees is False]
    if disputed:
        lines += ["", "## Second checks that disagree", "", "The act stands as its own source has it; the other reading is kept here.", ""]
        lines += [f"- `{act.id}`: {check.says or 'no words kept'} ({check.read})" for act, check in disputed]
    unseen = [act for act in library.acts.values() if act.seen == "none"]
    if unseen:
        lines += ["", "## Acts seen in no source", ""]
        lines += [f"- `{act.id}`: {act.cite}" for act in unseen]
    return "\n".join(lines) + "\n"


def counts_lines(total: Totals, provisions: int) -> list[str]:
    acts = sum(total.acts.values())
    texts = sum(total.authorities.values())
    return [
        f"- {total.provisions} of the {total.syllabus} provisions of the syllabus are encoded, with {provisions - total.provisions} shields;"
        f" {total.cases} golden cases try them.",
        f"- Of the {total.changing} acts that can change a status, {total.read} ({total.read / max(1, total.changing):.0%}) were read in the instrument itself. Of all {acts} acts,"
        f" {total.acts['primary']} were; {total.acts['secondary']} were seen only in an account, and {total.acts['none']} in no source: these are told and not counted.",
        f"- The acts and dockets of every provision were last looked for within {total.most_days} days of {total.looked}, the day of the newest reading;"
        f" {total.reviews} reviews are known to be open on that day.",
        f"- Of {texts} authorities cited, {total.authorities['primary']} were read in the text itself, {total.authorities['secondary']} in an account of it,"
        f" {total.authorities['none']} not at all.",
        f"- {total.checked} of the {acts} acts have had a second check by another reader; {total.disagreed} checks disagreed and are kept as such.",
        f"- Horizons lie between {total.oldest} and {total.latest}; a question past a provision's horizon is answered with a warning.",
    ]


def facts_page(book: inforce.Book) -> str:
    """docs/facts.md"""
    labels = load_labels(book)
    rows = []
    for fact in book.library.vocabulary.facts.values():
        if fact.name == "on" or fact.name.startswith("reading:"):
            continue
        values = ", ".join(f"`{value}`" for value in fact.values) if fact.type in ("enum", "set") else ""
        notes = [fact.note or label(labels, fact.name)]
        if fact.off_ramp:
            notes.append("a finding somebody has to make: not given, it counts as not made")
        rows.append((f"`{fact.name}`", fact.type + (" (open)" if fact.open else ""), values, "; ".join(filter(None, notes))))
    lines = [
        "# The facts",
        "",
        MADE,
        "",
        f"The {len(rows)} facts a determination can rest on, in the order of `law/facts.yaml`. A fact left out is unknown, never false. `country` takes",
        "ISO 3166-1 codes, `state` USPS codes; a date or int may be a range. A set given as a list is complete; given as a mapping, what it leaves",
        "out is unknown.",
        "",
        *table(("fact", "type", "values", "note"), rows),
    ]
    return "\n".join(lines) + "\n"


def label(labels: dict[str, object], name: str) -> str:
    """The English words for a fact, where the rulebook has some."""
    words = labels.get(name)
    while isinstance(words, dict):
        words = words.get("en") or words.get("is") or next(iter(words.values()), None)
    return str(words) if words else ""


def provisions_page(book: inforce.Book) -> str:
    """docs/provisions.md"""
    library = book.library
    lines = [
        "# The provisions",
        "",
        MADE,
        "",
        "Every provision of the syllabus, in its order, then the shields that are no syllabus provision. `inforce show ID` tells all of one.",
    ]
    names = [*library.encoded, *sorted(name for name in library.provisions if name not in library.syllabus)]
    for group, members in groupby(names, key=family):
        rows = []
        for name in members:
            provision = library.provisions[name]
            how = provision.discretion
            rows.append((f"`{name}`", provision.title["en"], provision.bearing, f"{how.modal.replace('_', ' ')} ({how.basis})", provision.authority[0].cite, provision.horizon.isoformat()))
        lines += ["", f"## {group}", "", *table(("provision", "what", "bearing", "discretion", "first authority", "horizon"), rows)]
    missing = [name for name in library.syllabus if name not in library.provisions]
    if missing:
        lines += ["", "## Not encoded yet", "", *(f"- `{name}`" for name in missing)]
    return "\n".join(lines) + "\n"


def glossary_page(_: inforce.Book) -> str:
    """docs/glossary.md"""
    terms = sorted(read_wording(ROOT / "law").terms, key=lambda term: term.name.casefold())
    seen = sum("not seen" not in term.source for term in terms)
    lines = [
        "# The glossary",
        "",
        MADE,
        "",
        f"The {len(terms)} terms to which the texts of the rulebook keep in both languages; `inforce check` finds a text that does not. `*` stands for any",
        "ending. Where a column *beside it* has a form, that English stands once in brackets in every Spanish paragraph that uses the term, because",
        f"letters and officers use it. For {seen} terms the Spanish, or a near form of it, was seen in use at the address given; that a page uses a word is no",
        "more than that. The others are marked as usage of this rulebook.",
        "",
        *table(
            ("English", "Spanish", "beside it", "not", "source", "note"),
            [
                (", ".join(term.english), ", ".join(term.spanish), ", ".join(term.letters), ", ".join(term.avoid), term.source, term.note)
                for term in terms
            ],
        ),
    ]
    return "\n".join(lines) + "\n"


def demo_page(number: int) -> list[str]:
    """What `inforce demo NUMBER` prints, as lines."""
    from click.testing import CliRunner

    result = CliRunner().invoke(demo, [str(number)], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.output.splitlines()


def sample(book: inforce.Book) -> str:
    """One person of the demo, on both days, with the citations of what is shown."""
    lines = demo_page(PERSON)
    start = next(index for index, line in enumerate(lines) if line.startswith(f"{PERSON}. "))
    shown = [lines[start]]
    kept = False
    for line in lines[start + 1 :]:
        if line.startswith("---"):
            break
        if re.match(r"  \S", line):
            kept = line.strip().startswith(SECTIONS)
        if kept:
            shown.append(line)
    wanted = set(re.findall(r"\[\d+\]", " ".join(shown)))
    notes: list[str] = []
    for line in lines[start:]:
        if match := re.match(r"  (\[\d+\]) +\S", line):
            kept = match[1] in wanted
        elif not line.startswith("       "):
            kept = False
        if kept and (notes or match):
            notes.append(line)
    return "\n".join(["```", f"$ inforce demo {PERSON}", "...", *shown, "...", *notes, "```"])


def counts(book: inforce.Book) -> str:
    """What has been verified and what has not, in numbers."""
    _, total = measure(book)
    return "\n".join(counts_lines(total, len(book.library.provisions)))


def citations(book: inforce.Book) -> str:
    """The accepted forms of citations, each with an example."""
    return "\n".join(table(("form", "for instance"), [(name, f"`{example}`") for name, _, example in FORMS]))


PAGES: dict[str, Callable[[inforce.Book], str]] = {"coverage.md": coverage_page, "errata.md": lambda _: errata_page(MADE), "facts.md": facts_page, "glossary.md": glossary_page, "provisions.md": provisions_page}
BLOCKS: dict[str, Callable[[inforce.Book], str]] = {"sample": sample, "counts": counts, "citations": citations, "house": lambda _: "\n".join(picture())}


def fill(text: str, book: inforce.Book) -> str:
    """A text with its blocks written anew."""
    for name, make in BLOCKS.items():
        if f"<!-- {name} -->" not in text:
            continue
        made = make(book)
        text = re.sub(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda match, made=made: f"{match[1]}{made}\n{match[2]}", text, flags=re.DOTALL)  # type: ignore[misc]
    return text


def written(book: inforce.Book) -> Iterator[tuple[Path, str]]:
    """Every file that is generated, or holds something generated, with what it should hold."""
    for name, make in PAGES.items():
        yield ROOT / "docs" / name, make(book)
    for path in (ROOT / "README.md", ROOT / "docs" / "format.md", ROOT / "docs" / "architecture.md"):
        yield path, fill(path.read_text(encoding="utf-8"), book)


def main(arguments: list[str]) -> int:
    stale = []
    for path, text in written(inforce.load(ROOT / "law")):
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path.relative_to(ROOT).as_posix())
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{name}: {'out of date; run `make docs`' if '--check' in arguments else 'written'}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
