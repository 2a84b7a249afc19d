// What is at hand: favourites, and the last answers that this tab opened. The tab keeps their names only;
// the server gives the titles, so that nothing withdrawn is ever shown.
import { fragment, post } from "./ask-server.js";
import { tell } from "./copy.js";

const KEPT = "call.recent";
const MOST = 8;

const names = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");

/** Remember the open answer as the last one opened. */
export function remember() {
  const thing = document.getElementById("answer")?.dataset.thing;
  if (!thing) return;
  const others = names().filter((name) => name !== thing);
  sessionStorage.setItem(KEPT, JSON.stringify([thing, ...others].slice(0, MOST)));
}

/** Show favourites and what was opened where no answer is open. */
export async function show() {
  const place = document.querySelector("#opened [data-at-hand]");
  if (!place) return;
  const things = names().map((name) => ["thing", name]);
  const response = await post("/at-hand", things).catch(() => undefined);
  if (response?.ok) place.replaceChildren(fragment(await response.text()));
}

/** Press the star of the open answer. */
export const star = () => document.querySelector(".answer__tools .star__button")?.click();

async function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-star]")) return;
  event.preventDefault();
  const button = form.querySelector("button");
  const response = await post(form.action, new FormData(form)).catch(() => undefined);
  if (!response?.ok) return tell("Not kept: the server did not take it. Try again.");
  const isKept = form.elements.keep.value === "1";
  form.elements.keep.value = isKept ? "" : "1";
  button.setAttribute("aria-pressed", String(isKept));
  tell(isKept ? "Kept as a favourite." : "No longer a favourite.");
}

/** Listen to the stars, and remember the answer that the page came with. */
export function start() {
  document.addEventListener("submit", onSubmit);
  remember();
  show();
}
