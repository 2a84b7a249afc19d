// The caller's state in the header: by its buttons, by v and V, on every page.
import { post } from "./ask-server.js";
import { forgetDate, NOT_VERIFIED, showVerification, start, verification } from "./this-call.js";

const WORDS = { not_verified: "The caller is not verified.", verified: "The caller is verified.", representative: "A verified representative is calling." };

/** Keep and show what the caller has shown. */
export async function setVerification(state) {
  const before = verification();
  showVerification(state);
  const response = await post("/call/verification", { verification: state }).catch(() => undefined);
  if (!response?.ok) return showVerification(before);
  document.getElementById("caller-said").textContent = WORDS[state];
}

/** Begin a new call: nothing is known of the caller. */
export function newCaller() {
  showVerification(NOT_VERIFIED);
  forgetDate();
  document.dispatchEvent(new Event("call:new")); // whatever else belongs to the call lets go of it
  return post("/call/new");
}

function onSubmit(event) {
  if (!event.target.matches("[data-verification-form]")) return;
  event.preventDefault();
  document.getElementById("caller").open = false;
  setVerification(event.submitter.value);
}

function onKey(event) {
  if (event.code !== "KeyV" || event.ctrlKey || event.metaKey || event.repeat) return;
  const typing = event.target.matches?.("input, select, textarea");
  if (!event.altKey && (typing || document.documentElement.dataset.keys === "off")) return;
  if (document.querySelector("dialog[open]")) return;
  event.preventDefault();
  const wanted = event.shiftKey ? "representative" : "verified";
  setVerification(verification() === wanted ? NOT_VERIFIED : wanted);
}

if (document.getElementById("caller")) {
  start();
  document.addEventListener("submit", onSubmit);
  document.addEventListener("keydown", onKey);
}
