// Errors: what is wrong in the user's words, where in the data, and a code for machines; as kernel/error.py.

class InforceError extends Error {
  constructor(code, message, { where = null, help = null } = {}) {
    super(message);
    this.name = "InforceError";
    this.code = code;
    this.where = where;
    this.help = help;
  }

  /** The same error at a place, unless it already has one. */
  at(where) {
    if (this.where === null) this.where = where;
    return this;
  }
}

/** The exact decision would take more work than the cap allows; never a `depends`. */
class TooHard extends InforceError {
  constructor() {
    super("too-hard", "the exact decision takes too much work", { help: "give more facts, or simplify the formula" });
  }
}

/** What was said of some facts cannot all be so; `facts` names a smallest set of them in conflict. */
class Contradiction extends InforceError {
  constructor(facts, says) {
    const names = facts.map((fact) => "`" + fact + "`").join(", ");
    super("contradiction", facts.length > 1 ? `the facts ${names} are in conflict` : `fact ${names} is impossible on the day asked about`, { help: says });
    this.facts = facts;
  }
}

/** Several errors found in one pass. */
class ErrorGroup extends InforceError {
  constructor(errors) {
    super("invalid", `${errors.length} errors`);
    this.errors = errors;
  }
}
