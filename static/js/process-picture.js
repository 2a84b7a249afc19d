// The size of the picture, without loading the page again: by its links, and by + and -.

const drawing = document.querySelector(".drawing");
const links = [...document.querySelectorAll("[data-size]")];
const steps = links.map((link) => link.dataset.size);

function show(size) {
  const isWhole = size === "whole";
  const part = Number(size) / 100;
  drawing.setAttribute("width", isWhole ? "100%" : Math.round(drawing.dataset.width * part));
  if (isWhole) drawing.removeAttribute("height");
  else drawing.setAttribute("height", Math.round(drawing.dataset.height * part));
  for (const link of links) {
    if (link.dataset.size === size) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function shown() {
  return steps.indexOf(links.find((link) => link.hasAttribute("aria-current"))?.dataset.size ?? "100");
}

for (const link of links) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link.dataset.size);
  });
}

document.addEventListener("keydown", (event) => {
  const by = { "+": 1, "-": -1 }[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.documentElement.dataset.keys === "off" || event.target.matches?.("input, textarea, select")) return;
  const size = steps[shown() + by];
  if (!size) return;
  event.preventDefault();
  show(size);
});

// The step that the agent came from is brought into view, else the first: it may stand far to the right.
const here = document.querySelector(".drawing__step--here") ?? document.querySelector(".drawing__step");
if (here) {
  const frame = drawing.parentElement;
  const [box, around] = [here.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollTo(box.x - around.x - (around.width - box.width) / 2, box.y - around.y - (around.height - box.height) / 2);
}
