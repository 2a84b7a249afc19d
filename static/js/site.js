// On every page: colours, sizes and single keys, applied at once and kept by the server in cookies; a key for a caller at risk.
import { post } from "./ask-server.js";
import "./caller.js";
import "./process-left.js";

const form = document.querySelector("[data-preferences]");

form?.addEventListener("change", () => {
  const chosen = new FormData(form);
  const root = document.documentElement;
  for (const name of ["theme", "size"]) {
    if (chosen.get(name)) root.dataset[name] = chosen.get(name);
    else delete root.dataset[name];
  }
  root.dataset.keys = chosen.get("keys");
  post(form.action, chosen);
});

// Whoever signs in next in this tab must not find the words of the call before.
document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", () => sessionStorage.clear());

// Alt+R on every page, and r where single keys are on: never a search, always in the same place.
document.addEventListener("keydown", (event) => {
  const crisis = document.getElementById("crisis");
  if (!crisis || event.ctrlKey || event.metaKey || event.code !== "KeyR") return;
  const typing = event.target.matches?.("input, select, textarea");
  if (!event.altKey && (typing || document.documentElement.dataset.keys === "off")) return;
  event.preventDefault();
  crisis.click();
});
