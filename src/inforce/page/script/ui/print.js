// The button that prints the sheet; without a script the browser's own menu does.
const printer = document.getElementById("print");
printer.hidden = false;
printer.addEventListener("click", () => window.print());
