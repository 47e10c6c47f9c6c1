// An interview about one day: what to ask next, after some answers; as interview/once.py. Nothing of it is kept but what the last answers came to.

class Interview {
  /** asking: the part `asking` of the rulebook's `questions`; names: the provisions it is about. */
  constructor(book, asking, on, names = book.order) {
    this.book = book;
    this.problem = new Problem(book, asking, names, book.day(on));
    this._last = null;
    this._path = []; // the answers of the last call, each with the state it came to
  }

  _opening() {
    const { board, start } = this.problem;
    board.opening ??= new Chooser(start);
    return board.opening;
  }

  /**
   * The fact to ask next; null when no answer could change anything. `answers`: pairs of a fact and its answer as in a case, null where it
   * was left open, false for a day that is not there; an answer that does not fit those before it is passed over. May throw TooHard.
   */
  next(answers) {
    let state = this.problem.start;
    answers.forEach(([fact, raw], place) => {
      const key = JSON.stringify([fact, raw]);
      if (this._path[place]?.key !== key) {
        if (this.problem.questions.has(fact)) state = raw === null ? state.decline(fact) : state.learn(fact, this._read(fact, raw)) ?? state;
        this._path.splice(place, Infinity, { key, state });
      }
      ({ state } = this._path[place]);
    });
    if (state === this.problem.start) return this._opening().choose();
    const key = JSON.stringify(answers.slice(0, -1));
    const before = this._last !== null && this._last.key === key ? this._last.chooser : this._opening();
    const chooser = new Chooser(state, before);
    this._last = { key: JSON.stringify(answers), chooser };
    return chooser.choose();
  }

  _read(fact, raw) {
    const declared = this.problem.vocabulary.named(fact);
    return raw === false && declared.offRamp && declared.isOrdered ? undefined : declared.read(raw);
  }
}
