// Copies for the note and for the customer; the words come from the server with the answer.

const toast = document.getElementById("toast");
let hiding = 0;

/** Say something for a moment, to eyes and to screen readers. */
export function tell(words) {
  toast.textContent = words;
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (toast.hidden = true), 4000);
}

/** Copy the open answer for the "note" or for the "customer". */
export async function copy(whom) {
  const answer = document.getElementById("answer");
  if (!answer) return tell("Open an answer first.");
  const words = answer.dataset[whom];
  if (!words) return tell("Not copied: the law behind this answer changed. Check it first.");
  try {
    await navigator.clipboard.writeText(words);
    tell(whom === "note" ? "Copied for the note." : "Copied for the customer.");
  } catch {
    tell("The browser did not let us copy. Select the words and copy them.");
  }
}
