"""Every fault of a rulebook is one message with its file, line and remedy, and all of them are shown together."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import inforce
from tests.rulebooks import build

MEMO = """- id: memo
  kind: memo
  title: {en: a, es: a}
  issuer: somebody
  cite: a cite
  signed: 2017-02-20
  does:
    - starts: rule/one
  sources: [{seen: none}]
"""


def act(name: str, does: str, *, signed: str = "2017-03-01", more: str = "", kind: str = "memo", sources: str = "sources: [{seen: none}]") -> str:
    """An act; its `does:` stands on line 7, one further for each line of `more`."""
    return (
        f"- id: {name}\n  kind: {kind}\n  title: {{en: a, es: a}}\n  issuer: somebody\n  cite: a cite\n  signed: {signed}\n{more}  does: {does}\n  {sources}\n"
    )


def shield(text: str, *, name: str = "shield/x", more: str = "", authority: str = "authority: [{cite: R, date: 2015-01-01, seen: none}]") -> str:
    """A provision; its text stands on line 5."""
    return (
        f"- id: {name}\n  bearing: benefit\n  title: {{en: a, es: a}}\n  says: {{en: a, es: a}}\n  text: {text}\n"
        f"  discretion: {{modal: may, who: {{en: an officer, es: un agente}}, basis: text}}\n  {authority}\n  horizon: 2022-12-31\n{more}"
    )


STARTED = act("begin", "[{starts: shield/x}]")
DAY = "[day-out-of-order]\n  help: correct one of the days"

ACTS = {
    "act cycle": (
        act("a", "[{suspends: act/b}]") + act("b", "[{suspends: act/a}, {starts: rule/one}]"),
        "law/acts/x.yaml:1: acts act upon each other in a circle: a -> b -> a [act-cycle]\n  help: see also law/acts/x.yaml:9",
    ),
    "stay of nothing": (
        act("a", "[]") + act("b", "[{suspends: act/a}]"),
        "law/acts/x.yaml:15: act `b` suspends `act/a`, which does nothing [stay-of-nothing]\n  help: name the act that is stayed",
    ),
    "an act before the act it suspends": (
        act("b", "[{suspends: act/memo}]", signed="2017-01-01"),
        f"law/acts/x.yaml:7: act `b` suspends `act/memo` on 2017-01-01, before that act of 2017-02-20 {DAY}",
    ),
    "an end before the start": (
        act("b", "[{ends: rule/one, on: 2017-02-01}]", signed="2017-01-01"),
        f"law/acts/x.yaml:7: act `b` ends `rule/one` on 2017-02-01, before it began on 2017-02-20 {DAY}",
    ),
    "effective before signed": (
        act("b", "[]", more="  effective: 2017-01-01\n"),
        f"law/acts/x.yaml:7: act `b`: effective on 2017-01-01, before it was signed on 2017-03-01 {DAY}, or write `retroactive: true`",
    ),
    "known before signed": (
        act("b", "[]", more="  known: 2017-01-01\n  effective: 2017-03-01\n"),
        f"law/acts/x.yaml:7: act `b`: known on 2017-01-01, before it was signed on 2017-03-01 {DAY}",
    ),
    "an effect before the act": (
        act("b", "[{ends: rule/one, on: 2017-02-25}]"),
        "law/acts/x.yaml:7: act `b`, effect: ends on 2017-02-25, before the act was signed on 2017-03-01 [day-out-of-order]\n"
        "  help: correct the day, or write `retroactive: true`",
    ),
    "a last day that is no later": (
        act("b", "[{suspends: rule/one, until: 2017-03-01}]"),
        "law/acts/x.yaml:7: act `b`, effect: holds until 2017-03-01, which is not after 2017-03-01 [day-out-of-order]\n"
        "  help: `until` is the first day on which it no longer holds",
    ),
    "a day that does not exist": (
        act("b", "[]", signed="2017-02-30"),
        "law/acts/x.yaml:6: act `b`: the day `2017-02-30` does not exist [bad-date]\n  help: dates are written YYYY-MM-DD",
    ),
    "an act that does not exist": (
        act("b", "[{suspends: act/mmeo}]"),
        "law/acts/x.yaml:7: act `b` suspends `act/mmeo`, which does not exist [unknown-act]\n  help: did you mean `memo`?",
    ),
    "an unknown provision": (
        act("b", "[{suspends: rule/oen}]"),
        "law/acts/x.yaml:7: act `b` suspends `rule/oen`, which is not encoded [unknown-provision]\n  help: did you mean `rule/one`?",
    ),
    "a provision not yet encoded": (
        act("b", "[{suspends: rule/later}]"),
        "law/acts/x.yaml:7: act `b` suspends `rule/later`, which is not encoded [unknown-provision]\n  help: it is in the syllabus and not yet encoded",
    ),
    "an unknown part": (
        act("b", "[{suspends: rule/one, part: jial}]"),
        "law/acts/x.yaml:7: provision `rule/one` has no part `jial` [unknown-part]\n  help: did you mean `jail`?",
    ),
    "an unknown reading": (
        act("b", "[{ends: rule/one, reading: silense}]"),
        "law/acts/x.yaml:7: act `b` names an unknown reading `silense` [unknown-reading]\n  help: did you mean `silence`?",
    ),
    "a start of an act": (
        act("b", "[{starts: act/memo}]"),
        "law/acts/x.yaml:7: act `b`: `starts` is for provisions, not acts [bad-effect]\n  help: use limits, suspends, ends or reviews",
    ),
    "two verbs": (
        act("b", "[{ends: rule/one, starts: rule/one}]"),
        "law/acts/x.yaml:7: act `b`, effect: one verb is needed [bad-effect]\n  help: verbs: directs, starts, limits, suspends, ends, upholds, reviews",
    ),
    "a manner of another verb": (
        act("b", "[{ends: rule/one, manner: enjoined}]"),
        "law/acts/x.yaml:7: act `b`, effect: `manner` has no value `enjoined` [unknown-value]\n"
        "  help: did you mean `denied`?",
    ),
    "no source": (
        act("b", "[]", sources="note: none"),
        "law/acts/x.yaml:1: act `b`: no source is given [missing-citation]\n  help: add `sources:`, or `sources: [{seen: none}]` where none was seen",
    ),
    "an unknown key": (
        act("b", "[]", more="  efective: 2017-04-01\n"),
        "law/acts/x.yaml:7: act `b`: unknown key `efective` [unknown-key]\n  help: did you mean `effective`?",
    ),
    "a repeated id": (
        act("memo", "[]"),
        "law/acts/x.yaml:1: act `memo`: the id stands in law/acts/memo.yaml:1 too [repeated-id]\n  help: give each act an id of its own",
    ),
    "nothing to extend": (
        "- extend: mmeo\n  does: []\n",
        "law/acts/x.yaml:1: act `mmeo`: there is no act `mmeo` to extend [unknown-act]\n  help: did you mean `memo`?",
    ),
    "a missing language": (act("b", "[]").replace(", es: a", ""), "law/acts/x.yaml:3: act `b`: `title` lacks `es` [missing-language]\n  help: add `es:`"),
    "an unknown circuit": (
        act("b", "[{suspends: rule/one, place: circuit is ca99}]"),
        "law/acts/x.yaml:7: there is no circuit `ca99` [unknown-value]\n  help: circuit is ca99\n                   ^^^^\n  circuits are `ca1` to `ca11` and `cadc`",
    ),
}

PROVISIONS = {
    "unknown fact with the nearest name": (
        shield("removable and us_citisen and child"),
        "law/provisions/x.yaml:5: unknown fact or definition `us_citisen` [unknown-fact]\n"
        "  help: removable and us_citisen and child\n                      ^^^^^^^^^^\n  did you mean `us_citizen`?",
    ),
    "unknown fact without a near name": (
        shield("removable and zzz"),
        "law/provisions/x.yaml:5: unknown fact or definition `zzz` [unknown-fact]\n  help: removable and zzz\n                      ^^^\n  facts are declared in law/facts.yaml",
    ),
    "unknown value": (
        shield("convictions has felonny"),
        "law/provisions/x.yaml:5: fact `convictions` has no value `felonny` [unknown-value]\n"
        "  help: convictions has felonny\n                        ^^^^^^^\n  did you mean `felony`?",
    ),
    "a date compared with a number": (
        shield("entry_date >= 3"),
        "law/provisions/x.yaml:5: a date is compared with a number [ill-typed]\n  help: entry_date >= 3\n        ^^^^^^^^^^^^^^^",
    ),
    "a day moved out of the calendar": (
        shield("entry_date > on - 3000 years"),
        "law/provisions/x.yaml:5: at most 300 years are added or taken away [bad-number]\n  help: entry_date > on - 3000 years\n                          ^^^^",
    ),
    "two facts without a word between": (
        shield("removable child"),
        "law/provisions/x.yaml:5: expected `and`, `or` or the end and found `child` [formula-syntax]\n  help: removable child\n                  ^^^^^",
    ),
    "no citation": (
        shield("child", authority="note: none"),
        "law/provisions/x.yaml:1: provision `shield/x`: no authority is cited [missing-citation]\n  help: add `authority:` with cite, date and url",
    ),
    "dangling reference": (
        shield("child", more="  exempt_by: [shield/chidl]\n"),
        "law/provisions/x.yaml:1: provision `shield/x` refers to `shield/chidl`, which is not encoded [dangling-reference]\n  help: did you mean `shield/child`?",
    ),
    "reference to what is not yet encoded": (
        shield("reached(rule/later)"),
        "law/provisions/x.yaml:1: provision `shield/x` refers to `rule/later`, which is not encoded [dangling-reference]\n"
        "  help: it is in the syllabus and not yet encoded",
    ),
    "reference cycle": (
        shield("reached(shield/y)") + shield("reached(shield/x)", name="shield/y"),
        "law/provisions/x.yaml:1: provisions refer to each other: shield/x -> shield/y -> shield/x [reference-cycle]\n  help: a reference must not lead back",
    ),
}


def faults(folder: Path, **files: str) -> str:
    """The whole text of what is wrong with a rulebook."""
    with pytest.raises(inforce.InforceError) as error:
        inforce.load(build(folder / "law", None, **{"acts__memo": MEMO, **files}))
    return str(error.value)


@pytest.mark.parametrize(("text", "message"), ACTS.values(), ids=ACTS.keys())
def test_faulty_act_is_refused_with_place_and_remedy(text: str, message: str, tmp_path: Path) -> None:
    assert faults(tmp_path, acts__x=text) == message


@pytest.mark.parametrize(("text", "message"), PROVISIONS.values(), ids=PROVISIONS.keys())
def test_faulty_provision_is_refused_with_place_and_remedy(text: str, message: str, tmp_path: Path) -> None:
    begun = act("begin", "[{starts: [shield/x, shield/y]}]" if "shield/y\n" in text else "[{starts: shield/x}]")
    assert faults(tmp_path, provisions__x=text, acts__x=begun) == message


def test_ending_what_never_started_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, acts__memo=act("x", "[{ends: rule/one}]")) == (
        "law/acts/memo.yaml:7: act `x` ends `rule/one`, which nothing starts or directs [never-started]\n  help: add the act that started it\n"
        "law/provisions/rules.yaml:1: nothing starts or directs provision `rule/one` [never-started]\n  help: add the act that does, under law/acts/"
    )


def test_definitions_that_use_each_other_are_refused(tmp_path: Path) -> None:
    found = faults(tmp_path, definitions__z="- {id: aa, formula: bb or child}\n- {id: bb, formula: aa and child}\n")
    assert found.splitlines()[:2] == [
        "law/definitions/z.yaml:1: definitions use each other: aa -> bb -> aa [definition-cycle]",
        "  help: write one of them out",
    ]


def test_every_fault_of_every_file_is_shown_at_once_in_the_order_of_files(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        acts__x=act("b", "[{ends: rule/oen}]"),
        provisions__x=shield("us_citisen"),
        constraints="- says: x\n  formulas: [childd implies child]\n",
        definitions__y="a: [1]\n",
    )
    assert [line.split(": ")[0] for line in found.splitlines() if line.startswith("law/")] == [
        "law/acts/x.yaml:7",
        "law/constraints.yaml:2",
        "law/definitions/y.yaml:1",
        "law/provisions/x.yaml:5",
    ]


def test_a_file_that_is_no_yaml_is_shown_alone(tmp_path: Path) -> None:
    found = faults(tmp_path, acts__x=act("b", "[{ends: rule/oen}]"), definitions__y="a: [1\n")
    assert [line.split(": ")[0] for line in found.splitlines() if line.startswith("law/")] == ["law/definitions/y.yaml:2:1"]


def test_folder_without_facts_is_no_rulebook(tmp_path: Path) -> None:
    with pytest.raises(inforce.InforceError) as error:
        inforce.load(tmp_path)
    assert str(error.value) == f"{tmp_path}: there is no rulebook here [no-rulebook]\n  help: a rulebook is a folder with facts.yaml, provisions/ and acts/"


class _Words(yaml.SafeLoader):
    """Reads every scalar as a word."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(value, (*path, key))


def put(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    whole = node = copy.deepcopy(data)
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return whole


WRONG: tuple[Any, ...] = ([], {}, "word", True, 5, None, [["a"]], {"a": {"b": 1}})


@pytest.mark.parametrize("file", ["facts", "constraints", "readings", "places", "countries", "syllabus", "definitions/shared", "provisions/rules", "acts/acts"])
def test_nothing_of_the_wrong_kind_anywhere_in_a_file_breaks_the_reader(file: str, tmp_path: Path) -> None:
    folder = build(tmp_path / "law", "direction")
    target = folder / f"{file}.yaml"
    data = yaml.load(target.read_text(encoding="utf-8"), _Words)
    every = list(places(data))
    for number, path in enumerate(every):
        for value in WRONG if len(every) < 40 else WRONG[number % 4 :: 4]:
            target.write_text(yaml.safe_dump(put(data, path, value), allow_unicode=True), encoding="utf-8")
            try:
                inforce.load(folder)
            except inforce.InforceError as error:
                for one in getattr(error, "errors", (error,)):
                    assert one.where is not None, (path, value, str(one))
                    assert one.where.file.startswith("law/"), (path, value, str(one))
