// The editor of an answer: what the workshop says of the words as they are typed. One request in flight, and after
// it only the newest words; plainer words are put in by a press. Reasons typed beside findings stay as they are.
import { fragment } from "./ask-server.js";

const form = document.querySelector("[data-editor]");
const place = document.querySelector("[data-looks]");
const said = document.querySelector("[data-look-said]");
const token = document.querySelector('meta[name="csrf-token"]').content;
const PAUSE_MS = 100; // between two letters
const LONGEST_MS = 20000; // the first look loads the language

let timer = 0;
let isAsking = false;
let isStale = false;

if (form && place) {
  form.addEventListener("input", soon);
  place.addEventListener("click", put);
  upgrade(place);
  if (!place.querySelector("[data-summary]")) look();
}

function soon(event) {
  if (event.target.closest("[data-reason]")) return; // no word of the answer: nothing to look for again
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE_MS);
}

async function look() {
  isStale = true;
  if (isAsking) return;
  isAsking = true;
  try {
    while (isStale) {
      isStale = false;
      await load();
    }
  } finally {
    isAsking = false;
  }
}

async function load() {
  const words = new URLSearchParams(new FormData(form));
  words.set("do", "look");
  const how = { method: "POST", headers: { "X-CSRFToken": token }, body: words, signal: AbortSignal.timeout(LONGEST_MS) };
  const html = await fetch(form.action, how)
    .then((response) => (response.ok ? response.text() : undefined))
    .catch(() => undefined);
  if (isStale) return; // newer words are asked for at once
  if (html === undefined) tell("The words could not be checked just now.");
  else show(html);
}

/** Show what was found; folded differences that were open stay open. */
function show(html) {
  const isOpen = place.querySelector("details")?.open;
  const found = fragment(html);
  const folded = found.querySelector("details");
  if (isOpen && folded) folded.open = true;
  upgrade(found);
  tell(found.firstElementChild?.dataset.summary ?? "");
  keepReasons(() => place.replaceChildren(found));
}

/** Replace what is shown; a reason that is being typed goes on where it was. */
function keepReasons(replace) {
  const active = document.activeElement;
  const before = [...place.querySelectorAll("[data-reason]")];
  const at = before.includes(active) ? [active.selectionStart, active.selectionEnd] : null;
  replace();
  for (const text of place.querySelectorAll("[data-reason]")) {
    const old = before.find((one) => one.dataset.reason === text.dataset.reason);
    if (old) text.value = old.value;
    if (old === active && at) {
      text.focus({ preventScroll: true });
      text.setSelectionRange(...at);
    }
  }
}

function tell(words) {
  if (said.textContent !== words) said.textContent = words;
}

/** Make a button of each plainer word. */
function upgrade(root) {
  for (const word of root.querySelectorAll("[data-instead] > [data-with]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet button--small";
    button.dataset.with = word.dataset.with;
    button.textContent = word.textContent;
    word.replaceWith(button);
  }
}

function put(event) {
  const button = event.target.closest("button[data-with]");
  if (!button) return;
  const { words, nth } = button.closest("[data-instead]").dataset;
  const found = findWords(words, Number(nth));
  if (!found) return tell("These words are not there any more.");
  const { text, start } = found;
  const after = button.dataset.with ? 0 : /^\s*/.exec(text.value.slice(start + words.length))[0].length;
  text.focus();
  text.setRangeText(button.dataset.with, start, start + words.length + after, "select");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The `nth` place of the words in what is said, from 0; the first one where marks are between. */
function findWords(words, nth) {
  const places = [];
  for (const text of form.querySelectorAll(".piece--ask_first .piece__text, .piece--say .piece__text")) {
    for (let start = text.value.indexOf(words); start >= 0; start = text.value.indexOf(words, start + words.length)) {
      places.push({ text, start });
    }
  }
  return places[nth] ?? places[0];
}
