// The finder of the rules and of the timeline: a word and a kind; what does not match is hidden, and the number found is said.
function wireFinder() {
  const find = document.getElementById("find");
  const word = document.getElementById("word"), kind = document.getElementById("kind"), found = document.getElementById("found");
  const items = [...document.querySelectorAll("article.rule, article.act")];
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  let texts = null;
  const kindOf = (item) => item.dataset.kind || item.querySelector(".chip").className.split(" ")[1];
  function look() {
    texts = texts || items.map((item) => plain(item.textContent + " " + item.id));
    const wanted = plain(word.value.trim());
    let count = 0;
    items.forEach((item, index) => {
      const fits = (!wanted || texts[index].includes(wanted)) && (!kind.value || kindOf(item) === kind.value);
      item.hidden = !fits;
      if (fits) count += 1;
    });
    for (const section of document.querySelectorAll("main > section")) section.hidden = !section.querySelector("article:not([hidden])") && !!section.querySelector("article");
    found.textContent = wanted || kind.value ? `${count} / ${items.length}` : "";
  }
  word.addEventListener("input", look);
  kind.addEventListener("change", look);
  window.addEventListener("pagehide", () => { word.value = ""; kind.value = ""; });
  window.addEventListener("pageshow", look);
  find.hidden = false;
}
wireFinder();
