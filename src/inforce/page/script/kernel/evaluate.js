// Three-valued evaluation and residuals; the third value is undefined, "not settled by truth tables"; as kernel/evaluate.py.

/** Evaluate by the strong Kleene tables; `memo` (a Map) keeps what formulas share. */
function evaluate(formula, known, memo = null) {
  if (formula.isAtom) return known.truth(formula);
  if (formula.kind === NOT) {
    const inner = evaluate(formula.part, known, memo);
    return inner === undefined ? undefined : !inner;
  }
  if (formula.kind === CONSTANT) return formula.value;
  if (memo !== null && memo.has(formula)) return memo.get(formula);
  const absorbing = formula.kind === OR;
  let truth = !absorbing;
  for (const part of formula.parts) {
    const found = evaluate(part, known, memo);
    if (found === absorbing) {
      truth = absorbing;
      break;
    }
    if (found === undefined) truth = undefined;
  }
  if (memo !== null) memo.set(formula, truth);
  return truth;
}

/** The formula that is left after filling in what is known. */
function residual(formula, known, memo = new Map()) {
  if (formula.kind === CONSTANT) return formula;
  let done = memo.get(formula);
  if (done !== undefined) return done;
  if (formula.isAtom) {
    const truth = known.truth(formula);
    done = truth === undefined ? known.fold(formula) : constant(truth);
  } else if (formula.kind === NOT) {
    done = negate(residual(formula.part, known, memo));
  } else {
    const zero = formula.kind === AND ? FALSE : TRUE;
    const parts = [];
    let same = true;
    for (const part of formula.parts) {
      const left = residual(part, known, memo);
      if (left === zero) {
        done = zero;
        break;
      }
      same = same && left === part;
      parts.push(left);
    }
    if (done === undefined) {
      if (same) done = formula;
      else done = zero === FALSE ? known.forms.conjoin(parts) : known.forms.disjoin(parts);
    }
  }
  memo.set(formula, done);
  return done;
}
