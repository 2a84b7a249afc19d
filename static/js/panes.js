// Say, Do, Law: tabs where it is narrow, side by side where it is wide; the same keys for both.

const NAMES = ["say", "do", "law"];
const wide = matchMedia("(width >= 68.75rem)");

const tab = (name) => document.getElementById(`tab-${name}`);
const pane = (name) => document.getElementById(`pane-${name}`);

/** Make the panes of the open answer tabs, or not, as the width wants it. */
export function setUp() {
  if (!pane("say")) return;
  if (wide.matches) undo();
  else become();
}

function become() {
  const bar = tab("say").parentElement;
  bar.setAttribute("role", "tablist");
  for (const name of NAMES) {
    tab(name).setAttribute("role", "tab");
    tab(name).setAttribute("aria-controls", `pane-${name}`);
    pane(name).setAttribute("role", "tabpanel");
  }
  select("say");
}

function undo() {
  tab("say").parentElement.removeAttribute("role");
  for (const name of NAMES) {
    for (const attribute of ["role", "aria-controls", "aria-selected", "tabindex"]) tab(name).removeAttribute(attribute);
    pane(name).removeAttribute("role");
    pane(name).hidden = false;
  }
}

function select(chosen) {
  for (const name of NAMES) {
    tab(name).setAttribute("aria-selected", String(name === chosen));
    tab(name).tabIndex = name === chosen ? 0 : -1;
    pane(name).hidden = name !== chosen;
  }
}

/** Show the pane "say", "do" or "law"; the focus stays where it is. */
export function showNamed(name) {
  if (!wide.matches) select(name);
}

/** Show pane 1, 2 or 3 and move the focus there. */
export function show(number) {
  const name = NAMES[number - 1];
  if (!pane(name)) return;
  if (!wide.matches) select(name);
  pane(name).focus();
}

/** Listen to the tabs. */
export function start() {
  wide.addEventListener("change", setUp);
  document.addEventListener("click", (event) => {
    const clicked = event.target.closest('[role="tab"]');
    if (!clicked) return;
    event.preventDefault();
    select(clicked.id.replace("tab-", ""));
  });
  document.addEventListener("keydown", (event) => {
    const here = event.target.closest?.('[role="tab"]');
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!here || !step) return;
    const next = NAMES[(NAMES.indexOf(here.id.replace("tab-", "")) + step + NAMES.length) % NAMES.length];
    select(next);
    tab(next).focus();
  });
  setUp();
}
