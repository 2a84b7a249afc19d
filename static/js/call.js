// The call screen's keys: hands stay on the keyboard while the caller talks.
import * as beside from "./beside.js";
import { newCaller } from "./caller.js";
import * as atHand from "./at-hand.js";
import { copy } from "./copy.js";
import * as deadline from "./deadline.js";
import * as eventDate from "./event-date.js";
import * as updates from "./live-updates.js";
import * as results from "./live-results.js";
import * as notices from "./notices.js";
import * as answers from "./open-answer.js";
import * as panes from "./panes.js";
import "./terms.js";

const box = document.getElementById("q");
const list = document.getElementById("results");
const dialog = document.getElementById("keys-dialog");

const KEYS = {
  "/": () => (box.focus(), box.select()),
  1: () => panes.show(1),
  2: () => panes.show(2),
  3: () => panes.show(3),
  a: () => results.searchEverywhere(),
  p: startProcess,
  t: transfer,
  c: () => copy("note"),
  C: () => copy("customer"),
  b: deadline.ask,
  d: eventDate.ask,
  f: atHand.star,
  y: notices.goToNotice,
  n: newCall,
  o: showOldWords,
  w: () => list.querySelector("[data-why]")?.click(),
  "?": () => dialog.showModal(),
};

/** The key that was pressed; with Alt some keyboards print other signs, so the key's place counts. */
function pressed(event) {
  if (!event.altKey) return event.key;
  const letter = event.code.replace(/^(Key|Digit)/, "");
  if (event.code === "Slash") return event.shiftKey ? "?" : "/";
  return event.code === "KeyC" && event.shiftKey ? "C" : letter.toLowerCase();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.isComposing || dialog.open) return;
  if (moves(event)) return event.preventDefault();
  const typing = event.target.matches?.("input, select, textarea");
  const allowed = event.altKey || (!typing && document.documentElement.dataset.keys === "on");
  const act = allowed && KEYS[pressed(event)];
  if (!act) return;
  event.preventDefault();
  act();
}

/** Arrows go between the box and the results. True when the key was one of them. */
function moves(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.altKey) return false;
  const links = results.resultLinks();
  const at = event.target === box ? -1 : links.indexOf(event.target);
  if (at === -1 && (event.target !== box || step === -1)) return false;
  (links[at + step] ?? (at + step < 0 ? box : event.target)).focus();
  return true;
}

function startProcess() {
  const process = document.getElementById("answer")?.dataset.process;
  if (process) location.assign(process);
}

/** Go to whom the open answer says to transfer to, else to the first ones offered, else to the directory. */
function transfer() {
  const inAnswer = document.querySelector("#pane-do .transfer__name");
  if (inAnswer) panes.show(2);
  const first = inAnswer ?? document.querySelector("#results .transfer__name");
  if (first) first.focus();
  else location.assign("/c/");
}

/** Open the words that a change has overtaken, or close them. */
function showOldWords() {
  const held = document.querySelector("#pane-say [data-held]");
  if (!held) return;
  panes.show(1);
  held.open = !held.open;
}

function newCall() {
  newCaller();
  answers.close();
  if (location.pathname !== "/") history.pushState(null, "", "/");
  results.forget();
  box.focus();
}

/**
 * Open the first answer, or the first result where there is no answer: there is something to say first.
 * Where other words were searched than were typed, only go there: the agent says whether they are meant.
 */
async function openFirst() {
  await results.resultsShown();
  const links = results.resultLinks();
  const first = links.find((link) => link.dataset.answer) ?? links[0];
  if (list.querySelector(".results__mended")) first?.focus();
  else first?.click();
}

function onClick(event) {
  const link = event.target.closest("[data-answer]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  answers.open(link.dataset.answer);
}

box.form.addEventListener("submit", (event) => (event.preventDefault(), openFirst()));
list.addEventListener("click", onClick);
document.getElementById("opened").addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-opens]");
  if (button?.dataset.copy) copy(button.dataset.copy);
  if (button?.dataset.opens) document.getElementById(button.dataset.opens).showModal();
});
results.start();
answers.start();
atHand.start();
beside.start();
notices.start();
deadline.start();
eventDate.start();
panes.start();
updates.start();
