// Law and Do beside each other: a provision lights the steps that rest on it, a step its provisions.
import { showNamed } from "./panes.js";

const opened = document.getElementById("opened");

/** Set off what stands beside the place that the pointer or the focus is in. */
function light(target) {
  const place = target?.closest?.("[data-beside]");
  const wanted = new Set(place ? [place.id, ...place.dataset.beside.split(" ")] : []);
  for (const one of opened.querySelectorAll("[data-beside]")) one.classList.toggle("is-beside", wanted.has(one.id));
}

function follow(event) {
  const link = event.target.closest("[data-goes-beside]");
  const place = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!place) return;
  event.preventDefault();
  showNamed(place.closest(".pane").id.replace("pane-", ""));
  place.scrollIntoView({ block: "nearest" });
  place.querySelector("a")?.focus({ preventScroll: true });
}

/** Listen to the open answer. */
export function start() {
  opened.addEventListener("pointerover", ({ target }) => light(target.closest("[data-beside]") ? target : document.activeElement));
  opened.addEventListener("pointerleave", () => light(document.activeElement));
  opened.addEventListener("focusin", (event) => light(event.target));
  opened.addEventListener("focusout", () => light(null));
  opened.addEventListener("click", follow);
}
