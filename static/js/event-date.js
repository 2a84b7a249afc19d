// When did it happen? A key opens the question; a new call begins today.
const control = document.getElementById("event");

/** Open the question and put the cursor into it, or close it. */
export function ask() {
  control.open = !control.open;
  if (control.open) document.getElementById("event-date").focus();
  else control.querySelector("summary").focus();
}

/** Show that it is today again. */
function showToday() {
  document.getElementById("event-bar")?.remove();
  document.getElementById("event-date").value = "";
  control.querySelector(".event__day").textContent = "today";
  control.open = false;
}

/** Listen for a new call, and close the question with Escape. */
export function start() {
  document.addEventListener("call:new", showToday);
  control.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !control.open) return;
    event.stopPropagation();
    ask();
  });
}
