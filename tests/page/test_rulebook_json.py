"""The rulebook as JSON keeps to its schema, and says everything once."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import inforce
from inforce.backends.json import PARTS, VERSION, to_json
from inforce.rulebook.asking import read_asking
from inforce.rulebook.labels import load_labels

SCHEMA = json.loads((Path(inforce.__file__).parent / "schema" / "rulebook.json").read_text(encoding="utf-8"))
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "rulebook-json.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rulebook(book: inforce.Book) -> dict[str, Any]:
    library = book.library
    made = to_json(library, labels=load_labels(library), asking=read_asking(library).to_json(), scope=lambda effect, lang: effect.act)
    return json.loads(json.dumps(made))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    return jsonschema.Draft202012Validator(SCHEMA)


def test_keeps_to_its_schema(rulebook: dict[str, Any], validator: jsonschema.Draft202012Validator) -> None:
    assert [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(rulebook)] == []
    assert set(rulebook) == {"format", "version", "words", *(part for part in PARTS if not part.startswith("words_"))}
    assert rulebook["version"] == VERSION == SCHEMA["properties"]["version"]["const"]


def _drop_horizon(data: dict[str, Any]) -> None:
    next(iter(data["rules"]["provisions"].values())).pop("horizon")


def _lose_a_status(data: dict[str, Any]) -> None:
    next(iter(data["rules"]["statuses"].values()))[0].pop()


def _unknown_node(data: dict[str, Any]) -> None:
    data["rules"]["nodes"].append(["maybe", 0])


def _vague_day(data: dict[str, Any]) -> None:
    data["acts"]["effects"][0]["day"] = "2017"


def _english_only(data: dict[str, Any]) -> None:
    next(iter(data["asking"]["documents"].values()))["name"].pop("es")


@pytest.mark.parametrize("fault", [_drop_horizon, _lose_a_status, _unknown_node, _vague_day, _english_only])
def test_planted_fault_is_caught(rulebook: dict[str, Any], validator: jsonschema.Draft202012Validator, fault: Callable[[dict[str, Any]], None]) -> None:
    data = copy.deepcopy(rulebook)
    fault(data)
    assert not validator.is_valid(data)


def test_formula_stands_once_and_names_earlier_ones(rulebook: dict[str, Any]) -> None:
    nodes = rulebook["rules"]["nodes"]
    assert len({json.dumps(node) for node in nodes}) == len(nodes)
    for place, (kind, *parts) in enumerate(nodes):
        assert kind not in ("not", "and", "or", "switch") or all(part < place for part in parts)


def test_part_can_be_left_out(book: inforce.Book, validator: jsonschema.Draft202012Validator) -> None:
    rules = to_json(book.library, parts=["rules"])
    assert set(rules) == {"format", "version", "rules"}
    assert validator.is_valid(json.loads(json.dumps(rules)))


def test_page_tells_every_kind_of_formula(rulebook: dict[str, Any]) -> None:
    kinds = {kind for kind, *_ in rulebook["rules"]["nodes"]}
    assert [kind for kind in sorted(kinds) if f'"{kind}"' not in PAGE] == []
