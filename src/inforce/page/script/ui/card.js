// One rule as a card: what it says, and, when opened, why, what shields, where to read it, its acts, and what would settle it.
const VERDICTS = {
  shield: { reached: sentence("Your answers meet this protection."), exempt: sentence("The text fits, and something shields from it.") },
  reach: { reached: sentence("In force, and your answers meet its text.") },
  hold: { suspended: sentence("On hold. Your answers meet its text.") },
  wait: { pending: sentence("Announced, not in force. Your answers meet its text.") },
  open: { depends: sentence("Not settled by your answers.") },
};
const IF_OPERATIVE = {
  reached: sentence("If it came into force, its text would reach."),
  exempt: sentence("If it came into force, a protection would still shield from it."),
  depends: sentence("If it came into force, whether it reaches would turn on facts not given."),
};
const OUTCOMES = {
  reached: sentence("reached"), exempt: sentence("shielded"), suspended: sentence("the text fits; on hold"), pending: sentence("the text fits; announced, not in force"), no: sentence("not reached"), depends: sentence("turns on facts not given"),
};
const STATUSES = { not_yet: sentence("not yet in force"), announced: sentence("announced, not in force"), operative: sentence("in force"), suspended: sentence("on hold"), ended: sentence("ended"), unsettled: sentence("not settled") };
const VERBS = { directs: sentence("directs"), starts: sentence("starts"), limits: sentence("limits"), suspends: sentence("puts on hold"), ends: sentence("ends"), upholds: sentence("upholds"), reviews: sentence("reviews") };
const MODALS = { must: sentence("the text says must"), may: sentence("the text says may"), may_not: sentence("the text says may not") };
const DECIDERS = { judge: sentence("an immigration judge"), officer: sentence("an officer, without a judge"), asylum_officer: sentence("an asylum officer"), none: sentence("nobody hears the case") };
const STAGES = { filed: sentence("filed"), granted: sentence("granted"), argued: sentence("argued") };
const RECENT = 60; // days past its horizon after which the warning about a rule that moves is strong
const pendingCards = [];

/** The warning that the day is past the rule's horizon: gentle for settled law, strong for law that courts and agencies move. */
function horizonPart(id) {
  const rule = ruleOf(id), day = sayDay(rule.horizon);
  const days = Math.round((Date.parse(askedDay()) - Date.parse(rule.horizon)) / 86400000);
  if (days <= 0) return null;
  const why = ruleWords(id).held_back ? " " + ruleWords(id).held_back : "";
  if (rule.volatility === "settled") return h("p", { class: "small" }, say("Checked through {day}. This rule seldom changes.", { day }) + why);
  if (days <= RECENT) return h("p", { class: "small" }, say("Checked through {day}; the day asked about is later.", { day }) + why);
  return h("p", { class: "small warn past" }, say("Checked through {day}, {days} days before the day asked about. Courts and agencies move this rule: look for what is newer.", { day, days }) + why);
}

function card(id, outcome, group) {
  const extra = h("p", { class: "if" });
  const body = h("div", {});
  const fold = h("details", {}, h("summary", {}, say("Why, and where to read it")), body);
  fold.addEventListener("toggle", () => { if (fold.open && !body.hasChildNodes()) fillCard(id, body); });
  if (outcome === "suspended" || outcome === "pending") pendingCards.push([id, outcome, extra]);
  return h("article", { class: `card ${group}`, "data-rule": id, "data-outcome": outcome },
    h("h3", {}, capital(titleWords(id))), h("p", { class: "verdict" }, say(VERDICTS[group][outcome])), extra, h("p", {}, ruleWords(id).says),
    horizonPart(id), fold);
}

function fillIfOperative(id, element) {
  const found = determinationOf(id, false).if_operative;
  if (found in IF_OPERATIVE) element.textContent = say(IF_OPERATIVE[found]);
}

async function fillCard(id, body) {
  const line = h("p", { role: "status" }, say("Working it out…"));
  body.append(line);
  await rest();
  await rest();
  const found = determinationOf(id, true);
  const parts = [...becausePart(found), ...openPart(found), ...shieldPart(id, found), ...readingPart(found), ...powerPart(id, found)];
  line.remove();
  body.append(...parts, ...authorityPart(found, id), ...weightPart(found), ...(await actsPart(id, found)));
}

const part = (title, ...content) => [h("h4", {}, title), ...content.flat().filter(Boolean)];

function becausePart(found) {
  if (found.outcome === "depends") return [];
  const facts = found.because.map(({ fact, value }) => `${capital(labelWords(fact))}: ${valueInWords(fact, value)}`);
  return part(say("Why: the answers that force it"), facts.length ? list(facts) : h("p", {}, say("None of your answers is needed: it is so for everybody on that day.")),
    found.assumed.length ? [h("p", { class: "small" }, say("Counted as not made, because nothing is said of them:")), list(found.assumed.map((name) => capital(labelWords(name))), "small")] : null);
}

