// Put into each page before anything of it runs: notes what runs, and finds what could.
window.hits = [];
window.ran = (number) => window.hits.push(`ran ${number}`);
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.ran(name);
addEventListener("securitypolicyviolation", (event) => window.hits.push(`policy ${event.violatedDirective} ${event.blockedURI}`));

const FOREIGN = /^(img|image|iframe|object|embed|base|applet|audio|video|marquee|xss|style|math|animate|set)$/;
const ADDRESS = /^(href|src|action|formaction|data|xlink:href)$/;
const RUNS = /^\s*(javascript|data|vbscript):/i;

/** What ran so far, and every element and attribute that no page of ours has. */
window.look = () => {
  const odd = [];
  for (const node of document.querySelectorAll("*")) {
    const name = node.localName;
    if (FOREIGN.test(name)) odd.push(name);
    if (name === "meta" && node.httpEquiv) odd.push("meta");
    if (name === "script" && !node.nonce) odd.push("script");
    for (const { name: key, value } of node.attributes) {
      if (/^on|^style$|^srcdoc$/.test(key) || (key === "autofocus" && node.id !== "q")) odd.push(`${name} ${key}`);
      if (ADDRESS.test(key) && RUNS.test(value)) odd.push(`${name} ${key}=${value}`);
    }
  }
  return [...window.hits, ...odd];
};
