// A problem: the provisions an interview is about, on one day, as formulas over the facts that can be asked; as interview/problem.py.

const isAboutGiven = (formula) => [...atoms(formula)].some((atom) => atom.kind === GIVEN);

class Problem {
  /** asking: the questions by fact, as in the part `asking` of the rulebook; names: the provisions; on: an ordinal. */
  constructor(book, asking, names, on) {
    const { library } = book;
    const { facts, rules } = { facts: library.vocabulary.facts, rules: library.theory.constraints };
    const frame = book.frame(on);
    const forms = new Formulas(frame.forms);
    const days = facts.filter((fact) => fact.offRamp && fact.isOrdered);
    const declared = Object.fromEntries(facts.map((fact) => [fact.name, { type: fact.type, values: fact.values, off_ramp: fact.offRamp, open: fact.open, days_since: fact.daysSince, bounds: fact.bounds }]));
    const vocabulary = (this.vocabulary = new Vocabulary({ ...declared, ...Object.fromEntries(days.map((fact) => [fact.name + THERE, { type: "bool" }])) }));
    const there = new Map(days.map((fact) => [fact.number, vocabulary.number(fact.name + THERE)]));
    this._there = there;
    this.on = on;
    const isQuestion = ({ name }) => !name.startsWith(READING) && !name.startsWith(DAY) && name !== "on" && asking[name].asked;
    this.questions = new Map(facts.filter(isQuestion).map((fact) => [fact.name, asking[fact.name]]));
    const fixed = new Map([[vocabulary.number("on"), [on, on]]]);
    for (const name of Object.keys(library.readings)) fixed.set(vocabulary.number(READING + name), false);
    for (const fact of facts) {
      if (!fact.offRamp || this.questions.has(fact.name)) continue;
      fixed.set(there.get(fact.number) ?? fact.number, fact.type === "set" ? new Members(new Set(), new Set(), true) : false);
    }
    const one = (atom) => (atom.kind === GIVEN && there.has(atom.fact) ? forms.flag(there.get(atom.fact)) : atom);
    const theory = new Theory(vocabulary, rules.map((constraint) => ({ ...constraint, formula: forms.replaceAtoms(constraint.formula, one) })));
    const known = new Knowledge(vocabulary, forms, arrayOf(vocabulary, fixed), new Set());
    const memo = new Map();
    this.outcomes = new Map(
      names.map((name) => [name, new Map([...frame.core(name)].map(([outcome, formula]) => [outcome, residual(forms.replaceAtoms(formula, one), known, memo)]))]),
    );
    [this.theory, this.forms, this.fixed] = [theory, forms, fixed];
    this.form = theory.form(on, () => [...this.outcomes.values()].flatMap((its) => [...its.values()]));
    this.start = new State(this);
    const start = this.start.known;
    const settled = new Knowledge(vocabulary, forms, start.values.map((value, fact) => (start.isSettled(fact) ? value : undefined)), new Set());
    const constraints = new Set(theory.constraints.map(({ formula }) => (isAboutGiven(formula) ? formula : residual(formula, settled))));
    constraints.delete(TRUE);
    const common = new Map([...this.questions].map(([name, question]) => [vocabulary.number(name), question.common]));
    this.board = new Board(vocabulary, [...this.outcomes.values()].map((its) => [...its.values()]), [...constraints], start, common, on);
  }

  /** The number of a fact and, for an off-ramp day, of whether it is there at all. */
  numbersOf(fact) {
    const number = this.vocabulary.number(fact);
    const there = this._there.get(number);
    return there === undefined ? [number] : [number, there];
  }
}
