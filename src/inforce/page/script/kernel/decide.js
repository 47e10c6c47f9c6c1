// The exact decision: is there a person, allowed by the constraints, for whom a formula holds? As kernel/decide.py.

const CAP = 20000; // the number of branches after which a decision is given up as `too-hard`
const NO_CONSTRAINTS = new Map();

/** How many more branches a decision may take. */
class Budget {
  constructor(branches = CAP) {
    this.left = branches;
  }

  spend() {
    this.left -= 1;
    if (this.left < 0) throw new TooHard();
  }
}

function isLiteral(formula) {
  return formula.isAtom || (formula.kind === NOT && formula.part.isAtom);
}

/** The parts of a conjunction, or the formula alone. */
function conjuncts(formula) {
  return formula.kind === AND ? formula.parts : [formula];
}

/** Narrow the knowledge so that a literal holds; null where it cannot. */
function assume(literal, known) {
  return literal.kind === NOT ? known.assume(literal.part, false) : known.assume(literal, true);
}

/**
 * Narrow the knowledge until the formula holds; null where nobody allowed by it can make the formula hold.
 * `constraints`: by fact; each comes in when one of its facts is settled on the way.
 */
function find(formula, known, constraints = NO_CONSTRAINTS, budget = new Budget()) {
  return search(formula, known, constraints, new Set(), budget);
}

function search(formula, known, constraints, included, budget) {
  for (;;) {
    formula = residual(formula, known);
    if (formula === TRUE) return known;
    if (formula === FALSE) return null;
    const literals = conjuncts(formula).filter(isLiteral);
    if (!literals.length) break;
    for (const literal of literals) {
      known = assume(literal, known);
      if (known === null) return null;
    }
    if (constraints.size) [formula, included] = include(formula, literals, constraints, included, known.forms);
  }
  const branch = choose(formula);
  budget.spend();
  for (const literal of [branch, negate(branch)]) {
    const narrower = assume(literal, known);
    if (narrower === null) continue;
    const [more, withIt] = include(formula, [literal], constraints, included, known.forms);
    const found = search(more, narrower, constraints, withIt, budget);
    if (found !== null) return found;
  }
  return null;
}

/** The formula with the constraints about the facts just settled. */
function include(formula, settled, constraints, included, forms) {
  const fresh = new Set();
  for (const literal of settled) {
    for (const fact of literal.facts) for (const constraint of constraints.get(fact) ?? []) if (!included.has(constraint)) fresh.add(constraint);
  }
  return fresh.size ? [forms.conjoin([formula, ...fresh]), new Set([...included, ...fresh])] : [formula, included];
}

/** Take every literal that the constraints force, starting from facts just settled; null where they cannot all hold. */
function propagate(known, constraints, settled) {
  const waiting = new Set();
  const wait = (facts) => {
    for (const fact of facts) for (const constraint of constraints.get(fact) ?? []) waiting.add(constraint);
  };
  wait(settled);
  for (const constraint of waiting) {
    waiting.delete(constraint); // one that is added again is come to again
    const rest = residual(constraint, known);
    if (rest === FALSE) return null;
    for (const literal of conjuncts(rest)) {
      if (!isLiteral(literal)) continue;
      const narrower = assume(literal, known);
      if (narrower === null) return null;
      if (narrower !== known) {
        known = narrower;
        wait(literal.facts);
      }
    }
  }
  return known;
}

/** The literal to try first: the first one of the shortest disjunction, as it stands there. */
function choose(formula) {
  const length = (part) => (part.parts !== null ? part.parts.length : 99);
  let node = conjuncts(formula).reduce((best, part) => (length(part) < length(best) ? part : best));
  let turned = false;
  while (!node.isAtom) {
    if (node.kind === NOT) [node, turned] = [node.part, !turned];
    else node = node.parts[0];
  }
  return turned ? negate(node) : node;
}
