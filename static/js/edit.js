// The editor: what is typed is saved by itself, and never lost; who else is there is told.
import { fragment } from "./ask-server.js";

const form = document.querySelector("[data-editor]");
const said = document.querySelector("[data-saved]");
const QUIET_MS = 1200; // after the last key
const token = document.querySelector('meta[name="csrf-token"]').content;

let timer = 0;
let dirty = false;
let busy = false;

form.addEventListener("input", () => {
  dirty = true;
  wait();
});

// A button sends the words itself: nothing is to be saved beside it, and no question asked.
form.addEventListener("submit", () => {
  clearTimeout(timer);
  dirty = false;
});

addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goes-to-line]");
  if (!link) return;
  event.preventDefault();
  showLine(Number(link.dataset.goesToLine));
});

function wait() {
  clearTimeout(timer);
  timer = setTimeout(save, QUIET_MS);
}

async function save() {
  if (busy) return wait();
  busy = true;
  dirty = false;
  const words = new URLSearchParams(new FormData(form));
  words.set("do", "autosave");
  try {
    const response = await fetch(form.action, { method: "POST", headers: { "X-CSRFToken": token }, body: words });
    await tell(response);
    if (response.ok) await preview();
  } catch {
    fail("Not saved: the server cannot be reached. Your words are still here.");
    wait();
  }
  busy = false;
}

async function tell(response) {
  if (response.ok) {
    const kept = await response.json();
    form.elements.version.value = kept.version;
    said.textContent = `Saved ${kept.saved}`;
    tellOthers(kept.others);
  } else if (response.status === 401) {
    fail("Not saved: your session has ended. Press Save: you sign in, and nothing is lost.");
  } else if (response.status === 409) {
    fail("Not saved: this text was saved in another window. Press Save to see both.");
  } else {
    fail("Not saved. Your words are still here: press Save to try again.");
  }
}

/** Show how the text is read, or what is wrong in which line. */
async function preview() {
  const place = document.querySelector("[data-previews]");
  if (!place) return;
  const words = new URLSearchParams(new FormData(form));
  words.set("do", "preview");
  const response = await fetch(form.action, { method: "POST", headers: { "X-CSRFToken": token }, body: words });
  if (response.ok) place.replaceChildren(fragment(await response.text()));
}

function fail(words) {
  dirty = true;
  said.textContent = words;
}

/** Say who else writes on this text; the page that is loaded next has it in full. */
function tellOthers(others) {
  const place = document.querySelector("[data-others]");
  const words = others
    .map((one) => `${one.name} ${one.submitted ? "submitted a text of this" : "writes on this too, since"} ${one.since}.`)
    .join(" ");
  if (place.dataset.told === words || (!words && !place.textContent.trim())) return;
  place.dataset.told = words;
  const line = document.createElement("p");
  line.textContent = words && `${words} Nothing is lost: whoever submits second is shown both texts.`;
  line.className = words ? "note note--past" : "";
  place.replaceChildren(line);
}

/** Put the cursor at the beginning of a line of the text, from 1. */
function showLine(number) {
  const text = document.getElementById("field-text");
  const start = text.value.split("\n").slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
  const end = text.value.indexOf("\n", start);
  text.focus();
  text.setSelectionRange(start, end < 0 ? text.value.length : end);
}
