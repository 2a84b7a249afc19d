// Requests of the open page: by POST, so that a caller's words stay out of addresses and logs.
import { callName, shownDate } from "./this-call.js";

const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
let leaving = false;

/**
 * Post `fields` and return the response; null when somebody else aborted it. Signed out: go and sign in.
 * `unattended`: nobody asked for it, so it does not keep the session alive.
 */
export async function post(address, fields = {}, { signal, unattended = false } = {}) {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": token, "X-Call": callName(), "X-Event-Date": shownDate(), ...(unattended && { "X-Unattended": "1" }) },
      body: new URLSearchParams(fields),
      signal,
    });
    if (response.status === 401) {
      leave();
      return null;
    }
    return response;
  } catch (error) {
    if (error.name === "AbortError") return null;
    throw error;
  }
}

/** Go and sign in: once, however many requests hear of it, for a second start would break off the first. */
function leave() {
  if (leaving) return;
  leaving = true;
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
}

addEventListener("pageshow", () => { leaving = false; }); // also when the browser brings the page back

/** Turn a fragment of HTML from our own server into its elements. */
export function fragment(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
}
