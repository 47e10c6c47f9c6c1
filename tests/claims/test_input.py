"""Bad input gets one clear line each."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from inforce.claims.claim import ClaimReader
from inforce.claims.question import QuestionReader
from inforce.claims.search import Index
from inforce.claims.shelf import Shelf, read_claim_file
from inforce.cli.main import inforce as commands
from inforce.language.error import ErrorGroup, InforceError
from inforce.rulebook.record import Faults, records_of
from inforce.rulebook.yaml import parse

GOOD = {
    "id": "id: x",
    "statement": "statement: s",
    "speaker": "speaker: {who: w, named: not_named}",
    "day": "day: 2017-02-21",
    "source": "source: s",
    "means": "means: [{says: s, every: not us_citizen or not removable}]",
}


def claim_file(folder: Path, **changed: str | None) -> str:
    lines = {**GOOD, **changed}
    path = folder / "claim.yaml"
    path.write_text("\n".join(line for line in lines.values() if line), encoding="utf-8")
    return str(path)


def errors(shelf: Shelf, folder: Path, **changed: str | None) -> str:
    with pytest.raises(InforceError) as caught:
        read_claim_file(shelf, claim_file(folder, **changed))
    return re.sub(r"^.*claim\.yaml", "claim.yaml", str(caught.value), flags=re.M)


def test_good_file_is_read(shelf: Shelf, tmp_path: Path) -> None:
    assert [claim.id for claim in read_claim_file(shelf, claim_file(tmp_path))] == ["x"]


def test_claim_without_source(shelf: Shelf, tmp_path: Path) -> None:
    assert errors(shelf, tmp_path, source=None) == "claim.yaml:1: claim `x`: no source is given [missing-source]\n  help: add `source:`, where the statement was read"


def test_claim_without_speaker(shelf: Shelf, tmp_path: Path) -> None:
    text = errors(shelf, tmp_path, speaker=None)
    assert text.startswith("claim.yaml:1: claim `x`: no speaker is given [missing-speaker]\n")


def test_unknown_provision_is_underlined_with_the_nearest(shelf: Shelf, tmp_path: Path) -> None:
    text = errors(shelf, tmp_path, means="means: [{says: s, every: not reached(priority/2017/convictd)}]")
    assert text.splitlines()[0] == "claim.yaml:6: unknown provision `priority/2017/convictd` [unknown-provision]"
    assert "^^^^" in text
    assert "did you mean `priority/2017/convicted`?" in text


@pytest.mark.parametrize(
    ("formula", "code"),
    [("us_citizen is yes", "ill-typed"), ("us_citisen", "unknown-fact"), ("age <", "formula-syntax"), ("nationality is XX", "unknown-value"), ("pending(x/y)", "unknown-provision")],
)
def test_ill_typed_formula(shelf: Shelf, tmp_path: Path, formula: str, code: str) -> None:
    text = errors(shelf, tmp_path, means=f"means: [{{says: s, every: {formula}}}]")
    assert text.startswith("claim.yaml:6: ")
    assert f"[{code}]" in text.splitlines()[0]


def test_all_faults_at_once(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(ErrorGroup) as caught:
        read_claim_file(shelf, claim_file(tmp_path, source=None, speaker=None, day="day: 2017-02-30", extra="colour: red"))
    assert {error.code for error in caught.value.errors} == {"missing-source", "missing-speaker", "bad-date", "unknown-key"}


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("{says: s}", "bad-part"),
        ("{says: s, every: us_citizen, some: us_citizen}", "bad-part"),
        ("{says: s, every: before(process/immigration-judge)}", "missing-key"),
        ("{says: s, every: [a]}", "wrong-type"),
    ],
)
def test_bad_part(shelf: Shelf, tmp_path: Path, part: str, code: str) -> None:
    assert f"[{code}]" in errors(shelf, tmp_path, means=f"means: [{part}]")


def test_unknown_figure_and_turns_on(shelf: Shelf, tmp_path: Path) -> None:
    text = errors(shelf, tmp_path, figures="figures: [nope]", turns_on="turns_on: [process/nope]")
    assert "[unknown-figure]" in text
    assert "[unknown-provision]" in text


def question_faults(shelf: Shelf, text: str) -> set[str]:
    faults = Faults()
    (record,) = records_of(parse(text, "q.yaml"), "q.yaml", "question", faults)
    QuestionReader(shelf.book, ClaimReader(shelf.book, ())).read(record)
    return {error.code for error in faults.errors}


def test_question_that_names_nothing(shelf: Shelf) -> None:
    head = "- {id: q, official: {document: border, basis: reported, says: o}, question: q, day: 2017-02-21"
    assert question_faults(shelf, head + "}") == {"names-nothing"}
    assert question_faults(shelf, head + ", provisions: [x/*]}") == {"names-nothing", "unknown-provision"}
    numbered = head.replace("says: o", "says: o, number: 3")
    assert question_faults(shelf, numbered + ", provisions: [protection/daca]}") == {"unseen-number"}


ASKED = "- {id: q, question: q, provisions: [protection/daca], means: [{says: s, every: not us_citizen or not daca_current}]"


@pytest.mark.parametrize(
    ("rest", "line"),
    [
        ("", "q.yaml:1: question `q`: a question needs either `official:` or `asked:` [asked-nowhere]"),
        (", asked: [{url: 'https://x.org', read: 2026-12-01}], official: {document: border, basis: reported, says: o}, day: 2017-02-21", "[asked-nowhere]"),
        (", asked: [{url: x.org, read: 2026-12-01}]", "q.yaml:1: question `q`, asked: `x.org` is no address of a page [bad-address]"),
        (", asked: [{url: 'https://x.org'}]", "q.yaml:1: question `q`, asked: `read` is missing [missing-key]"),
        (", asked: [{url: 'https://x.org', read: 2026-12-01}], day: 2011-12-31", "the rulebook begins on 2012-01-01; 2011-12-31 is before it [before-first-day]"),
        (", official: {document: border, basis: reported, says: o}", "question `q`: `day` is missing [missing-key]"),
    ],
)
def test_bad_question_gets_one_clear_line(shelf: Shelf, rest: str, line: str) -> None:
    faults = Faults()
    (record,) = records_of(parse(ASKED + rest + "}", "q.yaml"), "q.yaml", "question", faults)
    QuestionReader(shelf.book, ClaimReader(shelf.book, ())).read(record)
    (error,) = faults.errors
    assert line in str(error).splitlines()[0]
    assert error.help


def test_question_that_people_ask_needs_an_answer(shelf: Shelf) -> None:
    head = "- {id: q, question: q, provisions: [protection/daca], asked: [{url: 'https://x.org', read: 2026-12-01}]"
    assert question_faults(shelf, head + "}") == {"missing-key"}
    assert question_faults(shelf, head + ", not_rules: why}") == set()


def run(*arguments: str) -> tuple[int | None, str]:
    result = CliRunner().invoke(commands, arguments, standalone_mode=False)
    if isinstance(result.exception, InforceError):
        return 2, str(result.exception)
    assert result.exception is None, result.exception
    return result.return_value, result.output


def test_unknown_claim_names_the_nearest() -> None:
    assert run("claim", "daca-unafected") == (2, "unknown claim `daca-unafected` [unknown-claim]\n  help: did you mean `daca-unaffected`?")


def test_words_that_match_nothing_say_so() -> None:
    code, text = run("questions", "zebra")
    assert code == 1
    assert text.startswith("no question, provision or act has the words `zebra` [no-match]\n")


def test_words_that_are_none() -> None:
    assert run("questions", '"*')[1].startswith("`\"*` names nothing to look for [names-nothing]")


def test_day_past_the_horizon_is_one_line() -> None:
    code, text = run("claim", "return-needs-mexico", "--on", "2027-01-01")
    assert code == 0
    assert re.sub(r"\s+", " ", text).count("warning: 2027-01-01 is past the day through which the acts of process/contiguous-return/2017 were verified") == 1


@pytest.mark.parametrize("words", ['"', "daca OR", "NEAR(a b)", "a* -b", "col:x", "ñandú", "'; drop table entry; --"])
def test_any_words_are_only_words(shelf: Shelf, words: str) -> None:
    if not any(map(str.isalnum, words)):
        with pytest.raises(InforceError, match="names nothing"):
            Index(shelf).find(words)
    else:
        assert isinstance(Index(shelf).find(words), list)


def test_search_finds_questions_provisions_and_acts(shelf: Shelf) -> None:
    kinds = {hit.kind for hit in Index(shelf).find("deferred action")}
    assert {"provision", "act"} <= kinds
    assert "question" in {hit.kind for hit in Index(shelf).find("smuggling child")}


def test_json_of_claim_ledger_and_questions() -> None:
    (claim,) = json.loads(run("claim", "local-deputies", "--json")[1])
    assert claim["verdict"] == "open"
    assert len(claim["agreements"]) == 37
    assert set(claim["agreements"][0]) == {"state", "agency", "model", "signed", "shown", "list"}
    assert {item["id"] for item in json.loads(run("claims", "--json")[1])} >= {"framework"}
    found = json.loads(run("questions", "daca", "--json")[1])
    assert [question["official"]["number"] for question in found["questions"] if question["id"] == "border/daca"] == [30]


def test_questions_seen_are_counted_in_the_readme(shelf: Shelf) -> None:
    readme = (shelf.book.library.folder / "questions" / "README.md").read_text(encoding="utf-8")
    official = [question.official for question in shelf.questions.values() if question.official is not None]
    bases = [one.basis for one in official]
    seen, text, source = sum(one.is_seen for one in official), bases.count("text"), bases.count("source")
    numbered = sum(one.number is not None for one in official)
    flat = " ".join(readme.split())
    assert f"Of the {len(bases)} questions here, {seen} were seen: {text} in the text, {source} in a source" in flat
    assert f"The other {bases.count('reported')} are reported" in flat
    assert f"carries its number; {numbered} do." in flat
    assert f"{len(shelf.questions) - len(official)} questions that people ask in public" in flat
