// A process left in the middle, remembered by this tab until it ends, a new call begins or the agent is done with it.

const LEFT = "process-left";
const line = document.getElementById("process-left");

/** Remember where a run stands: its address and its words ("Refund a charge, step 3"). */
export function remember(address, words) {
  sessionStorage.setItem(LEFT, JSON.stringify({ address, words }));
}

/** There is nothing to continue any more. */
export function forget() {
  sessionStorage.removeItem(LEFT);
  if (line) line.hidden = true;
}

function show() {
  const left = JSON.parse(sessionStorage.getItem(LEFT) ?? "null");
  if (!left) return;
  const link = line.querySelector("a");
  link.href = left.address;
  link.querySelector("span").textContent = left.words;
  line.hidden = false;
}

if (line) {
  line.querySelector("button").addEventListener("click", forget);
  document.addEventListener("call:new", forget);
  if (!location.pathname.startsWith("/p/")) show();
}
