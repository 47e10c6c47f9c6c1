"""The second reading: drawn by a seed, listed for a reader who has not seen the first, counted as it was found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs.second_reading import ASPECTS, EACH, SPANS, VERBS, BadRound, Round, begun, draw, lines, listed, main, misdrawn, recorded, rounds

import inforce
from docs import second_reading

SEED = 2017


def test_every_round_that_is_kept_can_be_read_and_is_what_its_seed_draws(book: inforce.Book) -> None:
    assert {one.name: misdrawn(book.library, one) for one in rounds() if misdrawn(book.library, one)} == {}


def test_a_seed_draws_twenty_acts_of_each_span(book: inforce.Book) -> None:
    acts = draw(book.library, SEED)
    assert [act.id for act in acts] == [act.id for act in draw(book.library, SEED)]
    assert [act.id for act in acts] != [act.id for act in draw(book.library, SEED + 1)]
    for number, (first, last) in enumerate(SPANS):
        some = acts[number * EACH : (number + 1) * EACH]
        assert len({act.id for act in some}) == EACH
        assert all(first <= act.signed.year <= last for act in some)


def test_only_acts_that_change_a_status_or_carry_authority_and_were_seen_are_drawn(book: inforce.Book) -> None:
    drawn = {act.id for seed in range(40) for act in draw(book.library, seed)}
    for name in drawn:
        act = book.library.acts[name]
        assert act.seen != "none"
        assert any(effect.verb in VERBS for effect in act.does)
    reviews = {act.id for act in book.library.acts.values() if act.does and all(effect.verb == "reviews" for effect in act.does)}
    assert reviews
    assert not reviews & drawn


def test_every_act_that_may_be_drawn_is_drawn_by_some_seed(book: inforce.Book) -> None:
    able = {
        act.id for act in book.library.acts.values() if act.seen != "none" and 2017 <= act.signed.year <= 2026 and any(effect.verb in VERBS for effect in act.does)
    }
    assert {act.id for seed in range(150) for act in draw(book.library, seed)} == able


def test_the_list_tells_nothing_of_the_first_reading(book: inforce.Book, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", str(SEED)]) == 0
    told = capsys.readouterr().out.splitlines()
    acts = draw(book.library, SEED)
    assert told == [listed(act) for act in acts]
    for line, act in zip(told, acts, strict=True):
        assert line == f"{act.id} | {act.where.file} | {act.cite}"
        assert "http" not in line
        assert not [source.says for source in act.sources if source.says and source.says in line]


def test_the_record_gives_days_effects_and_words_and_no_source(book: inforce.Book, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["record", str(SEED)]) == 0
    told = capsys.readouterr().out
    for act in draw(book.library, SEED):
        assert "\n".join(recorded(act)) in told
        assert all(f"{effect.verb} {effect.target}" in told for effect in act.does)
        for source in (*act.sources, *act.checks):
            assert source.url is None or source.url not in told
            assert source.says is None or len(source.says) < 25 or source.says not in told


def test_a_round_is_begun_filled_in_and_read(book: inforce.Book, tmp_path: Path) -> None:
    text = "\n".join(begun(book.library, SEED)) + "\n"
    (tmp_path / "1.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadRound, match=r"`\?` is no finding"):
        rounds(tmp_path)
    (tmp_path / "1.yaml").write_text(text.replace("'?'", "agrees").replace("url: null, seen: none", "url: 'https://www.example.org/x', seen: primary"), encoding="utf-8")
    [one] = rounds(tmp_path)
    assert (one.name, one.seed, one.rulebook) == ("1", SEED, book.library.version)
    assert (len(one.readings), one.found, one.wrong, one.rate) == (3 * EACH, 3 * EACH, (), 0.0)
    assert one.readings[0].host == "example.org"
    assert misdrawn(book.library, one) == []
    assert misdrawn(book.library, Round(one.name, SEED + 1, one.rulebook, one.read, one.readings)) != []
    assert misdrawn(book.library, Round(one.name, SEED + 1, "another", one.read, one.readings)) == []


GOOD = """
seed: 7
rulebook: abc
read: 2026-12-01
records:
  - {act: make-the-road-v-noem-2025, day: agrees, verb: agrees, scope: agrees, manner: agrees, cite: agrees, words: none, url: "https://example.org/a", seen: primary, read: 2026-11-30}
  - {act: kelly-border-2017, day: wrong, verb: agrees, scope: not_found, manner: none, cite: agrees, words: none, url: "https://www.example.com/b", seen: secondary, note: "it says 21 | February"}
  - {act: gone-from-the-rulebook, day: not_found, verb: not_found, scope: not_found, manner: not_found, cite: not_found, words: not_found, url: null, seen: none}
