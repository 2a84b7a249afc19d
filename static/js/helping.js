// The editor's panel "Help with writing": the law's facts when it is opened, and keys to accept and reject.
// Whatever it does a button does too: without this script each press loads the page again.
import { fragment } from "./ask-server.js";

const form = document.querySelector("[data-editor]");
const panel = document.querySelector("[data-helping]");
const place = document.querySelector("[data-help]");
const token = document.querySelector('meta[name="csrf-token"]').content;
const LONGEST_MS = 20000; // the first one loads the language
const KEYS = new Set(["a", "x"]); // R is for a caller at risk, on every page

let isAsking = false;

panel?.addEventListener("toggle", () => {
  if (panel.open && !place.querySelector("#help-law")) ask("facts", { help: "law" });
});

place?.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=do]");
  const [deed] = button?.value.split(":") ?? [];
  if (deed === "facts") stay(event, () => ask(deed, { help: "law" }));
  else if (deed === "provisions") stay(event, () => ask(deed, { help: "provisions" }));
  else if (deed === "accept" || deed === "reject" || deed === "reopen") stay(event, () => decide(button));
});

place?.addEventListener("keydown", (event) => {
  const part = event.target.closest("[data-part]");
  if (!part || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const other = event.key === "ArrowDown" ? part.nextElementSibling : part.previousElementSibling;
    if (other) stay(event, () => other.focus());
  } else if (KEYS.has(event.key.toLowerCase()) && document.documentElement.dataset.keys !== "off") {
    const button = part.querySelector(`[data-key="${event.key.toLowerCase()}"]`);
    if (button) stay(event, () => decide(button));
  }
});

function stay(event, deed) {
  event.preventDefault();
  deed();
}

/** Decide a suggestion, and go to the next one that waits: below it, else the first. */
async function decide(button) {
  const part = button.closest("[data-part]");
  const below = part.nextElementSibling?.closest(".draft__part--open")?.id;
  const isDone = await ask(button.value);
  if (!isDone) return;
  const next = document.getElementById(below) ?? place.querySelector(".draft__part--open");
  const decided = document.getElementById(part.id);
  (button.value.startsWith("reopen") ? decided : (next ?? place.querySelector("button[value=take]") ?? decided))?.focus();
}

/** Post the form with what was pressed, and show the panel that comes back; one request at a time. */
async function ask(deed, shown = {}) {
  if (isAsking) return false;
  isAsking = true;
  const words = new URLSearchParams(new FormData(form));
  words.set("do", deed);
  words.set("part", "help");
  for (const [name, value] of Object.entries(shown)) if (!words.getAll(name).includes(value)) words.append(name, value);
  const how = { method: "POST", headers: { "X-CSRFToken": token }, body: words, signal: AbortSignal.timeout(LONGEST_MS) };
  const response = await fetch(form.action, how).catch(() => undefined);
  isAsking = false;
  if (!response?.ok) return tell(response?.status);
  show(await response.text());
  return true;
}

function show(html) {
  const found = fragment(html);
  const version = found.querySelector("[data-version]").dataset.version;
  if (version) form.elements.version.value = version;
  place.replaceChildren(found);
}

function tell(status) {
  const line = document.createElement("p");
  line.className = "note note--warning";
  line.setAttribute("role", "alert");
  line.textContent =
    status === 409
      ? "Not done: this text was saved in another window. Press Save to see both."
      : status === 401
        ? "Not done: your session has ended. Press Save: you sign in, and nothing is lost."
        : "That could not be done just now. Your words are still here.";
  place.prepend(line);
  return false;
}
