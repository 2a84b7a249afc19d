// Colours and single keys: applied at once, kept by the server in cookies.
import { post } from "./ask-server.js";

const form = document.querySelector("[data-preferences]");

form?.addEventListener("change", () => {
  const chosen = new FormData(form);
  const root = document.documentElement;
  if (chosen.get("theme")) root.dataset.theme = chosen.get("theme");
  else delete root.dataset.theme;
  root.dataset.keys = chosen.get("keys");
  post(form.action, chosen);
});

// Whoever signs in next in this tab must not find the words of the call before.
document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", () => sessionStorage.clear());
