// Keys of the process runner: numbers choose an outcome, s starts the process inside, b shows the law behind the
// step, o the old words of a step whose rule changed, m the whole process, Esc goes back to the call.
// Single-key shortcuts can be switched off (data-keys="off" on <html>); Esc is none of them and stays.
import { forget, remember } from "./process-left.js";

const BACK = "process-back";
const root = document.documentElement;

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]") !== null;
}

function linkFor(key) {
  return document.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

// The page that the process was started from is remembered for this tab, so that Esc finds the search as it was.
function rememberCall() {
  const from = document.referrer ? new URL(document.referrer) : null;
  if (from && from.origin === location.origin && !from.pathname.startsWith("/p/")) {
    sessionStorage.setItem(BACK, from.pathname + from.search + from.hash);
  }
  const named = new URLSearchParams(location.search).has("back");
  const call = sessionStorage.getItem(BACK);
  for (const link of document.querySelectorAll("[data-back]")) link.href = !named && call ? call : link.dataset.back;
}

// Where the run stands is remembered too, so that looking something up leads back into it; its end is forgotten.
function rememberRun() {
  const run = document.querySelector("[data-run]");
  if (run) remember(location.pathname + location.search, run.dataset.run);
  if (document.querySelector("[data-run-ended]")) forget();
}

/** Open or close all the law behind the step. */
function showBasis(first) {
  const open = !first.parentElement.open;
  for (const part of document.querySelectorAll("details.basis")) part.open = open;
  first.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key !== "Escape" && root.dataset.keys === "off") return;
  const link = linkFor(event.key);
  if (!link || event.repeat) return;
  event.preventDefault();
  if (link.matches(".basis > summary")) showBasis(link);
  else link.click();
});

rememberCall();
rememberRun();
