"""The report: counts only, small ones left out, one file that asks for nothing, in both languages."""

from __future__ import annotations

import base64
import hashlib
import random
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

import inforce
from inforce.rulebook.frame import OUTCOMES
from inforce.screen.callist import CallList
from inforce.screen.change import KINDS, kind_of
from inforce.screen.quality import Quality
from inforce.screen.question import Question, question
from inforce.screen.report.html import to_html
from inforce.screen.report.reasons import REASONS
from inforce.screen.report.style import STYLE
from inforce.screen.report.summary import Summary, summarize
from inforce.screen.report.tables import HIDDEN
from inforce.screen.roster.refused import REASONS as ROSTER_REASONS
from inforce.screen.small import LEAST, is_small
from inforce.screen.work import Screened
from tests.screen.kit import AFTER, BEFORE, MadeBatch, MadeRoster, roster, run

SEED = 20170222
PLANTED = ("SECRET-CELL", "C-0003", "Maria-Sensible")


def screened(book: inforce.Book, asked: Question, folder: Path, rows: MadeRoster | None = None) -> Screened:
    calls = CallList(asked.provisions)
    return run(book, rows or roster(rows=200, batch=70), asked, folder / "out", lambda done, place: None, calls, keep=("office",), engine_name="plain")


@pytest.fixture
def done(book: inforce.Book, asked: Question, tmp_path: Path) -> Screened:
    return screened(book, asked, tmp_path)


