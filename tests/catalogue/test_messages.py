"""The catalogue: every sentence the program can say has Spanish, nothing is stale, and both languages fill in the same things.

Each check is tried on a planted fault.
"""

from __future__ import annotations

import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from docs.messages import MERGED, SPANISH, TEMPLATE, Sentence, Translation, everything, faults, merged, sentences, template, translations

import inforce
from inforce.backends.text.catalogue import LANGUAGES, Catalogue, catalogue
from inforce.rulebook.wording import Pair, faults_of, read_wording
from tests.cli.conftest import Run, run

__all__ = ["run"]


@pytest.fixture(scope="module")
def used() -> dict[str, Sentence]:
    return everything()


@pytest.fixture(scope="module")
def translated() -> list[Translation]:
    return translations()


# the catalogue as it is


def test_nothing_is_missing_stale_torn_or_doubled(used: dict[str, Sentence], translated: list[Translation]) -> None:
    assert len(used) > 1000
    assert faults(used, translated) == [], "run `make messages`"


def test_each_language_has_one_file_of_the_standard_layout() -> None:
    assert [path.relative_to(SPANISH).as_posix() for path in SPANISH.rglob("*.po")] == ["LC_MESSAGES/inforce.po"], "run `make messages`"
    assert {path.name for path in SPANISH.parent.iterdir() if path.is_dir()} == set(LANGUAGES) - {"en"}


def test_files_are_as_make_messages_writes_them(used: dict[str, Sentence], translated: list[Translation]) -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == template(used), "run `make messages`"
    assert MERGED.read_text(encoding="utf-8") == merged(used, translated), "run `make messages`"


def test_other_programs_can_read_the_files(used: dict[str, Sentence]) -> None:
    """Babel finds no fault, and gettext itself gives the words that the program gives."""
    with MERGED.open("rb") as file:
        catalog = read_po(file, locale="es")
    assert [(message.id, str(error)) for message, errors in catalog.check() for error in errors] == []
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    standard = gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))
    spanish = catalogue("es")
    for text, one in used.items():
        if one.many is None:
            assert standard.gettext(text) == spanish.find(text)
        else:
            assert standard.ngettext(text, one.many, 1) == spanish.find(text)
            assert standard.ngettext(text, one.many, 5) == spanish.find(one.many)


def test_sentences_keep_to_the_wording_and_the_glossary(book: inforce.Book, translated: list[Translation]) -> None:
    """What is filled in is passed over: it is a text of its own."""
    wording = read_wording(book.library.folder)
    found = [fault for one in translated for fault in faults_of(Pair(one.english, bare(one.english), bare(one.spanish)), wording)]
    assert [str(fault) for fault in found] == []
    planted = Pair("planted", "You qualify for a hearing.", "Usted califica para una audiencia.")
    assert [fault.code for fault in faults_of(planted, wording)] == ["wording-advice"] * 2
    planted = Pair("planted", "The fast track reaches the person.", "La remoción expedita alcanza a la persona.")
    assert {fault.code for fault in faults_of(planted, wording)} == {"off-glossary"}


def bare(text: str) -> str:
    return re.sub(r"\{\w*\}", " ", text)


def test_no_spanish_is_left_in_english(translated: list[Translation]) -> None:
    assert alike(translated) == []
    assert alike([*translated, Translation("a.po", "The rule, {name}", "The rule, {name}")]) == ["The rule, {name}"]


def alike(translated: list[Translation]) -> list[str]:
    """Sentences of words, not of names, numbers or what is filled in, that read the same in both languages."""
    return [one.english for one in translated if one.english == one.spanish and any(len(word) > 3 and word.islower() for word in _words(one.english))]


def _words(text: str) -> list[str]:
    kept = "".join(character if character.isalpha() or character in "{}" else " " for character in text)
    return [word for word in kept.split() if "{" not in word and "}" not in word]


# what is said while it runs


