// Answers: one of several outcomes, exactly one of which holds for every person, decided over all ways of filling in the unknown
// facts; as kernel/answer.py. Outcomes are a Map from each outcome to its formula.

/** The residuals of outcomes that are not false. */
function residuals(outcomes, known) {
  const memo = new Map();
  const rest = new Map();
  for (const [name, formula] of outcomes) {
    const left = residual(formula, known, memo);
    if (left !== FALSE) rest.set(name, left);
  }
  return rest;
}

/** The outcomes that some completion gives, in the order of `outcomes`, at most `most` of them. */
function possible(outcomes, situation, most = Infinity) {
  const rest = residuals(outcomes, situation.known);
  for (const [name, left] of rest) if (left === TRUE) return [name];
  if (rest.size === 1) return [...rest.keys()];
  const found = [];
  const names = [...rest.keys()];
  for (const [index, name] of names.entries()) {
    if (!found.length && index === names.length - 1) found.push(name); // one of them must hold, and none of the others can
    else if (situation.find(rest.get(name)) !== null) found.push(name);
    if (found.length === most) break;
  }
  return found;
}

/** The facts that the residuals of the outcomes still mention, in order of first mention. */
function openFacts(outcomes, situation) {
  const found = new Set();
  for (const formula of residuals(outcomes, situation.known).values()) {
    for (const atom of atoms(formula)) {
      for (const fact of atom.right >= 0 ? [atom.fact, atom.right] : [atom.fact]) if (fact >= 0 && !situation.known.isSettled(fact)) found.add(fact);
    }
  }
  return [...found];
}

/** All choices of two elements: in both orders, or in the order given. */
function twos(elements, { ordered }) {
  return elements.flatMap((first, index) => elements.flatMap((second, other) => ((ordered ? other !== index : other > index) ? [[first, second]] : [])));
}

/** Every choice of `size` elements, in order. */
function* choices(elements, size, from = 0) {
  if (size === 0) yield [];
  else for (let index = from; index < elements.length; index++) for (const rest of choices(elements, size - 1, index + 1)) yield [elements[index], ...rest];
}

/** Two completions with different outcomes that differ only in `moved`; the second's facts are second copies. */
function twoPeople(outcomes, situation, moved, extra = TRUE) {
  const { forms, vocabulary } = situation.known;
  const names = copies(moved, vocabulary);
  const known = situation.known.withSecondCopy(moved);
  for (const [first, second] of twos([...residuals(outcomes, situation.known).values()], { ordered: extra !== TRUE })) {
    const tied = situation.around(new Set([...first.facts, ...second.facts, ...names.keys()]));
    const both = forms.conjoin([first, forms.rename(second, names), extra, ...tied, ...tied.map((constraint) => forms.rename(constraint, names))]);
    const found = find(both, known);
    if (found !== null) return found;
  }
  return null;
}

/** The two copies of a fact agree, as far as the atoms mentioned can tell. */
function sameCopies(fact, mentioned, { forms, vocabulary }) {
  const other = fact + vocabulary.size;
  const declared = vocabulary.fact(fact);
  if (declared.type === "bool") return forms.equivalent(forms.flag(fact), forms.flag(other));
  if (declared.isOrdered) return forms.conjoin([forms.atMostFact(fact, other), forms.atMostFact(other, fact)]);
  const parts = [];
  for (const atom of mentioned) {
    if (atom.kind === HAS && atom.fact === fact) parts.push(forms.equivalent(atom, forms.has(other, atom.value)));
    else if (atom.kind === IN && atom.fact === fact) parts.push(forms.equivalent(atom, forms.oneOf(other, atom.value)));
  }
  return forms.conjoin(parts);
}

