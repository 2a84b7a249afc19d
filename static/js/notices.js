// Notices on the open page: new ones show within a second or two, confirmed ones lose their mark, ended ones go.
import { fragment, post } from "./ask-server.js";
import { tell } from "./copy.js";

const places = () => [document, document.getElementById("ready")?.content].flatMap((root) => (root ? [...root.querySelectorAll("[data-notices]")] : []));
const openKey = () => document.getElementById("answer")?.dataset.thing?.replace("answer:", "") ?? "";
const known = new Set();

/** Ask what is to be told now, and put it where it belongs. */
export async function refresh({ unattended = false } = {}) {
  const key = openKey();
  const response = await post("/notices/now", { answer: key }, { unattended });
  if (!response?.ok || openKey() !== key) return; // another answer was opened meanwhile: it came with its own
  const pieces = fragment(await response.text());
  for (const place of places()) {
    const piece = pieces.querySelector(`[data-piece="${place.dataset.notices}"]`);
    if (piece && piece.innerHTML.trim() !== place.innerHTML.trim()) show(place, piece);
  }
  announce(pieces.querySelector('[data-piece="count"]').dataset);
}

/** Show a piece; whoever had the focus in the old one keeps it in the new one, or goes to the answer. */
function show(place, piece) {
  const hadFocus = place.contains(document.activeElement);
  place.replaceChildren(...piece.cloneNode(true).childNodes);
  if (hadFocus) (place.querySelector("button, a") ?? document.querySelector("#opened h1, #q"))?.focus();
}

function announce({ unread, newest }) {
  const fresh = unread.split(" ").filter((id) => id && !known.has(id));
  fresh.forEach((id) => known.add(id));
  if (fresh.length) tell(fresh.length === 1 ? `New notice: ${newest}` : `${fresh.length} new notices.`);
}

/** Go to the button of the first notice on the open answer, or before the call. */
export function goToNotice() {
  const button = document.querySelector("#opened [data-confirm-notice] button");
  if (button) button.focus();
  else tell("No notice here is new to you.");
}

async function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-confirm-notice]")) return;
  event.preventDefault();
  const response = await post(form.action, new FormData(form)).catch(() => undefined);
  if (response?.ok) tell("Noted: you have read it.");
  else tell("Not noted: the notice changed or has ended. Read what stands here now.");
  await refresh();
}

/** Listen for what changes on the server, and for the buttons. */
export function start() {
  for (const form of document.querySelectorAll("[data-confirm-notice]")) known.add(form.elements.revision.value);
  document.getElementById("ready")?.content.querySelectorAll("[data-confirm-notice] [name=revision]").forEach((field) => known.add(field.value));
  document.addEventListener("submit", onSubmit);
  document.addEventListener("server:changed", () => refresh({ unattended: true }).catch(() => undefined));
}
