"""The JSON of explanations: of the shape that is documented, and the same in every length and language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import inforce
from inforce.backends.explain import VERSION
from tests.cli.conftest import Run, run
from tests.explain.asked import Asked
from tests.explain.people import EXAMPLES, people, times, variants

__all__ = ["run"]

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = Path(inforce.__file__).parent / "schema"
SEED = 11


def schema(name: str) -> jsonschema.Draft202012Validator:
    made = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


SHAPE = schema("explanation")


def objects(made: dict[str, Any], path: str = "") -> dict[str, set[str]]:
    """Every key of the schema, by where its object stands; where nothing more is allowed."""
    found: dict[str, set[str]] = {}
    if made.get("additionalProperties") is False:
        found[path] = set(made["properties"])
    for key, value in made.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                found |= objects(one, f"{path}/{key}")
    return found


def test_explanations_of_many_people_are_of_the_shape(book: inforce.Book) -> None:
    count, seen = 0, set()
    for facts, on in [*variants(book, SEED, times(2)), *people(book, SEED, times(1))]:
        for told in Asked(book, facts, on).explained(*book.library.encoded[::8]):
            made = json.loads(json.dumps(told.to_json()))
            SHAPE.validate(made)
            count += 1
            seen |= {key for key, value in made.items() if value}
    print(f"seed {SEED}: {count} explanations")
    assert count > 30
    assert {"because", "conditions", "changes", "open", "shields", "next_change"} <= seen


def test_what_the_command_prints_is_of_the_shape_in_every_length_and_language(run: Run) -> None:
    said: dict[str, list[dict[str, Any]]] = {}
    path = next(EXAMPLES.glob("15-*.yaml"))
    for level, lang in (("short", "en"), ("medium", "es"), ("full", "en"), ("full", "es")):
        ids = [word for one in ("priority/2014/2c-recent-entry", "protection/daca", "custody/bond") for word in ("--provision", one)]
        (answer,) = run("determine", str(path), "--json", "--why", level, "--lang", lang, "--on", "2017-02-22", *ids).data
        schema("determine").validate([answer])
        explanations = [one["explanation"] for one in answer["determinations"]]
        for explanation in explanations:
            SHAPE.validate(explanation)
            words = explanation.pop("words")
            assert (words["lang"], words["level"]) == (lang, level)
        said[f"{level} {lang}"] = explanations
    assert said["full en"] == said["full es"]
    short, full = said["short en"], said["full en"]
    for key in ("because", "shields", "status", "next_change", "open", "readings"):
        assert [one[key] for one in short] == [one[key] for one in full]


def test_a_missing_key_and_a_new_one_are_caught(book: inforce.Book) -> None:
    made = book.explain("protection/not-removable", {"us_citizen": True}, on="2017-02-22").to_json()
    assert made["version"] == VERSION
    SHAPE.validate(made)
    for key in ("outcome", "because", "changes", "version", "open"):
        for wrong in ({name: value for name, value in made.items() if name != key}, made | {"unheard": 1}, made | {key: 7}):
            with pytest.raises(jsonschema.ValidationError):
                SHAPE.validate(wrong)


def test_every_key_is_documented_and_the_example_is_what_comes_out(book: inforce.Book) -> None:
    page = (ROOT / "docs" / "explanations.md").read_text(encoding="utf-8")
    made = objects(json.loads((SCHEMAS / "explanation.json").read_text(encoding="utf-8")))
    missing = {key for keys in made.values() for key in keys if f"`{key}`" not in page}
    assert sorted(missing) == []
    shown = json.loads(page.split("```json\n")[1].split("```")[0])
    real = book.explain("priority/2017/convicted", {"us_citizen": False, "convictions": []}, on="2017-02-22").to_json()
    assert {key: real[key] for key in shown} == shown
