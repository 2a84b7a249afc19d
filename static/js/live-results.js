// Results as the agent types: asked for at once, one request in flight, and after it only the newest words.
// A request given up would still be worked on by the server, before the one that is wanted.
import { fragment, post } from "./ask-server.js";

const KEPT = "call.words"; // in this tab only
const KEPT_LINES = "call.lines";
const LONGEST_KEPT = 240; // letters
const ANNOUNCE_AFTER_MS = 500; // a screen reader hears the count when typing pauses
const LONGEST_MS = 8000; // then something is wrong, and the next words are asked for anyway

const box = document.getElementById("q");
const list = document.getElementById("results");
const allLines = document.getElementById("all-lines"); // null for who works in every line
const summary = document.getElementById("results-summary");

let waiting = null; // what is asked for when the request in flight has landed
let landed = null; // resolves when the newest results show; null while nothing is asked
let announcing = 0;

/**
 * Search for what stands in the box; `literal` as typed, without mending. Resolves when results show.
 * `unattended`: because something changed on the server, not because somebody typed.
 */
export function searchNow({ literal = false, typing = true, unattended = false } = {}) {
  keep();
  waiting = { words: box.value, literal, typing, unattended };
  landed ??= askForNewest();
  return landed;
}

/** Keep what was typed for this tab; what was pasted, a customer's letter say, is kept nowhere. */
function keep() {
  if (box.value.length <= LONGEST_KEPT) sessionStorage.setItem(KEPT, box.value);
  else sessionStorage.removeItem(KEPT);
}

async function askForNewest() {
  try {
    while (waiting) {
      const asked = waiting;
      waiting = null;
      await load(asked);
    }
  } finally {
    landed = null; // in the same breath as the loop ends: nothing can be left waiting
  }
}

async function load({ words, literal, typing, unattended }) {
  const fields = { q: words, ...(literal && { literal: 1 }), ...(typing && { typing: 1 }), ...(allLines?.checked && { all: 1 }) };
  const how = { signal: AbortSignal.timeout(LONGEST_MS), unattended };
  const html = await post("/results", fields, how)
    .then((response) => response && (response.ok ? response.text() : undefined))
    .catch(() => undefined);
  if (html === null) return; // signed out: the page leaves
  if (waiting && !waiting.words.startsWith(words)) return; // no longer what is being typed
  if (html === undefined) return say("The search did not answer. Press Enter to try again.");
  replace(html);
  say(list.firstElementChild.dataset.summary);
  markOpen();
}

/** Show new results; who had already gone to one of them stays there. */
function replace(html) {
  const held = list.contains(document.activeElement) ? document.activeElement.textContent : null;
  list.replaceChildren(fragment(html));
  if (held === null) return;
  const links = resultLinks();
  (links.find((link) => link.textContent === held) ?? links[0] ?? box).focus();
}

function say(words) {
  clearTimeout(announcing);
  announcing = setTimeout(() => (summary.textContent = words), ANNOUNCE_AFTER_MS);
}

/** Resolve when the results of the last search show. */
export const resultsShown = () => landed ?? Promise.resolve();

/** The links of the results, best first. */
export const resultLinks = () => [...list.querySelectorAll(".result__title")];

/** Mark the result whose answer is open. */
export function markOpen() {
  const open = document.getElementById("answer")?.dataset.address;
  for (const link of resultLinks()) {
    if (open && link.dataset.answer === open) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** Search in all lines of business, or in the agent's own. */
export function searchEverywhere(everywhere = !allLines?.checked) {
  if (!allLines) return undefined;
  allLines.checked = everywhere;
  sessionStorage.setItem(KEPT_LINES, everywhere ? "all" : "mine");
  return searchNow({ typing: false });
}

/** Empty the box and the list for a new call. */
export function forget() {
  box.value = "";
  if (allLines) allLines.checked = false;
  sessionStorage.removeItem(KEPT_LINES);
  return searchNow();
}

/** Listen to the box, and bring back this tab's search after a visit elsewhere. */
export function start() {
  box.addEventListener("input", (event) => event.isComposing || searchNow());
  box.addEventListener("compositionend", () => searchNow());
  box.addEventListener("change", note);
  list.addEventListener("click", (event) => {
    const link = event.target.closest("[data-literal], [data-everywhere]");
    if (!link) return;
    event.preventDefault();
    if (link.matches("[data-literal]")) searchNow({ literal: true, typing: false });
    else searchEverywhere(true);
  });
  allLines?.addEventListener("change", () => searchEverywhere(allLines.checked));
  if (allLines && sessionStorage.getItem(KEPT_LINES) === "all") allLines.checked = true;
  if (box.value) keep();
  else restore();
}

/** Let the server note a finished question, in masked words: while it is typed it notes nothing. */
function note() {
  if (box.value.trim()) post("/results", { q: box.value }).catch(() => undefined);
}

function restore() {
  box.value = sessionStorage.getItem(KEPT) ?? "";
  if (!box.value) return;
  searchNow();
  if (document.activeElement === box) box.select();
}