"""


def write(folder: Path, text: str) -> list[Round]:
    (folder / "1.yaml").write_text(text, encoding="utf-8")
    return rounds(folder)


def test_the_rate_is_of_the_records_that_a_source_spoke_of(tmp_path: Path, book: inforce.Book) -> None:
    every = write(tmp_path, GOOD)
    assert (every[0].found, every[0].wrong, every[0].rate) == (2, ("kelly-border-2017",), 0.5)
    told = "\n".join(lines(book.library, every))
    assert "| 1 | 7 | `abc` | 2026-12-01 | 3 | 2 | 2 | 1 | 50.0% | 1 of 1 | 0 of 0 | 0 of 1 | day 1 |" in told
    assert "| `kelly-border-2017` | wrong | agrees | not found | none | agrees | none | example.com | secondary | 2026-12-01 | it says 21 \\| February |" in told
    assert "| `make-the-road-v-noem-2025` | agrees | agrees | agrees | agrees | agrees | none | example.org | primary | 2026-11-30 |  |" in told
    assert "gone-from-the-rulebook" in told


def test_a_source_on_the_first_readers_host_is_not_another(tmp_path: Path, book: inforce.Book) -> None:
    url = next(source.url for source in book.library.acts["make-the-road-v-noem-2025"].sources if source.url)
    every = write(tmp_path, GOOD.replace("https://example.org/a", url))
    assert "| 3 | 2 | 1 | 1 | 50.0% |" in "\n".join(lines(book.library, every))


def test_a_round_without_its_version_and_a_source_without_an_address_are_told_as_such(tmp_path: Path, book: inforce.Book) -> None:
    text = GOOD.replace("rulebook: abc\n", "").replace('"https://example.org/a"', "a file of a repository")
    told = "\n".join(lines(book.library, write(tmp_path, text)))
    assert "| 1 | 7 | not kept | 2026-12-01 | 3 | 2 | 1 | 1 |" in told
    assert "| a file of a repository | primary |" in told


def test_every_round_is_printed_in_order(tmp_path: Path, book: inforce.Book) -> None:
    (tmp_path / "2.yaml").write_text(GOOD.replace("seed: 7", "seed: 8"), encoding="utf-8")
    told = "\n".join(lines(book.library, write(tmp_path, GOOD)))
    assert re.findall(r"^### Round (\d)$", told, re.MULTILINE) == ["1", "2"]
    assert list(lines(book.library, [])) == ["No second reading by a seed has been finished yet."]


@pytest.mark.parametrize(
    ("was", "other", "fault"),
    [
        ("seed: 7", "seed: seven", "`seed` is a number"),
        ("seed: 7\n", "", "a round has the keys"),
        ("seed: 7\n", "seed: 7\nreader: x\n", "a round has the keys"),
        ("read: 2026-12-01\n", "read: soon\n", "`read` a day"),
        ("verb: agrees, ", "", "names the act and each aspect"),
        ("read: 2026-11-30", "reader: X", "names the act and each aspect"),
        ("manner: none", "manner: fine", "`fine` is no finding"),
        ('url: "https://example.org/a", ', "", "in which source was it found"),
        ("seen: primary", "seen: none", "in which source was it found"),
        ("seen: primary", "seen: partly", "in which source was it found"),
        ("read: 2026-11-30", "read: 2027-01-01", "not after the round's own"),
        (', note: "it says 21 | February"', "", "what does the source say"),
        ("act: kelly-border-2017", "act: make-the-road-v-noem-2025", "stands twice"),
    ],
)
def test_a_round_that_is_not_whole_is_a_fault(tmp_path: Path, was: str, other: str, fault: str) -> None:
    with pytest.raises(BadRound, match=fault):
        write(tmp_path, GOOD.replace(was, other, 1))


def test_bad_use_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["draw"], ["draw", "x"], ["redraw", "1"]):
        assert main(arguments) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_coverage_prints_the_rounds() -> None:
    page = (Path(second_reading.__file__).parent / "coverage.md").read_text(encoding="utf-8")
    assert "\n## Second readings by a seed\n" in page
    for one in rounds():
        assert f"\n### Round {one.name}\n" in page
        assert all(f"| `{reading.act}` |" in page for reading in one.readings)
    assert len(ASPECTS) == 6
