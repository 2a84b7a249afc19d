// Terms explain themselves on hover and focus too. The box stays while the pointer or the focus is on the word or in
// the box, and Escape sends it away (WCAG 1.4.13). Without this file a press on the word opens it.

const OPEN_AFTER_MS = 150;
const CLOSE_AFTER_MS = 250; // time to get from the word to its box
const GAP_PX = 6;

let waiting = 0;

const wordAt = (target) => target.closest?.("button.term");
const boxOf = (word) => document.getElementById(word.getAttribute("popovertarget"));
const openBox = () => document.querySelector(".explained:popover-open");
const wordOf = (box) => document.querySelector(`button.term[popovertarget="${CSS.escape(box.id)}"]`);

function show(word) {
  const box = boxOf(word);
  if (!box || box.matches(":popover-open")) return;
  box.showPopover();
  place(box, word);
}

/** Below the word where there is room, else above it; never beyond the window. */
function place(box, word) {
  const at = word.getClientRects()[0];
  const left = Math.max(GAP_PX, Math.min(at.left, innerWidth - box.offsetWidth - GAP_PX));
  const below = at.bottom + GAP_PX;
  const fits = below + box.offsetHeight <= innerHeight;
  Object.assign(box.style, { inset: "auto", left: `${left}px`, top: `${fits ? below : at.top - GAP_PX - box.offsetHeight}px` });
}

function later(act, after) {
  clearTimeout(waiting);
  waiting = setTimeout(act, after);
}

function closeUnlessHeld() {
  const box = openBox();
  if (!box) return;
  const word = wordOf(box);
  const isHeld = (node) => node?.matches(":hover") || node?.contains(document.activeElement);
  if (!isHeld(box) && !isHeld(word)) box.hidePopover();
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  const word = wordAt(event.target);
  if (word) later(() => show(word), OPEN_AFTER_MS);
  else if (openBox()) later(closeUnlessHeld, CLOSE_AFTER_MS);
  else clearTimeout(waiting);
});
document.addEventListener("focusin", (event) => {
  const word = wordAt(event.target);
  if (word?.matches(":focus-visible")) show(word);
});
document.addEventListener("focusout", () => later(closeUnlessHeld, CLOSE_AFTER_MS));
document.addEventListener("click", (event) => {
  const word = wordAt(event.target);
  if (!word) return;
  event.preventDefault(); // a press keeps it open where hover opened it already
  show(word);
});
addEventListener("scroll", () => openBox()?.hidePopover(), { passive: true });
