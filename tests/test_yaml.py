"""The YAML that a lawyer writes: words stay words, and what could surprise is refused with its line and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inforce.language.error import InforceError
from inforce.rulebook.yaml import MAX_BYTES, Map, parse, read_text

REFUSED = {
    "anchor": ("a: &x 1\n", "x.yaml:1:4: anchors and aliases are not taken [refused-yaml]\n  help: write the value out"),
    "alias": ("a: *x\n", "x.yaml:1:4: anchors and aliases are not taken [refused-yaml]\n  help: write the value out"),
    "anchor on a list": ("a: &x [1]\nb: *x\n", "x.yaml:1:4: anchors and aliases are not taken [refused-yaml]\n  help: write the value out"),
    "tag": ("a: !!python/object:os.system x\n", "x.yaml:1:4: tags are not taken [refused-yaml]\n  help: remove the tag"),
    "tag of a word": ("a: !!str 1\n", "x.yaml:1:4: tags are not taken [refused-yaml]\n  help: remove the tag"),
    "repeated key": ("a: 1\nb: 2\na: 3\n", "x.yaml:3:1: the key `a` stands twice [refused-yaml]\n  help: keep one of them"),
    "second document": ("---\na: 1\n---\nb: 2\n", "x.yaml:3:1: a second document in one file [refused-yaml]\n  help: one document a file"),
    "key that is a list": ("? [a]\n: b\n", "x.yaml:1:3: a key is not a word [refused-yaml]\n  help: write a word before the colon"),
    "nesting of lists": ("- " * 60 + "a\n", "x.yaml:1:101: nesting deeper than 50 [refused-yaml]\n  help: flatten the file"),
    "nesting of brackets": ("[" * 5000 + "]" * 5000, "x.yaml:1:51: nesting deeper than 50 [refused-yaml]\n  help: flatten the file"),
}
BAD = {
    "open bracket": ("a: [1\n", "x.yaml:2:1: did not find expected ',' or ']'"),
    "tab": ("a:\n\t- b\n", "x.yaml:2:1: found character that cannot start any token"),
    "two colons": ("a: b: c\n", "x.yaml:1:5: mapping values are not allowed in this context"),
    "open quote": ('a: "x\n', "x.yaml:2:1: found unexpected end of stream"),
}


def message(text: str) -> str:
    with pytest.raises(InforceError) as error:
        parse(text, "x.yaml")
    return str(error.value)


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(text: str, said: str) -> None:
    assert message(text) == said


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD.keys())
def test_bad_yaml_is_said_with_line_and_column(text: str, said: str) -> None:
    assert message(text) == f"{said} [bad-yaml]\n  help: check indentation, quotes and colons on this line and the one before"


def test_control_characters_are_refused() -> None:
    assert message("a: \x01\n") == "x.yaml: a character that YAML does not allow [bad-yaml]\n  help: remove control characters"


def test_text_of_more_than_five_megabytes_is_refused() -> None:
    said = f"x.yaml: the text has {MAX_BYTES + 1} characters; at most {MAX_BYTES} are read [too-large]\n  help: split the file"
    assert message("a" * (MAX_BYTES + 1)) == said


def test_file_of_more_than_five_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(InforceError) as error:
        read_text(path, "big.yaml")
    assert str(error.value) == f"big.yaml: the file has {MAX_BYTES + 1} bytes; at most {MAX_BYTES} are read [too-large]\n  help: split the file"


def test_file_that_is_not_utf8_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("a: café".encode("latin-1"))
    with pytest.raises(InforceError) as error:
        read_text(path, "latin.yaml")
    assert str(error.value) == "latin.yaml: byte 6 is not UTF-8 [not-utf8]\n  help: save the file as UTF-8"
    with pytest.raises(InforceError) as error:
        read_text(tmp_path / "none.yaml", "none.yaml")
    assert str(error.value) == "none.yaml: the file cannot be read: no such file or directory [no-file]\n  help: check the path"


@pytest.mark.parametrize(
    "word",
    [
        "on",
        "off",
        "yes",
        "no",
        "NO",
        "No",
        "Yes",
        "y",
        "n",
        "True",
        "FALSE",
        "TRUE",
        "2017-02-20",
        "2017-02",
        "0x1F",
        "1_000",
        "010",
        "1e3",
        ".inf",
        ".nan",
        "12:30:45",
        "Null",
        "=",
        "<<",
    ],
)
def test_word_stays_a_word(word: str) -> None:
    assert parse(f"a: {word}\n", "x.yaml") == {"a": word}
    assert parse(f"{word}: 1\n", "x.yaml") == {word: 1}


def test_only_true_false_null_and_plain_numbers_are_not_words() -> None:
    read = parse("{a: true, b: false, c: null, d: ~, e: , f: 12, g: -3, h: 1.5, i: 2015}", "x.yaml")
    assert read == {"a": True, "b": False, "c": None, "d": None, "e": None, "f": 12, "g": -3, "h": 1.5, "i": 2015}
    assert parse("{a: 'true', b: \"12\", c: '2017'}", "x.yaml") == {"a": "true", "b": "12", "c": "2017"}
    assert not isinstance(parse("2017-02-20", "x.yaml"), date)


def test_every_key_and_item_knows_its_line() -> None:
    read = parse("# a comment\n- on: 2017\n\n  want:\n    rule/one: no\n- second\n", "x.yaml")
    assert [str(read.where(index)) for index in (0, 1)] == ["x.yaml:2", "x.yaml:6"]
    assert isinstance(read[0], Map)
    assert str(read[0].where("want")) == "x.yaml:4"
    assert str(read[0]["want"].where("rule/one")) == "x.yaml:5"
    assert read[0]["want"] == {"rule/one": "no"}


def test_json_and_an_empty_file_are_read() -> None:
    assert parse('[{"a": [true, null, 1, "no"]}]', "x.json") == [{"a": [True, None, 1, "no"]}]
    assert parse("", "x.yaml") is None
    assert parse("# nothing\n", "x.yaml") is None


def test_byte_order_mark_is_no_part_of_the_first_word(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert parse(read_text(path), "bom.yaml") == {"a": 1}