/** `Turning.turnsOn` by the branching search, for atoms that have no regions of single facts. */
function turnsOnBySearch(fact, outcomes, situation) {
  if (twoPeople(outcomes, situation, [fact]) !== null) return true;
  const { known } = situation;
  const { forms } = known;
  const tied = situation.around([fact]);
  const others = [...new Set(tied.flatMap((constraint) => [...constraint.facts]))].filter((name) => name !== fact && !known.isSettled(name));
  const rests = [...residuals(outcomes, known).values()];
  const relevant = new Set(rests.flatMap((rest) => [...rest.facts]));
  if (!meets([fact, ...others], relevant)) return false;
  const mentioned = new Set([...tied, ...rests].flatMap((formula) => [...atoms(formula)]));
  const same = new Map(others.map((name) => [name, sameCopies(name, mentioned, known)]));
  const whole = forms.conjoin(tied);
  const moving = (moved) => forms.rename(whole, copies([fact, ...moved], known.vocabulary));
  // moving only `moved` along with the fact is not allowed, or no more than that moved
  const notEnough = (moved) => forms.disjoin([negate(moving(moved)), forms.conjoin(others.filter((name) => !moved.includes(name)).map((name) => same.get(name)))]);
  const budget = new Budget();
  let extra = notEnough([]);
  for (;;) {
    budget.spend();
    const found = twoPeople(outcomes, situation, [fact, ...others], extra);
    if (found === null) return false;
    const moved = others.filter((name) => evaluate(same.get(name), found) !== true);
    const smaller = firstWith(smallerParts(moved), (part) => evaluate(moving(part), found) !== false);
    if (smaller === undefined) return true;
    extra = forms.conjoin([extra, notEnough(smaller)]);
  }
}

/** Every smaller part of some facts, smallest first. */
function* smallerParts(facts) {
  for (let size = 0; size < facts.length; size++) yield* choices(facts, size);
}

/** The first element that passes a test; undefined where none does. */
function firstWith(elements, test) {
  for (const element of elements) if (test(element)) return element;
  return undefined;
}

/** Facts whose known values force the truth of a formula by truth tables; few, not always fewest. */
function justify(formula, known, truth = true) {
  if (formula.kind === NOT) return justify(formula.part, known, !truth);
  if (formula.parts === null) return formula.facts;
  if ((formula.kind === OR) === truth) {
    // one part is enough: the one with the fewest facts
    const able = formula.parts.filter((part) => evaluate(part, known) === truth).map((part) => justify(part, known, truth));
    return able.reduce((best, facts) => (facts.size < best.size ? facts : best));
  }
  return new Set(formula.parts.flatMap((part) => [...justify(part, known, truth)]));
}

/**
 * A subset-minimal set of the facts given that forces the outcome, in the order of the vocabulary.
 * `blank`: the situation of somebody about whom nothing is said; `assumed`: off-ramp facts that were not given, granted.
 */
function because(outcomes, outcome, situation, blank, assumed = NO_FACTS) {
  const { said, known } = situation;
  const isSaid = (knowledge, fact) => knowledge.values[fact] !== undefined;
  const granted = new Map([...assumed].filter((fact) => isSaid(known, fact)).map((fact) => [fact, known.values[fact]]));
  const usable = said.vocabulary.facts.map((fact) => fact.number).filter((fact) => isSaid(said, fact) && !granted.has(fact) && !isSaid(blank.said, fact));
  const formula = outcomes.get(outcome);
  const forces = (facts) => {
    const further = new Map([...granted, ...facts.map((fact) => [fact, said.values[fact]])]);
    const given = new Set([...further.keys()].filter((fact) => said.given.has(fact)));
    const told = blank.known.also(further, given);
    if (evaluate(formula, told) === true) return true;
    const others = residual(known.forms.disjoin([...outcomes].filter(([name]) => name !== outcome).map(([, other]) => other)), told);
    return others === FALSE || blank.find(others, further, told.given) === null;
  };
  let kept = usable;
  if (evaluate(formula, known) === true) {
    const few = justify(formula, known);
    kept = usable.filter((fact) => few.has(fact));
    const all = [...few].every((fact) => kept.includes(fact) || granted.has(fact) || isSaid(blank.said, fact));
    if (!all && !forces(kept)) kept = usable;
  }
  for (const fact of kept) {
    const fewer = kept.filter((other) => other !== fact);
    if (forces(fewer)) kept = fewer;
  }
  return kept;
}
