// By when? A panel of the open answer, by its key; the result shows in it.
import { fragment, post } from "./ask-server.js";
import { tell } from "./copy.js";

const panel = () => document.getElementById("deadline");

/** Open the panel of the open answer, or close it; without one go to its page. */
export function ask() {
  if (!panel()) return location.assign("/deadline");
  panel().open = !panel().open;
  if (panel().open) document.getElementById("deadline-start").focus();
  else panel().querySelector("summary").focus();
}

async function onSubmit(event) {
  const form = event.target;
  if (!form.matches("#deadline [data-deadline]")) return;
  event.preventDefault();
  const fields = new FormData(form, event.submitter);
  const response = await post(form.action, fields).catch(() => undefined);
  if (!response?.ok) return tell("Give a day, and how long: a number and a unit.");
  panel().querySelector("[data-result]").replaceChildren(fragment(await response.text()));
}

/** Listen to the panel of whichever answer is open. */
export function start() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel()?.open || !panel().contains(event.target)) return;
    event.stopPropagation();
    ask();
  });
}
