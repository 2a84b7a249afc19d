// Opening an answer beside its results, without leaving the page.
import { fragment, post } from "./ask-server.js";
import * as atHand from "./at-hand.js";
import { markOpen } from "./live-results.js";
import { setUp } from "./panes.js";

const place = document.getElementById("opened");
const box = document.getElementById("q");
const SITE = " – Customer Speak";

/** Open the answer at `address`; with `keep` its place in the history stays. Follows other links. */
export async function open(address, { keep = false } = {}) {
  const response = await post(`${address}/panes`, { q: box.value });
  if (!response) return;
  if (!response.ok) return location.assign(address); // the whole page says why
  put(await response.text());
  if (!keep) history.pushState(null, "", address);
  place.querySelector("h1").focus({ preventScroll: true });
  if (matchMedia("(width >= 68.75rem)").matches) scrollTo(0, 0);
  else place.scrollIntoView({ block: "nearest" });
}

/** Show `html` as the opened answer. */
export function put(html) {
  place.replaceChildren(fragment(html));
  document.title = place.querySelector("h1").textContent + SITE;
  setUp();
  markOpen();
  atHand.remember();
}

/** Close whatever is open. */
export function close() {
  place.replaceChildren(document.getElementById("ready").content.cloneNode(true));
  nameThePage(place.querySelector("[role=heading]"));
  document.title = "Call screen" + SITE;
  markOpen();
  atHand.show();
}

/** The page's own heading stood in the answer that is gone. */
function nameThePage(waiting) {
  const heading = document.createElement("h1");
  heading.className = waiting.className;
  heading.append(...waiting.childNodes);
  waiting.replaceWith(heading);
}

async function switchLanguage(event) {
  if (!event.target.matches("[data-language-form]")) return;
  event.preventDefault();
  const address = new FormData(event.target).get("next").split("?")[0];
  const kept = await post("/preferences", { language: event.submitter.value, next: "/healthz" });
  if (kept?.ok) await open(address);
  place.querySelector(`.languages [aria-pressed="true"]`)?.focus();
}

/** Follow the browser's back and forward keys, and the choice of a language. */
export function start() {
  place.addEventListener("submit", switchLanguage);
  addEventListener("popstate", () => {
    if (location.pathname.startsWith("/a/")) open(location.pathname, { keep: true });
    else close();
  });
}
