// Keys of the process runner: numbers choose an outcome, s starts the process inside, Esc goes back to the call.
// Single-key shortcuts can be switched off (data-keys="off" on <html>); Esc is none of them and stays.

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
  if (!named && call) {
    for (const link of document.querySelectorAll("[data-back]")) link.href = call;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key !== "Escape" && root.dataset.keys === "off") return;
  const link = linkFor(event.key);
  if (!link || event.repeat) return;
  event.preventDefault();
  link.click();
});

rememberCall();
