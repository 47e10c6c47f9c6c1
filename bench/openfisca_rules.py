"""A handful of the rulebook's provisions as OpenFisca variables, worked out on request; run by a Python that has OpenFisca-core.

    python bench/openfisca_rules.py FACTS.npz

Reads one request a line: `run` works everything out in a new simulation and prints what it took, as JSON; `save FILE.npz` keeps the
answers of the last run. Every fact is known of everybody: OpenFisca has no third value.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from time import perf_counter, process_time
from typing import Any

import numpy
from openfisca_core.entities import build_entity  # type: ignore[import-not-found,unused-ignore]
from openfisca_core.indexed_enums import Enum  # type: ignore[import-not-found,unused-ignore]
from openfisca_core.periods import DateUnit  # type: ignore[import-not-found,unused-ignore]
from openfisca_core.simulations import SimulationBuilder  # type: ignore[import-not-found,unused-ignore]
from openfisca_core.taxbenefitsystems import TaxBenefitSystem  # type: ignore[import-not-found,unused-ignore]
from openfisca_core.variables import Variable  # type: ignore[import-not-found,unused-ignore]

DAY = "2017-02-22"
Person = build_entity(key="person", plural="persons", label="Person", is_person=True)
EntryManner = Enum("EntryManner", ["admitted", "at_port_without_documents", "paroled", "without_inspection"])
Formula = Callable[[Any, Any], Any]
RULES: dict[str, Formula] = {}


def rule(formula: Formula) -> Formula:
    """A provision or definition: its function's name is the variable's."""
    RULES[formula.__name__] = formula
    return formula


@rule
def alien(person: Any, day: Any) -> Any:
    return ~person("us_citizen", day)


@rule
def applicant(person: Any, day: Any) -> Any:
    manner = person("entry_manner", day)
    here = (manner == EntryManner.at_port_without_documents) + (manner == EntryManner.paroled) + (manner == EntryManner.without_inspection)
    return person("alien", day) * ~person("lawful_permanent_resident", day) * here


@rule
def admitted(person: Any, day: Any) -> Any:
    return person("alien", day) * (person("lawful_permanent_resident", day) + (person("entry_manner", day) == EntryManner.admitted))


@rule
def long_sentences(person: Any, day: Any) -> Any:
    return person("convictions_any_offense", day) * (person("aggregate_sentence_years", day) >= 5)


@rule
def ground_present_without_admission(person: Any, day: Any) -> Any:
    manner = person("entry_manner", day)
    here = (manner == EntryManner.at_port_without_documents) + (manner == EntryManner.without_inspection) + (manner == EntryManner.paroled) * ~person("parole_current", day)
    return person("alien", day) * ~person("lawful_permanent_resident", day) * here * ~person("battered_and_linked_to_entry", day)


@rule
def ground_status_violation(person: Any, day: Any) -> Any:
    came = person("entry_manner", day) == EntryManner.admitted
    return person("alien", day) * ~person("lawful_permanent_resident", day) * came * person("overstayed_or_violated_status", day)


@rule
def ground_criminal_inadmissible(person: Any, day: Any) -> Any:
    substance, long = person("convictions_controlled_substance", day), person("long_sentences", day)
    crime = person("convictions_crime_involving_moral_turpitude", day) + substance + long
    return person("applicant", day) * crime * ~(person("cimt_petty_offense_exception", day) * ~substance * ~long)


@rule
def ground_criminal_deportable(person: Any, day: Any) -> Any:
    turpitude = person("cimt_within_five_years", day) + (person("cimt_count", day) >= 2)
    violent = person("convictions_aggravated_felony", day) + person("convictions_firearm", day) + person("convictions_domestic_violence", day)
    drugs = person("convictions_controlled_substance", day) * ~person("marijuana_30g_only", day)
    return person("admitted", day) * (turpitude + violent + drugs)


@rule
def ground_fraud(person: Any, day: Any) -> Any:
    return person("alien", day) * person("immigration_fraud", day)


@rule
def ground_security(person: Any, day: Any) -> Any:
    return person("alien", day) * person("described_in_security_ground", day)


@rule
def ground_smuggling(person: Any, day: Any) -> Any:
    entry = person("entry_date", day).astype("datetime64[D]")
    month = entry.astype("datetime64[M]")
    five_years_on = (month + 60).astype("datetime64[D]") + (entry - month.astype("datetime64[D]"))  # 29 February: 1 March
    soon = person("helped_other_enter_on", day).astype("datetime64[D]") <= five_years_on
    return person("helped_other_enter_unlawfully", day) * (person("applicant", day) + person("admitted", day) * soon)


@rule
def removable(person: Any, day: Any) -> Any:
    names = ("present_without_admission", "status_violation", "criminal_inadmissible", "criminal_deportable", "fraud", "security", "smuggling")
    return sum(person(f"ground_{name}", day) for name in names) > 0


@rule
def protection_daca(person: Any, day: Any) -> Any:
    barred = person("convictions_felony", day) + person("convictions_significant_misdemeanor", day) + (person("misdemeanor_count", day) >= 3)
    return person("alien", day) * person("daca_current", day) * ~barred


@rule
def protection_tps(person: Any, day: Any) -> Any:
    return person("alien", day) * person("tps_current", day)


@rule
def protection_asylum_refugee(person: Any, day: Any) -> Any:
    return person("alien", day) * person("refugee_or_asylee", day)


@rule
def protection_withholding(person: Any, day: Any) -> Any:
    return person("alien", day) * person("withholding_or_cat_granted", day)


@rule
def shielded_2017(person: Any, day: Any) -> Any:
    return person("protection_daca", day) + person("protection_tps", day) + person("protection_asylum_refugee", day) + person("protection_withholding", day)


@rule
def priority_2017_convicted(person: Any, day: Any) -> Any:
    return person("removable", day) * person("convictions_any_offense", day) * ~person("shielded_2017", day)


@rule
def priority_2017_charged(person: Any, day: Any) -> Any:
    return person("removable", day) * person("charge_unresolved", day) * ~person("shielded_2017", day)


@rule
def priority_2017_final_order(person: Any, day: Any) -> Any:
    return person("removable", day) * person("final_order", day) * ~person("departed_after_order", day) * ~person("shielded_2017", day)


@rule
def consequence_civil_fines(person: Any, day: Any) -> Any:
    return person("alien", day) * person("final_order", day) * ~person("departed_after_order", day)


@rule
def custody_children_flores(person: Any, day: Any) -> Any:
    return person("alien", day) * (person("birth_date", day).astype("datetime64[D]") >= numpy.datetime64("1999-02-23"))


def system(facts: dict[str, Any]) -> Any:
    """Each fact and each rule a variable, with a value for each day."""
    made = TaxBenefitSystem([Person])
    for name, values in facts.items():
        kinds = {"b": bool, "M": date}
        kind: dict[str, Any] = {"value_type": kinds.get(values.dtype.kind, int)}
        if name == "entry_manner":
            kind = {"value_type": Enum, "possible_values": EntryManner, "default_value": EntryManner.admitted}
        made.add_variable(type(name, (Variable,), {"entity": Person, "definition_period": DateUnit.DAY, "label": name, **kind}))
    for name, formula in RULES.items():
        made.add_variable(type(name, (Variable,), {"entity": Person, "definition_period": DateUnit.DAY, "label": name, "value_type": bool, "formula": formula}))
    return made


def main() -> None:
    facts = dict(numpy.load(sys.argv[1]))
    count = len(facts["us_citizen"])
    facts["entry_manner"] = EntryManner.encode(facts["entry_manner"])
    rules = system({name: numpy.asarray(values) for name, values in facts.items()})
    found: dict[str, Any] = {}
    for line in sys.stdin:
        what, _, rest = line.strip().partition(" ")
        if what == "save":
            numpy.savez(rest, **{name: numpy.asarray(values, dtype=bool) for name, values in found.items()})  # type: ignore[arg-type,unused-ignore]
            print("{}", flush=True)
            continue
        wall, cores = perf_counter(), process_time()
        simulation = SimulationBuilder().build_default_simulation(rules, count)
        for name, values in facts.items():
            simulation.set_input(name, DAY, values)
        wall_in, cores_in = perf_counter(), process_time()
        found = {name: simulation.calculate(name, DAY) for name in RULES}
        wall_end, cores_end = perf_counter(), process_time()
        print(json.dumps({"wall": wall_end - wall, "cores": cores_end - cores, "wall_rules": wall_end - wall_in, "cores_rules": cores_end - cores_in}), flush=True)


if __name__ == "__main__":
    main()
