// Which fact to ask next; null where no answer could change anything. The interview is made anew for another day.
const asking = { day: null, interview: null };

function interviewNow() {
  const day = askedDay();
  if (asking.day !== day) Object.assign(asking, { day, interview: new Inforce.Interview(rulebook, held.asking.questions, day) });
  return asking.interview;
}

/** The interview holds the answers of its last question: forget it with them. */
function forgetInterview() {
  Object.assign(asking, { day: null, interview: null });
}

function nextFact() {
  const answers = [...model.answers].filter(([name]) => name !== "on").map(([name, answer]) => [name, answer.value]);
  return interviewNow().next(answers);
}