RUNS = (
    ("determine", "examples/week/01-guatemalan-at-the-border.yaml", "--on", "2017-02-22"),
    ("determine", "examples/week/04-daca-pending-charge.yaml", "--on", "2017-02-22", "--why", "short"),
    ("determine", "examples/week/10-jail-with-287g.yaml", "--on", "2019-03-01", "--why", "full", "--provision", "priority/2017/convicted", "--provision", "custody/bond"),
    ("status", "--on", "2020-02-22"),
    ("status", "process/contiguous-return/mpp-2019", "protection/daca", "--on", "2030-01-01"),
    ("timeline", "process/contiguous-return"),
    ("show", "process/expedited-removal/nationwide-2019", "protection/daca", "--on", "2017-02-22"),
    ("claim", "daca-unaffected"),
    ("questions", "DACA"),
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("arguments", RUNS, ids=lambda arguments: " ".join(arguments[:2]))
def test_every_sentence_said_was_gathered(
    run: Run, monkeypatch: pytest.MonkeyPatch, used: dict[str, Sentence], arguments: tuple[str, ...], lang: str
) -> None:
    """A sentence said by a way that gathering does not see would be missing in Spanish, and only when somebody reads it."""
    said: set[str] = set()
    look_up = Catalogue.find

    def watched(self: Catalogue, sentence: str) -> str | None:
        said.add(sentence)
        return look_up(self, sentence)

    monkeypatch.setattr(Catalogue, "find", watched)
    done = run(*arguments, "--lang", lang)
    assert done.code == 0, done.err
    gathered = {*used, *(one.many for one in used.values())}
    assert len(said) >= 3
    assert said - gathered == set()


# planted faults


def _source(folder: Path, **files: str) -> dict[str, Sentence]:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return sentences(folder)


def test_sentences_are_gathered_from_python_and_from_the_script(tmp_path: Path) -> None:
    found = _source(
        tmp_path,
        a_py='say("One")\nself.words.say("Two {x}", x=1)\ncatalogue(lang).say("Three" if a else "Four")\nT = {1: sentence("Five")}\n'
        'words.count("{count} rule", "{count} rules", n)\npage.say("a line")\npage.sheet.say("a line")\nwords.say(T[1])\nlist.count("x")\n',
        b_js='const t = say("Six {day}", { day: 1 }) + say("Two {x}");\n/* say("no") */ const u = [sentence("Seven")];\n',
    )
    assert sorted(found) == ["Five", "Four", "One", "Seven", "Six {day}", "Three", "Two {x}", "{count} rule"]
    assert found["Two {x}"].places == ["src/inforce/a.py", "src/inforce/b.js"]
    assert found["{count} rule"].many == "{count} rules"


@pytest.mark.parametrize(
    ("translated", "wanted"),
    [
        ([("One {x}", "Uno {x}"), ("{count} rule", "{count} regla")], ["missing: no Spanish for `{count} rules` (a.py)"]),
        ([("One {x}", ""), ("{count} rule", "{count} regla"), ("{count} rules", "{count} reglas")], ["missing: no Spanish for `One {x}` (a.py)"]),
        ([("One {x}", "Uno {y}"), ("{count} rule", "una regla"), ("{count} rules", "{count} reglas")],
         ["torn: a.po fills in other things in `One {x}`", "torn: a.po fills in other things in `{count} rule`"]),
        ([("One {x}", "Uno {x}"), ("{count} rule", "{count} regla"), ("{count} rules", "{count} reglas"), ("Gone", "Ido")],
         ["stale: a.po translates `Gone`, which nothing says"]),
        ([("One {x}", "Uno {x}"), ("{count} rule", "{count} regla"), ("{count} rules", "{count} reglas"), ("One {x}", "Una {x}")],
         ["doubled: a.po and a.po differ on `One {x}`"]),
    ],
)  # fmt: skip
def test_planted_faults_are_found(translated: list[tuple[str, str]], wanted: list[str]) -> None:
    used = {"One {x}": Sentence(["a.py"]), "{count} rule": Sentence(["a.py"], "{count} rules")}
    assert faults(used, [Translation("a.po", english, spanish) for english, spanish in translated]) == wanted


def test_a_sentence_nobody_translated_is_an_error_and_never_english() -> None:
    with pytest.raises(inforce.InforceError) as caught:
        catalogue("es").say("A sentence nobody has put into Spanish.")
    assert str(caught.value) == (
        "no es text for `A sentence nobody has put into Spanish.` [not-translated]\n  help: `make messages` puts it into the catalogue, to be translated"
    )


def test_merging_keeps_words_puts_in_what_is_missing_and_leaves_what_is_stale(tmp_path: Path) -> None:
    used = {"Two": Sentence(["src/inforce/a.py"]), "{count} rule": Sentence(["src/inforce/a.py"], "{count} rules"), "One": Sentence(["law"])}
    translated = [Translation("a.po", *pair) for pair in _PAIRS]
    assert _read(tmp_path, merged(used, translated)) == [("Gone", "Ido"), ("One", "Uno"), ("Two", ""), ("{count} rule", "{count} regla"), ("{count} rules", "{count} reglas")]
    assert "Gone" not in merged(used, translated, drop_stale=True)
    again = merged(used, translated)
    assert again == merged(dict(reversed(used.items())), list(reversed(translated)))


_PAIRS = (("{count} rules", "{count} reglas"), ("Gone", "Ido"), ("One", "Uno"), ("{count} rule", "{count} regla"))


def _read(folder: Path, text: str) -> list[tuple[str, str]]:
    (folder / "a.po").write_text(text, encoding="utf-8")
    return [(one.english, one.spanish) for one in translations(folder)]
