// What changes on the server shows here within a second: a withdrawn answer goes at once, so does one that a major
// change of the law has overtaken; any other changed one says so.
import { fragment, post } from "./ask-server.js";
import { searchNow } from "./live-results.js";
import { put } from "./open-answer.js";

const EVERY_MS = 700;
const screen = document.getElementById("call");
const place = document.getElementById("opened");

let since = screen.dataset.changes;
let changed = null; // the new text of the open answer, until it is shown

/** Ask for changes while the page can be seen. */
export function start() {
  setTimeout(ask, EVERY_MS);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-show-change]") && changed) put(changed);
  });
}

async function ask() {
  try {
    if (!document.hidden) await look();
  } catch {
    // The server is away for a moment: ask again.
  }
  setTimeout(ask, EVERY_MS);
}

async function look() {
  const response = await fetch(`/api/v1/changes?since=${since}`, { cache: "no-store" });
  if (response.status !== 200) return;
  since = String((await response.json()).now);
  document.dispatchEvent(new Event("server:changed"));
  if (document.getElementById("q").value) {
    searchNow({ typing: document.activeElement?.id === "q", unattended: true });
  }
  await lookAtAnswer();
}

async function lookAtAnswer() {
  const answer = document.getElementById("answer");
  if (!answer) return;
  const response = await post(`${answer.dataset.address}/panes`, {}, { unattended: true });
  if (document.getElementById("answer") !== answer) return; // another one was opened meanwhile
  if (response?.status === 404) return replace("withdrawn");
  if (!response?.ok) return;
  const html = await response.text();
  if (html.includes(`data-version="${answer.dataset.version}"`)) return;
  changed = html;
  const standing = fragment(html).querySelector("#answer").dataset.standing;
  if (standing === answer.dataset.standing || standing === "in_step") return say(answer, "changed");
  if (standing !== "hold") return say(answer, "law-changed");
  put(html); // these words must not be said any more: nobody is asked whether to show that
  const shown = document.getElementById("answer");
  say(shown, "law-changed");
  shown.querySelector("[data-show-change]").remove();
}

/** Say at the head of the open answer what happened to it. */
function say(answer, name) {
  answer.querySelector("[data-now]")?.remove();
  answer.prepend(copyOf(name));
}

function replace(name) {
  place.replaceChildren(copyOf(name));
  place.querySelector("[role=heading]").focus({ preventScroll: true });
}

const copyOf = (name) => document.getElementById(name).content.cloneNode(true);
