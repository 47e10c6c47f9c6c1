// The two sheets. The person's is the same for everybody and knows no answer. The lawyer's holds the answers, and asks first.
function personScreen() {
  const sheet = document.getElementById(`sheet-${model.lang}`).content.cloneNode(true);
  sheet.querySelector("h1").replaceWith(h("h2", { class: "title" }, sheet.querySelector("h1").textContent));
  return [
    h("div", { class: "paperless" }, h("h1", { id: "head", tabindex: "-1" }, say("A sheet to take along")),
      h("p", {}, say("It is the same for everybody. Nothing of your answers is on it.")),
      h("div", { class: "row" }, button(say("Print the sheet"), () => window.print(), "main"), button(say("Back to the result"), () => show("result")))),
    sheet,
  ];
}

function gateScreen() {
  return [
    h("h1", { id: "head", tabindex: "-1" }, say("A sheet for the lawyer")),
    h("p", { class: "lead" }, say("This sheet holds your answers and which rules they meet.")),
    h("div", { class: "note warn" },
      h("p", {}, say("A paper with answers on it can be read by anyone who finds it, and can be used as evidence.")),
      h("p", {}, say("What is told to a lawyer for advice is confidential. Notes kept by people who are not lawyers may not be privileged: a court may order that they be shown.")),
      h("p", {}, say("The sheet bears no name. It is marked \"keep with your lawyer\"."))),
    h("div", { class: "row" }, button(say("Show the lawyer's sheet"), () => show("lawyer")), button(say("Back to the result"), () => show("result"), "main")),
  ];
}

function lawyerScreen() {
  const place = h("div", { id: "rows" });
  const print = button(say("Print the lawyer's sheet"), () => window.print(), "", { disabled: true });
  fillLawyerSheet(place, print);
  return [
    h("div", { class: "paperless" }, h("div", { class: "row" }, print, button(say("Back to the result"), () => show("result")))),
    h("article", { class: "sheet lawyer" },
      h("p", { class: "keep" }, say("Keep with your lawyer")),
      h("h1", { id: "head", tabindex: "-1" }, say("Answers and rules, for {day}", { day: sayDay(askedDay()) })),
      h("p", {}, h("b", {}, noticeWords())),
      h("p", { class: "small" }, say("Notes kept by people who are not lawyers may not be privileged."), " ", say("Rulebook {version}.", { version: book.version }), " ", say("Checked through {latest} at the latest; each rule through a day of its own.", { latest: sayDay(book.latest) })),
      pastHorizon(),
      h("h2", {}, say("Answers")),
      h("ul", { class: "two" }, [...model.answers.keys()].map((name) => h("li", {}, h("b", {}, capital(labelWords(name))), `: ${answerWords(name)}`))),
      place),
  ];
}

async function fillLawyerSheet(place, print) {
  const turn = ++turns;
  const meter = h("progress", { max: 100, value: 0, "aria-label": say("Working it out…") });
  const line = h("div", { class: "progress", role: "status" }, h("p", {}, say("Working it out…")), meter);
  place.append(line);
  await rest();
  await rest();
  const outcomes = await outcomesNow(() => {});
  const open = new Set();
  const ids = book.order.filter((id) => outcomes[id] !== undefined && outcomes[id] !== "no");
  const sections = new Map(GROUPS.map(([key]) => [key, []]));
  for (const [index, id] of ids.entries()) {
    await rest();
    if (turn !== turns) return;
    meter.value = (100 * index) / ids.length;
    const found = determinationOf(id, true);
    found.depends_on.forEach((name) => open.add(name));
    sections.get(groupOf(id, found.outcome)).push(lawyerRow(id, found));
  }
  if (turn !== turns) return;
  line.remove();
  for (const [key, title] of GROUPS) if (sections.get(key).length) place.append(h("h2", {}, say(title)), h("ul", { class: "rows" }, sections.get(key)));
  place.append(h("h2", {}, say("Open facts")), open.size ? h("p", {}, [...open].map((name) => labelWords(name)).join("; ")) : h("p", {}, say("None.")));
  place.append(h("p", { class: "small" }, say("Rules that the answers do not meet are left out: {count}.", { count: book.order.filter((id) => outcomes[id] === "no").length })));
  print.disabled = false;
}

function lawyerRow(id, found) {
  const words = [`${capital(titleWords(id))}: `, h("b", {}, say(OUTCOMES[found.outcome])), "."];
  if (found.because.length) words.push(" ", say("Because of: {list}.", { list: found.because.map(({ fact }) => labelWords(fact)).join("; ") }));
  if (found.exempted_by.length) words.push(" ", say("Shields: {list}.", { list: found.exempted_by.map((shield) => titleWords(shield)).join("; ") }));
  if (found.settling.length) words.push(" ", say("Would be settled by: {list}.", { list: found.settling.map((name) => labelWords(name)).join("; ") }));
  for (const reading of found.readings) words.push(" ", say("On the other reading ({reading}): {outcome}.", { reading: readingOf(reading.id).other, outcome: say(OUTCOMES[reading.other_outcome]) }));
  if (found.for.length) words.push(" ", say("Courts that uphold it"), ": ", h("span", { class: "cite", lang: "en" }, found.for.map((one) => one.cite).join("; ")), ".");
  if (found.against.length) words.push(" ", say("Courts against it"), ": ", h("span", { class: "cite", lang: "en" }, found.against.map((one) => one.cite).join("; ")), ".");
  for (const review of found.pending) words.push(" ", say("Under review"), ": ", reviewWords(review), ".");
  for (const { act, date } of found.reported) words.push(" ", say("Reported, seen in no source, and not counted"), `: ${actTitle(act)} (${sayDay(date)}).`);
  return h("li", {}, words, h("br"), h("span", { class: "cite", lang: "en" }, found.authority.join("; ")));
}
