"""What an act, a source, a search and a provision may say, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import inforce
from inforce.language.error import ErrorGroup
from inforce.rulebook.act import NEVER
from tests.rulebooks import build


def act(name: str, does: str, more: str = "", source: str = "{seen: none}") -> str:
    return (
        f"- id: {name}\n  kind: court_order\n  title: {{en: A, es: A}}\n  issuer: A court\n  cite: A\n  signed: 2017-01-01\n"
        f"{more}  does:\n    - {does}\n  sources:\n    - {source}\n"
    )


def book(folder: Path, *acts: str, **files: str) -> inforce.Book:
    starts = act("start", "starts: rule/one")
    return inforce.load(build(folder / "law", acts__x="".join((starts, *acts)), **files))


def faults(folder: Path, *acts: str, **files: str) -> list[str]:
    with pytest.raises(ErrorGroup) as caught:
        book(folder, *acts, **files)
    return [f"{error.message} [{error.code}]" for error in caught.value.errors]


def test_a_day_known_in_part_has_an_earliest_and_a_latest_day(tmp_path: Path) -> None:
    acts = book(
        tmp_path,
        act("a", "{suspends: rule/one, manner: stayed}", "  effective: {from: 2017-02-01, to: 2017-03-01}\n  known: 2017-03-01\n"),
        act("b", "{suspends: rule/one, manner: stayed, on: {from: 2017-02-01}}"),
        act("c", "{suspends: rule/one, manner: stayed, on: {from: 2017-02-01, to: 2017-02-01}}"),
    ).library.acts
    a, b, c = (acts[name].does[0] for name in "abc")
    assert (a.day, a.latest, acts["a"].to) == (date(2017, 2, 1), date(2017, 3, 1), date(2017, 3, 1))
    assert (b.day, b.latest) == (date(2017, 2, 1), NEVER)
    assert (c.day, c.latest, c.to) == (date(2017, 2, 1), date(2017, 2, 1), None)


def test_an_act_without_a_day_of_signature_is_of_the_earliest_day_it_can_be(tmp_path: Path) -> None:
    text = act("a", "{suspends: rule/one}", "  effective: {from: 2017-02-01}\n  known: 2017-03-01\n").replace("  signed: 2017-01-01\n", "")
    assert book(tmp_path, text).library.acts["a"].signed == date(2017, 2, 1)


def test_a_day_known_in_part_says_when_it_became_known_that_far(tmp_path: Path) -> None:
    assert faults(tmp_path, act("a", "{suspends: rule/one}", "  effective: {from: 2017-02-01}\n")) == [
        "act `a`: `known` is missing: when did the day become known that far? [missing-key]"
    ]


@pytest.mark.parametrize(
    ("does", "message"),
    [
        ("{suspends: rule/one, on: {from: 2017-03-01, to: 2017-02-01}}", "act `a`, effect, on: to 2017-02-01, before 2017-03-01 [day-out-of-order]"),
        ("{suspends: rule/one, on: {to: 2017-02-01}}", "act `a`, effect, on: `from` is missing [missing-key]"),
        ("{suspends: rule/one, through: 2017-02-01}", "act `a`, effect: only a start takes `through`, and not with `until` [bad-effect]"),
        ("{starts: rule/one, through: 2016-02-01}", "act `a`, effect: holds through 2016-02-01, which is before 2017-01-01 [day-out-of-order]"),
        ("{upholds: act/start}", "act `a`: `upholds` is for provisions, not acts [bad-effect]"),
        ("{upholds: rule/one, manner: stayed}", "act `a`, effect: `upholds` takes no manner [bad-effect]"),
        ("{upholds: rule/one, stage: filed}", "act `a`, effect: `upholds` takes no stage [bad-effect]"),
        ("{ends: act/start, manner: denied}", "act `a`: `denied` is for a review, and `act/start` reviews nothing [bad-effect]"),
        ("{ends: rule/one, manner: decided}", "act `a`: `ends` is for an act here, not for a provision [bad-effect]"),
        ("{suspends: rule/one, after: nobody}", "act `a` suspends `rule/one` after `nobody`, which does not exist [unknown-act]"),
    ],
)
def test_what_an_effect_may_not_say(tmp_path: Path, does: str, message: str) -> None:
    assert faults(tmp_path, act("a", does)) == [message]


def test_an_act_has_one_day_that_is_not_known(tmp_path: Path) -> None:
    two = "{suspends: rule/one, on: {from: 2017-02-01}}\n    - {ends: rule/one, on: {from: 2017-03-01}}"
    message = "act `a` has two days that are not known, and each needs a name [two-days]"
    assert faults(tmp_path, act("a", two)) == [message]
    period = "{starts: rule/one, on: {from: 2017-02-01}, through: 2018-02-01}"
    assert faults(tmp_path / "b", act("a", period))[-1] == "act `a`, effect: a period with a printed end needs a first day [bad-effect]"


def test_a_review_names_its_court_and_its_stage(tmp_path: Path) -> None:
    assert faults(tmp_path, act("a", "{reviews: act/start}")) == [
        "act `a`, effect: `court` of the act is missing: which court reviews? [missing-key]",
        "act `a`, effect: `stage` is missing [missing-key]",
    ]
    reviewing = act("b", "{reviews: act/start, stage: granted}", "  court: U.S.\n")
    deciding = act("c", "{ends: act/b, manner: decided}")
    found = book(tmp_path / "good", reviewing, deciding).library.acts["b"]
    assert (found.court, found.does[0].stage) == ("U.S.", "granted")


def test_operative_words_are_few_and_name_the_text_in_which_they_were_read(tmp_path: Path) -> None:
    def source(more: str) -> str:
        return act("a", "{suspends: rule/one}", source=f'{{seen: primary, url: "https://a.test", read: 2026-11-30, {more}}}')

    hashed = "text_hash: 'git:" + "0" * 40 + "'"
    found = book(tmp_path, source(f'words: "is stayed", page: null, {hashed}')).library.acts["a"].sources[0]
    assert (found.words, found.page, found.text_hash) == ("is stayed", None, "git:" + "0" * 40)
    assert faults(tmp_path / "b", source('words: "is stayed"')) == [
        "act `a`, source: `text_hash` is missing: in which text were the words read? [missing-key]"
    ]
    assert faults(tmp_path / "c", source(f'words: "{"so " * 61}", {hashed}')) == ["act `a`, source: 61 words are quoted [too-long]"]
    assert faults(tmp_path / "d", source('words: "is stayed", text_hash: md5')) == ["act `a`, source: `text_hash` takes no `md5` [bad-hash]"]
    quoted = act("a", "{suspends: rule/one}", '  words: "is stayed"\n')
    assert faults(tmp_path / "e", quoted) == ["act `a`: `words` of an act takes only `null` [wrong-type]"]
    searched = act("a", "{suspends: rule/one}", "  words: null\n  words_search: {asked: the order, of: the docket, on: 2026-11-30}\n")
    search = book(tmp_path / "f", searched).library.acts["a"].words_search
    assert search is not None
    assert (search.asked, search.on) == ("the order", date(2026, 11, 30))


def test_a_search_that_found_nothing_is_a_record(tmp_path: Path) -> None:
    text = "- {about: [rule/one], asked: stays, of: the tracker, on: 2026-11-30, reaches: 2026-10-07, found: nothing newer}\n"
    (search,) = book(tmp_path, searches__x=text).library.searches
    assert (search.about, search.reaches) == (("rule/one",), date(2026, 10, 7))
    assert faults(tmp_path / "b", searches__x=text.replace("2026-10-07", "2026-12-07")) == [
        "search: reaches 2026-12-07, after the day of the search [day-out-of-order]"
    ]
    assert faults(tmp_path / "c", searches__x=text.replace("rule/one", "rule/won")) == [
        "a search is about `rule/won`, which is not encoded [unknown-provision]"
    ]


def test_a_provision_says_how_volatile_it_is_and_what_holds_its_horizon_back(tmp_path: Path) -> None:
    common = (Path(__file__).parent.parent / "rulebooks" / "common" / "provisions" / "rules.yaml").read_text(encoding="utf-8")

    def with_more(more: str) -> str:
        return common.replace("  segments:", f"  {more}\n  segments:", 1)

    told = with_more("volatility: settled\n  held_back_by: {docket: 9th Cir. No. 1, says: {en: Not read., es: No leído.}}")
    found = book(tmp_path, provisions__rules=told).library.provisions["rule/one"]
    assert found.volatility == "settled"
    assert found.held_back_by is not None
    assert found.held_back_by.to_json() == {"docket": "9th Cir. No. 1", "says": "Not read."}
    assert book(tmp_path / "b").library.provisions["rule/one"].volatility == "moving"
    assert faults(tmp_path / "c", provisions__rules=with_more("held_back_by: {act: nobody, says: {en: A, es: A}}")) == [
        "provision `rule/one` is held back by `nobody`, which does not exist [unknown-act]"
    ]
    assert faults(tmp_path / "d", provisions__rules=with_more("held_back_by: {says: {en: A, es: A}}")) == [
        "provision `rule/one`, held_back_by: one of `act` and `docket` is needed [missing-key]"
    ]


def test_a_rulebook_in_which_no_act_was_seen_is_a_draft(tmp_path: Path) -> None:
    assert book(tmp_path).library.is_draft
    seen = act("a", "{suspends: rule/one}", source='{seen: secondary, url: "https://a.test", read: 2026-11-30}')
    assert not book(tmp_path / "b", seen).library.is_draft
    assert book(tmp_path / "c", seen, rulebook="draft: true\n").library.is_draft
    assert not book(tmp_path / "d", rulebook="draft: false\n").library.is_draft