class Tags(HTMLParser):
    """The tags of a page, and whether they close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def faults(page: str) -> list[str]:
    """What a page of counts may not have: a script, anything from outside, a style of an element, a policy that lets some in."""
    found = []
    tags = Tags(page)
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policies = [attrs.get("content") for tag, attrs in tags.found if attrs.get("http-equiv") == "Content-Security-Policy"]
    if policies != [f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"]:
        found.append("policy")
    found += [f"<{tag}>" for tag, _ in tags.found if tag in ("script", "link", "img", "iframe", "object", "embed", "form", "a", "input", "use")]
    found += [f"{tag} {name}" for tag, attrs in tags.found for name in attrs if name == "style" or name.startswith("on") or name in ("src", "href", "srcset")]
    found += re.findall(r"https?://\S+|@import|url\([^#]", page)
    if tags.open:
        found.append("not closed")
    return found


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_report_is_one_file_that_asks_for_nothing(book: inforce.Book, done: Screened, lang: str) -> None:
    page = to_html(summarize(book.library, done), lang)
    assert faults(page) == []
    assert f'<html lang="{lang}">' in page
    assert ("Legal information, not legal advice." if lang == "en" else "Información legal, no asesoría legal.") in page


def test_the_same_check_finds_what_is_planted(book: inforce.Book, done: Screened) -> None:
    page = to_html(summarize(book.library, done), "en")
    for planted in ("<script>1</script>", '<img src="x.png">', '<p style="color:red">x</p>', "<p>https://example.org/x</p>", '<a href="x">x</a>'):
        assert faults(page.replace("</header>", planted + "</header>")) != []
    assert faults(page.replace("default-src", "default-src 'self'; x")) != []


def test_no_name_key_or_cell_stands_in_the_report(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    rows = roster(rows=60, batch=60)
    (batch,) = rows.made
    table = batch.table.with_columns(pl.lit("Maria-Sensible ").add(pl.col("_key")).alias("keep:office"))
    done = screened(book, asked, tmp_path, MadeRoster((MadeBatch(table, batch.quarantine),), rows=60))
    for show_small in (False, True):
        summary = summarize(book.library, done, show_small=show_small)
        for text in (to_html(summary, "en"), to_html(summary, "es"), str(summary.to_json())):
            assert [word for word in PLANTED if word in text] == []
    assert "SECRET-CELL" in (tmp_path / "out" / "quarantine.csv").read_text()


def test_the_parts_stand_in_their_order(book: inforce.Book, done: Screened) -> None:
    page = to_html(summarize(book.library, done), "en")
    marks = ["What the roster says", "Why there is no answer", "What changed between 19 February 2017 and 22 February 2017", "The acts that made it", "Burdens", "By office", "The answers on 22 February 2017", "What to ask next"]
    places = [page.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "Enforcement of the Immigration Laws to Serve the National Interest" in page  # the memo, with its citation


def test_the_acts_lie_between_the_days_and_concern_what_changed(book: inforce.Book, done: Screened) -> None:
    summary = summarize(book.library, done, show_small=True)
    differing = {rule.provision for rule in summary.rules if rule.differs}
    assert "priority/2014/2c-recent-entry" in differing
    assert [cause.act.id for cause in summary.causes] == ["kelly-interior-2017"]
    for cause in summary.causes:
        assert BEFORE < cause.day <= AFTER
        assert set(cause.provisions) <= differing
    assert {name for cause in summary.causes for name in cause.provisions} | set(summary.by_time) == differing


def test_groups_are_in_the_order_of_the_alphabet_whatever_their_counts(book: inforce.Book, done: Screened) -> None:
    (column,) = summarize(book.library, done, show_small=True).columns
    values = [group.value for group in column.groups]
    assert values == ["North", "South", "West"]
    assert sum(group.cases for group in column.groups) == done.quality.answered


def test_provisions_are_in_the_order_of_the_syllabus(book: inforce.Book, done: Screened) -> None:
    assert tuple(rule.provision for rule in summarize(book.library, done).rules) == done.question.provisions


# small counts


def numbers(summary: Summary) -> list[int | None]:
    """Every count about cases in a summary."""
    found: list[int | None] = [count for _, count in summary.reasons]
    found += [count for rule in summary.rules for count in (*rule.outcomes.values(), *rule.changes.values())]
    found += list(summary.kinds.values())
    found += [count for column in summary.columns for group in column.groups for count in (group.cases, *group.changes.values())]
    found += [count for one in summary.known for count in (one.known, one.unknown)]
    return [*found, *(count for ask in summary.asks for count in (ask.helps, ask.alone, ask.total)), summary.open_cases]


def test_small_counts_are_left_out_unless_asked_for(book: inforce.Book, done: Screened) -> None:
    hidden, shown = (summarize(book.library, done, show_small=small) for small in (False, True))
    assert [count for count in numbers(hidden) if count is not None and is_small(count)] == []
    assert None in numbers(hidden)
    assert None not in numbers(shown)
    assert any(is_small(count or 0) for count in numbers(shown))
    assert HIDDEN in to_html(hidden, "en").split("</header>")[1]
    assert HIDDEN not in to_html(shown, "en").split("</header>")[1]


def known_from(rule_pairs: dict[tuple[str, str], int], bearing: str, summary: Summary, index: int) -> None:
    """No small number of a provision can be worked out from the others of it: a second table shows the same numbers."""
    rule = summary.rules[index]
    keys = [key for key, count in rule_pairs.items() if count]
    shown = {f"o:{name}": [i for i, (_, now) in enumerate(keys) if now == name] for name, count in rule.outcomes.items() if count is not None}
    shown |= {f"c:{kind}": [i for i, pair in enumerate(keys) if kind_of(bearing, *pair) == kind] for kind, count in rule.changes.items() if count is not None}
    secret = [[i for i, (_, now) in enumerate(keys) if now == name] for name, count in rule.outcomes.items() if count is None]
    secret += [[i for i, pair in enumerate(keys) if kind_of(bearing, *pair) == kind] for kind, count in rule.changes.items() if count is None]
    cells = [rule_pairs[key] for key in keys]
    shown["all"] = list(range(len(keys)))
    for inside in secret:
        if is_small(sum(cells[i] for i in inside)) and len(keys) > 1:
            assert any(other != sum(cells[i] for i in inside) for other in _others(cells, shown, inside)), (SEED, rule_pairs)


def _others(cells: list[int], shown: dict[str, list[int]], asked: list[int]) -> set[int]:
    """Values of a sum in other tables, one step apart, that show the same numbers."""
    from itertools import product

    want = {name: sum(cells[i] for i in inside) for name, inside in shown.items()}
    found = set()
    for step in product((-2, -1, 0, 1, 2), repeat=len(cells)):
        tried = [cell + by for cell, by in zip(cells, step, strict=True)]
        if min(tried) >= 1 and all(sum(tried[i] for i in inside) == want[name] for name, inside in shown.items()):
            found.add(sum(tried[i] for i in asked))
    return found


def test_no_small_count_of_a_provision_follows_from_its_other_numbers(book: inforce.Book, asked: Question) -> None:
    from inforce.screen.report.summary import _rule

    rng = random.Random(SEED)
    tried = 0
    for _ in range(60):
        name = rng.choice(asked.provisions)
        pairs = {(rng.choice(OUTCOMES), rng.choice(OUTCOMES)): rng.choice((1, 2, 3, 6, 40)) for _ in range(rng.randint(2, 5))}
        rule = _rule(book.library, name, pairs, asked, False)
        if None in (*rule.outcomes.values(), *rule.changes.values()) and not all(count is None for count in (*rule.outcomes.values(), *rule.changes.values())):
            summary = replace(_EMPTY(book, asked), rules=(rule,))
            known_from(dict(pairs), rule.bearing, summary, 0)
            tried += 1
    print(f"seed {SEED}: {tried} tables")
    assert tried > 20


def _EMPTY(book: inforce.Book, asked: Question) -> Summary:
    return Summary(book.library, asked, 0, 0, 0, (), (), (), (), (), (), dict.fromkeys(KINDS, 0), (), (), (), 0, (), False)


def test_few_cases_of_a_value_are_told_together(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    rows = roster(rows=80, batch=80, bad=())
    (batch,) = rows.made
    offices = ["Large"] * 60 + ["Tiny"] * 2 + ["Wee"] * 3 + ["Middle"] * 15
    done = screened(book, asked, tmp_path, MadeRoster((MadeBatch(batch.table.with_columns(pl.Series("keep:office", offices))),), rows=80))
    (column,) = summarize(book.library, done).columns
    assert [(group.value, group.cases, group.others) for group in column.groups] == [("Large", 60, 0), ("Middle", 15, 0), (None, 5, 2)]
    page = to_html(summarize(book.library, done), "en")
    assert "Tiny" not in page
    assert "2 values with few cases, together" in page
    assert "Tiny" in to_html(summarize(book.library, done, show_small=True), "en")


# quality


def test_quality_counts_what_each_row_leaves_open(book: inforce.Book) -> None:
    vocabulary = book.library.vocabulary
    quality = Quality(vocabulary, ["us_citizen", "entry_date", "convictions", "state"])
    table = pl.DataFrame(
        {"_row": [0, 1, 2], "us_citizen": [True, None, None], "entry_date.from": [None, None, BEFORE], "entry_date.to": [BEFORE, None, None], "convictions:felony": [None, None, True], "convictions:firearm": [False, None, None]},
        schema_overrides={"entry_date.from": pl.Date},
    )
    quality.see(table, [])
    assert dict(quality.unknown) == {"us_citizen": 2, "entry_date": 1, "convictions": 1, "state": 3}
    assert (quality.rows, quality.answered, quality.refused_rows) == (3, 3, 0)


def test_every_reason_of_the_roster_has_words() -> None:
    assert set(ROSTER_REASONS) <= set(REASONS)


def test_a_day_past_the_horizon_is_warned_of(book: inforce.Book, tmp_path: Path) -> None:
    asked = question(book, on="2030-01-01", provisions=["priority/2014/2c-recent-entry"])
    done = screened(book, asked, tmp_path, roster(rows=10, batch=10))
    page = to_html(summarize(book.library, done), "es")
    assert "Más allá del horizonte." in page
    assert pl.read_parquet(tmp_path / "out" / "results.parquet")["past_horizon"].all()
    (tmp_path / "before").mkdir()
    asked = question(book, on=AFTER, provisions=["priority/2014/2c-recent-entry"])
    before = screened(book, asked, tmp_path / "before", roster(rows=10, batch=10))
    assert "Past the horizon." not in to_html(summarize(book.library, before), "en")


def test_a_roster_without_rows_has_a_report(book: inforce.Book, asked: Question, tmp_path: Path) -> None:
    summary = summarize(book.library, screened(book, asked, tmp_path, MadeRoster((), rows=0)))
    for lang in ("en", "es"):
        assert faults(to_html(summary, lang)) == []
    assert "Nothing changed for any case." in to_html(summary, "en")
    assert LEAST == 5
