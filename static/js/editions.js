// Writing an edition: a chosen file fills the text, so that it can be corrected and is not lost; a line's number leads to it.

const text = document.getElementById("text");

document.querySelector("[data-fills]")?.addEventListener("change", async (event) => {
  const file = event.target.files[0];
  if (!file || !text || file.name.endsWith(".xml")) return; // a published document keeps its bytes
  const words = await file.text();
  if (words.includes("\uFFFD") || words.includes("\0")) return; // no text: the server says what is wrong with it
  text.value = words;
  event.target.value = "";
  text.focus();
  text.setSelectionRange(0, 0);
});

for (const place of text ? document.querySelectorAll("[data-line]") : []) {
  const link = document.createElement("button");
  link.type = "button";
  link.className = "line-link";
  link.textContent = place.textContent;
  link.dataset.line = place.dataset.line;
  place.replaceWith(link);
}

document.addEventListener("click", (event) => {
  const line = Number(event.target.closest?.("button[data-line]")?.dataset.line);
  if (line) show(line);
});

/** Put the cursor on a line of the text and bring it into view. */
function show(line) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  const height = parseFloat(getComputedStyle(text).lineHeight);
  text.scrollTop = Math.max(0, (line - 6) * height);
}
