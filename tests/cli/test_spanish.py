"""Commands that speak Spanish say nothing in English around the law's own citations."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("claim", "daca-unaffected", "--lang", "es"), "NO SE SOSTIENE SEGÚN EL TEXTO el 2017-02-21"),
        (("claim", "without-due-process", "--lang", "es"), "Se desgarra a las familias sin un debido proceso."),
        (("claims", "--lang", "es"), "no es una afirmación sobre las reglas"),
        (("status", "officer/state-crime", "--on", "2026-07-20", "--lang", "es"), "es distinto: en Luisiana: anunciada"),
        (("show", "officer/state-crime", "--on", "2026-07-20", "--lang", "es"), "varía: en Luisiana: anunciada"),
        (("timeline", "process/contiguous-return/mpp-2019", "--lang", "es"), "[en el Noveno Circuito]"),
        (("questions", "DACA", "--lang", "es"), "¿Afectan los memorandos a las personas con DACA?"),
    ],
)
def test_commands_speak_spanish(run: Run, arguments: tuple[str, ...], wanted: str) -> None:
    done = run(*arguments)
    assert wanted in done.out
    assert done.err == ""
    for english in ("holds under the text", "fails under the text", "in force", "Legal information"):
        assert english not in done.out
