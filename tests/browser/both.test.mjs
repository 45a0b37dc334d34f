// The main flow, the seal, offline, links and the widget, in Chromium and in Firefox.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { BROWSERS, launch } from "./drivers.mjs";
import { DIST } from "./harness.mjs";
import { closeAll, serve, trunkHeaders } from "./server.mjs";
import { FACTS, GOOD } from "./steps.mjs";

const SLIP = GOOD.identity.replace("mydata/*", "mydata");
const PASTED = `$ aws iam get-role\n${GOOD.trust}\n\n${SLIP}\n`;
const SEALED = "[data-badge][data-state=sealed]";

let site;
before(async () => {
  site = await serve(DIST, { headers: await trunkHeaders() });
});
after(closeAll);

for (const name of BROWSERS) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.stop());

    test("from a paste to the repaired policy, in both languages", async () => {
      const tab = await browser.open(site.origin);
      await denied(tab);
      await repair(tab);
      await tab.click(".languages [lang=ja]");
      await tab.says(".verdict-word", "許可");
      assert.equal(await tab.ask(() => document.documentElement.lang), "ja");
      await tab.close();
    });

    test("the page seals itself, and nothing that is tried gets through", async () => {
      const tab = await browser.open(site.origin);
      await tab.appears(SEALED);
      const before = site.requests.length;
      await denied(tab);
      await tab.click("[data-action=leak]");
      await leakedNothing(tab);
      await tab.says(SEALED, "0 requests");
      // The engine goes on, stopped and started anew as well: workers come from blobs.
      await repair(tab);
      assert.deepEqual(site.requests.slice(before), []);
      await tab.close();
    });

    test("without a network the page comes back, in the language that is asked for", async () => {
      const host = await serve(DIST, { headers: await trunkHeaders() });
      const tab = await browser.open(host.origin);
      await tab.appears(SEALED);
      await host.close();
      await tab.reload();
      await denied(tab);
      await tab.goto(`${host.origin}/?lang=ja`);
      await tab.appears(SEALED);
      assert.equal(await tab.ask(() => document.documentElement.lang), "ja");
      await tab.close();
    });

    test("the copy in one file works from the disk, and asks nobody for anything", async () => {
      const tab = await browser.open(pathToFileURL(`${DIST}/undenied.html`).href);
      await tab.appears(SEALED);
      await denied(tab);
      await repair(tab);
      assert.equal(await tab.ask(() => document.querySelectorAll("[data-served]").length), 0);
      const asked = tab.requests.filter((address) => !/^(file|data|blob|moz-extension):/.test(address));
      assert.deepEqual(asked, []);
      await tab.click("[data-action=leak]");
      await leakedNothing(tab);
      await tab.close();
    });

    test("a link brings everything back, masked or not", async () => {
      const tab = await browser.open(site.origin);
      await denied(tab);
      for (const masks of [true, false]) {
        const link = await linkOf(tab, masks);
        const other = await browser.open(link);
        await other.appears(".verdict[data-state=denied]");
        await other.appears(SEALED);
        assert.equal(await other.address(), `${site.origin}/`);
        const role = await other.value("[data-field=role-arn]");
        if (masks) assert.match(role, /^arn:aws:iam::\d{12}:role\/x\d+-x\d+-x\d+$/);
        else assert.equal(role, FACTS["role-arn"]);
        await repair(other);
        await other.close();
      }
      await tab.close();
    });

    test("the widget starts on another origin under a strict policy with Trusted Types", async () => {
      const widget = await serve(`${DIST}/widget`, { headers: { "access-control-allow-origin": "*" } });
      const policy = `default-src 'none'; img-src data:; script-src ${widget.origin} 'wasm-unsafe-eval'; require-trusted-types-for 'script'`;
      const code = (slot, text) =>
        `<pre><code data-doc="${slot}">${text.replaceAll("<", "&lt;")}</code></pre>`;
      const body = `<!doctype html><html lang="en"><title>Docs</title><link rel="icon" href="data:,">
        <undenied-checker bucket="${FACTS.bucket}" role-arn="${FACTS["role-arn"]}" account-id="${FACTS["account-id"]}"
        external-id="${FACTS["external-id"]}">${code("identity", SLIP)}${code("trust", GOOD.trust)}</undenied-checker>
        <script type="module" crossorigin src="${widget.origin}/undenied-checker.js"></script>`;
      const docs = await serve(DIST, {
        extra: { "/": { headers: { "content-security-policy": policy }, body } },
      });
      const tab = await browser.open(docs.origin);
      await tab.until(() => {
        const { shadowRoot } = document.querySelector("undenied-checker");
        return shadowRoot?.querySelector(".verdict[data-state=denied]");
      });
      assert.deepEqual(
        docs.requests.map(({ path }) => path),
        ["/"],
      );
      await tab.close();
    });
  });
}

/** Pastes everything at once and fills in the fields. */
async function denied(tab) {
  await tab.until(() => document.querySelector("#app[data-live]"));
  await tab.until(() => !document.querySelector("main[aria-busy]"));
  for (const [field, value] of Object.entries(FACTS)) await tab.fill(`[data-field=${field}]`, value);
  await tab.fill("#paste", PASTED);
  await tab.click("[data-intake=read]:not([disabled])");
  await tab.appears(".verdict[data-state=denied]");
}

async function repair(tab) {
  await tab.click(".finding");
  await tab.click("[data-action=apply]");
  if (await tab.ask(() => Boolean(document.querySelector("[data-action=confirm]"))))
    await tab.click("[data-action=confirm]");
  await tab.appears(".verdict[data-state=allowed]");
}

async function leakedNothing(tab) {
  await tab.appears("[data-leaked]");
  assert.equal(await tab.ask(() => document.querySelector("[data-leaked]").dataset.leaked), "0");
  const outcomes = await tab.ask(() =>
    [...document.querySelectorAll("[data-outcome]")].map((item) => [item.innerText, item.dataset.outcome]),
  );
  const refused = outcomes.filter(([, outcome]) => outcome === "refused");
  assert.ok(refused.length >= 14, JSON.stringify(outcomes));
}

/** The link that is offered; it is in the clipboard as well, where tests may not read it. */
async function linkOf(tab, masks) {
  const isOn = await tab.ask(() => document.querySelector("#share-mask").checked);
  if (isOn !== masks) await tab.click("#share-mask");
  await tab.click("[data-action=copy-link]");
  await tab.appears(".share-address");
  return tab.value(".share-address");
}
