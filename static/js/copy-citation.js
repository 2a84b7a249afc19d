// The ¶ beside a provision copies how a person names it, and still leads to its own address.

const SHOWN_MS = 1500;

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("[data-citation]");
  if (!link || !navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(link.dataset.citation);
  } catch {
    return; // the browser refused: the address bar still holds the link
  }
  link.dataset.copied = "";
  setTimeout(() => delete link.dataset.copied, SHOWN_MS);
});