function openPart(found) {
  if (found.outcome !== "depends") return [];
  const settling = new Set(found.settling);
  const item = (name) => {
    const papers = documentsOf(name).map((paper) => told(paper.name));
    const answered = model.answers.has(name) ? null : h("button", { type: "button", class: "button quiet", on: { click: () => change(name) } }, say("Answer this"));
    return [h("b", {}, capital(labelWords(name))), papers.length ? [". ", say("Papers: {list}", { list: papers.join("; ") })] : "", isAsked(name) ? [" ", answered] : ""];
  };
  const others = found.depends_on.filter((name) => !settling.has(name));
  return [...part(say("What would settle it"), list(found.settling.map(item))), ...(others.length ? part(say("It can also turn on"), list(others.map(item))) : [])];
}

function shieldPart(id, found) {
  const looked = ruleOf(id).exempt_by || [];
  if (!looked.length) return [];
  const item = (shield) => {
    const holds = found.exempted_by.includes(shield);
    const outcome = holds ? say("shields here") : say(OUTCOMES[shieldOutcome(shield)]);
    const leaves = holds ? ruleWords(shield).leaves : "";
    return [h("b", {}, capital(titleWords(shield))), `: ${outcome}`, leaves ? `. ${leaves}` : ""];
  };
  return part(say("Shields looked at"), list(looked.map(item)));
}

function readingPart(found) {
  if (!found.readings.length) return [];
  return part(say("Where careful readers differ"), found.readings.map((reading) => {
    const differ = readingOf(reading.id);
    return h("div", { class: "reading" }, h("p", {}, say("The point: {point}", { point: differ.point })),
      h("p", {}, say("Read as \"{reading}\": {outcome}.", { reading: differ.default, outcome: say(OUTCOMES[found.outcome]) })),
      h("p", {}, say("Read as \"{reading}\": {outcome}.", { reading: differ.other, outcome: say(OUTCOMES[reading.other_outcome]) })));
  }));
}

function powerPart(id, found) {
  const rule = ruleOf(id), { who, conditions } = ruleWords(id);
  const practice = found.discretion.basis === "practice" ? " (" + say("a practice that no text requires") + ")" : "";
  return [...part(say("Must or may, and who"), h("p", {}, `${say(MODALS[found.discretion.modal])}${practice}: ${who}`)),
    ...(rule.decides ? part(say("Who decides the case"), h("p", {}, say(DECIDERS[rule.decides]))) : []),
    ...(conditions ? part(rule.bearing === "benefit" ? say("How far it goes") : say("A condition on officers"), h("p", {}, conditions)) : [])];
}

const authorityPart = (found) => part(say("Authority"), h("ul", { class: "cite" }, found.authority.map((cite) => h("li", { lang: "en" }, cite))));

/** The courts for and against the rule in that place, what is under review, and what is only reported. */
function weightPart(found) {
  const cites = (lines) => h("ul", { class: "cite" }, lines.map((line) => h("li", { lang: "en" }, line.where ? `${line.cite} (${line.where})` : line.cite)));
  const parts = [];
  if (found.for.length) parts.push(...part(say("Courts that uphold it"), cites(found.for)));
  if (found.against.length) parts.push(...part(say("Courts against it"), cites(found.against)));
  if (found.pending.length) parts.push(...part(say("Under review"), list(found.pending.map(reviewWords), "pending")));
  if (found.reported.length) parts.push(...part(say("Reported, seen in no source, and not counted"), list(found.reported.map(({ act, date }) => `${capital(actTitle(act))} (${sayDay(date)})`), "reported")));
  return parts;
}

/** What an act did; to another act, that is named. */
function deedWords({ verb, target }) {
  return target.startsWith("act/") ? `${say(VERBS[verb])}: ${actTitle(target.slice(4))}` : say(VERBS[verb]);
}

async function actsPart(id, found) {
  const standing = standingOf(id);
  const rows = standing.acts.map((act) => h("li", {}, `${sayDay(act.date)}: ${actTitle(act.act)} (${deedWords(act)}). `, h("span", { class: "cite", lang: "en" }, act.cite)));
  const status = standing.status || "unsettled";
  const turns = standing.depends_on.map((name) => labelWords(name));
  const next = await nextChange(id, found.outcome);
  return [...part(say("Status and the acts that make it so"), h("p", {}, `${capital(say(STATUSES[status]))}. `, say("Checked through {day}.", { day: sayDay(ruleOf(id).horizon) })),
    turns.length ? h("p", {}, say("It turns on {list}.", { list: turns.join("; ") })) : null, rows.length ? h("ul", { class: "days" }, rows) : null),
    ...part(say("The next day on which an act changes it"), h("p", {}, next ? say("{day}: {outcome}", { day: sayDay(next.day), outcome: say(OUTCOMES[next.outcome]) }) : say("No act in this rulebook changes it after {day}.", { day: sayDay(askedDay()) })))];
}

/** The first later day on which an act behind the rule, its parts or its shields gives another outcome for the same facts. */
async function nextChange(id, outcome) {
  for (const day of turningDays(id)) {
    if (day <= askedDay()) continue;
    await rest();
    const then = outcomeOn(id, day);
    if (then !== outcome) return { day, outcome: then };
  }
  return null;
}
