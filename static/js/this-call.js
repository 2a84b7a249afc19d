// Which call this tab is in, and what its caller has shown. Three chats may be open at once: each tab has its own.

const NAME = "call.name";
const STATE = "call.verification";
const EVENT = "call.event";
const root = document.documentElement;

export const NOT_VERIFIED = "not_verified";

const isFromHere = () => document.referrer !== "" && new URL(document.referrer).origin === location.origin;
const newName = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The name of this tab's call. A tab that was opened by a link of ours belongs to the call of that page. */
export function callName() {
  const kept = sessionStorage.getItem(NAME);
  if (kept) return kept;
  const name = (isFromHere() && root.dataset.call) || newName();
  sessionStorage.setItem(NAME, name);
  return name;
}

/** What the caller has shown: "not_verified", "verified" or "representative". */
export const verification = () => root.dataset.verification;

/** Show `state` everywhere on the page. */
export function showVerification(state) {
  root.dataset.verification = state;
  sessionStorage.setItem(STATE, state);
  for (const words of document.querySelectorAll("[data-when]")) words.hidden = !words.dataset.when.split(" ").includes(state);
  for (const button of document.querySelectorAll(".caller__choice")) button.setAttribute("aria-pressed", String(button.value === state));
}

/** The day whose law this page shows, as 2025-07-01; "" is today. */
export const shownDate = () => root.dataset.event ?? "";

/** The day that was chosen in this tab's call. */
const chosenDate = () => sessionStorage.getItem(EVENT) ?? "";

/** Take the day that the page came with for this call's, and drop it from the address. */
function adoptDate() {
  sessionStorage.setItem(EVENT, shownDate());
  const address = new URL(location.href);
  if (!address.searchParams.has("as_of")) return;
  address.searchParams.delete("as_of");
  history.replaceState(history.state, "", address);
}

/** It is today again, for a new call. */
export function forgetDate() {
  sessionStorage.removeItem(EVENT);
  root.dataset.event = "";
  speak();
}

/** Let the next whole page know which call asks for it: the tab that was touched last speaks. */
function speak() {
  const how = `path=/; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  document.cookie = `call=${callName()}; ${how}`;
  document.cookie = `event_date=${chosenDate()}; ${how}${chosenDate() ? "" : "; max-age=0"}`;
}

/** Begin: whatever the page came with, it shows this tab's call. */
export function start() {
  const isOurs = root.dataset.call === callName();
  showVerification(isOurs ? verification() : NOT_VERIFIED);
  if (isOurs || location.search.includes("as_of=")) adoptDate();
  speak();
  if (shownDate() !== chosenDate()) return location.reload(); // it came for another tab's call
  for (const touch of ["pointerdown", "keydown", "click", "focus"]) addEventListener(touch, speak, { capture: true });
  addEventListener("pageshow", (event) => event.persisted && comeBack());
}

/** The browser shows a page that it had kept: what was learnt of the call since then counts. */
function comeBack() {
  speak();
  if (shownDate() !== chosenDate()) return location.reload();
  showVerification(sessionStorage.getItem(STATE) ?? NOT_VERIFIED);
}
