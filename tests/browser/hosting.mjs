// Somebody else's page with the widget on it: another origin, a strict policy, Trusted Types.

import { DIST } from "./harness.mjs";
import { serve } from "./server.mjs";
import * as steps from "./steps.mjs";

/** The documents of the vendor's manual with one slip: the folder's objects are not named. */
export const SLIP = steps.GOOD.identity.replace("mydata/*", "mydata");

/** The widget's own server. For files that are left out it has a page, as many hosts do. */
export function serveWidget({ without = [] } = {}) {
  const extra = Object.fromEntries(without.map((name) => [`/${name}`, { body: "not here" }]));
  return serve(`${DIST}/widget`, { headers: { "access-control-allow-origin": "*" }, extra });
}

export function policy(widget) {
  return `default-src 'none'; img-src data:; script-src ${widget.origin} 'wasm-unsafe-eval'; require-trusted-types-for 'script'`;
}

export function code(kind, text) {
  const attribute = kind ? `data-doc="${kind}"` : "";
  return `<pre><code class="language-json" ${attribute}>${text.replaceAll("<", "&lt;")}</code></pre>`;
}

const FIELDS = Object.entries(steps.FACTS)
  .map(([name, value]) => `${name}="${value}"`)
  .join(" ");

export function checker(attributes, identity, more = "") {
  return `<undenied-checker ${FIELDS} ${attributes}>${more}${code("identity", identity)}${code("trust", steps.GOOD.trust)}</undenied-checker>`;
}

/** A page on an origin of its own. `file` is the script to load, `head` what stands before it. */
export function documentation(
  widget,
  content,
  { csp = policy(widget), file = "undenied-checker.js", head = "", html = 'lang="en"', body = "" } = {},
) {
  const page = `<!doctype html><html ${html}><head><title>Docs</title><link rel="icon" href="data:,">${head}</head>
    <body ${body}><h1>Import from S3</h1>
    ${content}
    <script type="module" crossorigin src="${widget.origin}/${file}"></script></body></html>`;
  return serve(DIST, {
    extra: { "/": { headers: csp ? { "content-security-policy": csp } : {}, body: page } },
  });
}

/** Collects the widget's events as `[type, detail]` from before it starts. */
export async function listen(page) {
  await page.addInitScript(() => {
    globalThis.heard = [];
    for (const name of ["ready", "result", "fix", "error"])
      document.addEventListener(`undenied-${name}`, ({ type, detail, composed }) =>
        globalThis.heard.push([type.slice("undenied-".length), detail, composed]),
      );
  });
}

export function heard(page) {
  return page.evaluate(() => globalThis.heard);
}

/** Sets attributes of the first widget; `null` takes one away. */
export function set(page, attributes) {
  return page.locator("undenied-checker").evaluate((element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    }
  }, attributes);
}

/** In a tab of any browser: the widget at `index` says so. */
export function saysVerdict(tab, state, index = 0) {
  return tab.until(
    ([state, index]) => {
      const { shadowRoot } = document.querySelectorAll("undenied-checker")[index];
      return shadowRoot?.querySelector(`.verdict[data-state=${state}]`);
    },
    [state, index],
  );
}

/** The scripts that a tab has asked for, in order. */
export function scripts(tab) {
  return tab.requests.map((address) => address.split("/").at(-1)).filter((file) => file.endsWith(".js"));
}

export function pause(tab, time) {
  return tab.ask((time) => new Promise((done) => setTimeout(done, time)), time);
}
