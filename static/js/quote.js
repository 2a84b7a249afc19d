// Sign-off: words that are marked in the text go into the box that says what a request is about.
const box = document.querySelector("[data-takes-quote]");
const LONGEST = 300;

document.addEventListener("selectionchange", () => {
  const marked = getSelection();
  const place = marked.anchorNode?.parentElement?.closest("[data-quotable]");
  if (!box || !place || marked.isCollapsed) return;
  const words = marked.toString().replace(/\s+/g, " ").trim();
  if (words && words.length <= LONGEST) box.value = words;
});
