"""Words for what the program says around the law's own texts, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from inforce.cli.sheet import NOTICE

LANGUAGES = ("en", "es")

STATUS = {
    "en": {"not_yet": "not yet", "announced": "announced", "operative": "in force", "suspended": "on hold", "ended": "ended"},
    "es": {"not_yet": "todavía no", "announced": "anunciada", "operative": "vigente", "suspended": "en pausa", "ended": "terminada"},
}
MODAL = {
    "en": {"must": "must", "may": "may", "may_not": "may not"},
    "es": {"must": "debe", "may": "puede", "may_not": "no puede"},
}
BASIS = {
    "en": {"text": "the text says so", "practice": "a practice that no text requires"},
    "es": {"text": "lo dice el texto", "practice": "una práctica que ningún texto exige"},
}
BEARING = {
    "en": {"burden": "a burden", "benefit": "a protection or benefit", "procedure": "a procedure"},
    "es": {"burden": "una carga", "benefit": "una protección o un beneficio", "procedure": "un procedimiento"},
}
DECIDES = {
    "en": {"judge": "an immigration judge decides the case", "officer": "an officer decides the case, without a judge",
           "asylum_officer": "an asylum officer decides", "none": "nobody hears the case"},
    "es": {"judge": "un juez de inmigración decide el caso", "officer": "un agente decide el caso, sin juez",
           "asylum_officer": "un oficial de asilo decide", "none": "nadie oye el caso"},
}  # fmt: skip
SEEN = {
    "en": {"primary": "primary text", "secondary": "secondary source", "none": "not seen in any source"},
    "es": {"primary": "texto primario", "secondary": "fuente secundaria", "none": "no se ha visto en ninguna fuente"},
}
VERB: Mapping[str, Mapping[str | None, str]] = {
    "en": {"directs": "directs", "starts": "starts", "limits": "limits", "suspends": "suspends", "ends": "ends", None: "concerns"},
    "es": {"directs": "ordena", "starts": "inicia", "limits": "limita", "suspends": "suspende", "ends": "termina", None: "se refiere a"},
}
UPON_IT: Mapping[str, Mapping[str | None, str]] = {
    "en": {"directs": "directs it", "starts": "starts it", "limits": "limits it", "suspends": "suspends it", "ends": "ends it", None: "concerns it"},
    "es": {"directs": "la ordena", "starts": "la inicia", "limits": "la limita", "suspends": "la suspende", "ends": "la termina", None: "se refiere a ella"},
}
"""What an act does to the one provision that the reader looks at."""
MANNER = {
    "rescinded": "revocación", "superseded": "reemplazo", "expired": "vencimiento", "withdrawn": "retiro", "vacated": "anulación",
    "reversed": "revocación por un tribunal superior", "dissolved": "disolución", "enjoined": "orden judicial", "stayed": "suspensión judicial",
    "administratively_stayed": "suspensión judicial administrativa",
    "restrained": "orden judicial de restricción", "paused": "pausa", "postponed": "aplazamiento",
}  # fmt: skip
"""Manners in Spanish; in English they are the words of the rulebook."""
SHOW: Mapping[str, Mapping[str, str]] = {
    "en": {
        "reaches": "Whom the text reaches: a person of whom all of this is so",
        "has": "Who has it: a person of whom all of this is so",
        "parts": "Its parts", "core": "Its core", "sections": "See also", "shields": "What shields from it", "no_shield": "nothing set apart from its text",
        "leaves": "What it leaves", "conditions": "A condition on officers", "who": "Must or may, and who", "decides": "Who decides",
        "authority": "Authority", "status": "Status", "acts": "The acts, in order", "readings": "Where careful readers differ",
        "default": "by default", "other": "the other reading", "horizon": "Horizon", "read_on": "read on {}", "on": "on {}",
        "seen_none": "its acts were seen in no source", "varies": "It differs", "waits": "waits for",
        "verified": "its acts were verified through {}", "past": "warning: {} is past the day through which its acts were verified, {}",
        "notice": NOTICE, "signed": "signed", "known": "known", "until": "until",
        "none": "no act begins or ends it",
    },
    "es": {
        "reaches": "A quién alcanza el texto: a una persona de quien es cierto todo esto",
        "has": "Quién la tiene: una persona de quien es cierto todo esto",
        "parts": "Sus partes", "core": "Su núcleo", "sections": "Véase también", "shields": "Qué protege de ella", "no_shield": "nada aparte de su texto",
        "leaves": "Lo que deja", "conditions": "Una condición para los agentes", "who": "Debe o puede, y quién", "decides": "Quién decide",
        "authority": "Autoridad", "status": "Situación", "acts": "Los actos, en orden", "readings": "Donde lectores atentos difieren",
        "default": "por defecto", "other": "la otra lectura", "horizon": "Horizonte", "read_on": "leído el {}", "on": "el {}",
        "seen_none": "sus actos no se han visto en ninguna fuente", "varies": "Varía", "waits": "espera",
        "verified": "sus actos se verificaron hasta el {}", "past": "aviso: el {} es posterior al día hasta el que se verificaron sus actos, {}",
        "notice": "Información legal, no asesoría legal.", "signed": "firmado", "known": "conocido", "until": "hasta",
        "none": "ningún acto la inicia ni la termina",
    },
}  # fmt: skip


def past_horizon(count: int, on: date) -> str:
    """The warning that a day lies past the horizon of some provisions."""
    what = "1 provision" if count == 1 else f"{count} provisions"
    return f"warning: {on} is past the day through which the acts of {what} were verified"
