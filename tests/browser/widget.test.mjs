// The widget on a page that is not ours: another origin, a strict policy, Trusted Types.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { DIST, start } from "./harness.mjs";
import { serve } from "./server.mjs";
import * as steps from "./steps.mjs";

let suite;
let widget;
before(async () => {
  suite = await start();
  widget = await serve(`${DIST}/widget`, { headers: { "access-control-allow-origin": "*" } });
});
after(() => suite?.stop());

const POLICY = () =>
  `default-src 'none'; img-src data:; script-src ${widget.origin} 'wasm-unsafe-eval'; require-trusted-types-for 'script'`;

const CODE = (slot, text) =>
  `<pre><code class="language-json" data-doc="${slot}">${text.replaceAll("<", "&lt;")}</code></pre>`;

const CHECKER = (attributes, identity) => `<undenied-checker ${attributes}
  bucket="${steps.FACTS.bucket}" role-arn="${steps.FACTS["role-arn"]}"
  account-id="${steps.FACTS["account-id"]}" external-id="${steps.FACTS["external-id"]}"
  >${CODE("identity", identity)}${CODE("trust", steps.GOOD.trust)}</undenied-checker>`;

/** A page of somebody else's documentation, on an origin of its own. */
function documentation(policy, content = CHECKER("", steps.GOOD.identity)) {
  const body = `<!doctype html><html lang="en"><title>Docs</title>
    <link rel="icon" href="data:,">
    <h1>Import from S3</h1>
    ${content}
    <script type="module" crossorigin src="${widget.origin}/undenied-checker.js"></script>`;
  return serve(DIST, { extra: { "/": { headers: { "content-security-policy": policy }, body } } });
}

async function open(docs, options) {
  const page = await suite.newPage(options);
  await page.goto(docs.origin);
  return page;
}

test("the widget starts under a host's strict policy and asks for nothing but itself", async () => {
  const docs = await documentation(POLICY());
  const page = await open(docs);
  await steps.loaded(page);
  await steps.verdictIs(page, "allowed");
  assert.equal(await steps.text(page, "identity"), steps.GOOD.identity);
  assert.deepEqual(page.seen.pageErrors, []);
  assert.deepEqual(page.seen.violations, []);
  assert.deepEqual(
    docs.requests.map(({ path }) => path),
    ["/"],
  );
  const { violations } = await new AxeBuilder({ page }).include("undenied-checker").analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
    [],
  );
  await docs.close();
});

test("two widgets on a page know nothing of each other, and a repair shows in its own verdict", async () => {
  const broken = steps.GOOD.identity.replace("mydata/*", "mydata");
  const docs = await documentation(
    POLICY(),
    CHECKER('id="first" lang="en"', steps.GOOD.identity) + CHECKER('id="second" lang="ja"', broken),
  );
  const page = await open(docs);
  const first = page.locator("#first");
  const second = page.locator("#second");
  await first.locator(".verdict[data-state=allowed]").waitFor();
  await second.locator(".verdict[data-state=denied]").waitFor();
  assert.match(await second.locator(".verdict-word").innerText(), /拒否/);
  await steps.loaded(second);
  await steps.applyFix(second);
  await second.locator(".verdict[data-state=allowed]").waitFor();
  await second.evaluate((element) => element.setAttribute("lang", "en"));
  await second.locator(".verdict-word", { hasText: "Allowed" }).waitFor();
  assert.deepEqual(page.seen.pageErrors, []);
  await docs.close();
});

test("taken away and put back, the widget starts afresh", async () => {
  const docs = await documentation(POLICY());
  const page = await open(docs);
  await steps.verdictIs(page, "allowed");
  for (let round = 0; round < 3; round += 1) {
    await page.evaluate(async () => {
      const element = document.querySelector("undenied-checker");
      element.remove();
      if (element.shadowRoot.childElementCount > 0) throw new Error("views are left behind");
      document.body.append(element);
      // Moved at once, as frameworks do.
      document.body.prepend(element);
    });
    await steps.verdictIs(page, "allowed");
    assert.equal(await page.locator("undenied-checker .widget").count(), 1);
  }
  assert.deepEqual(page.seen.pageErrors, []);
  await docs.close();
});

test("read-only shows everything and changes nothing", async () => {
  const broken = steps.GOOD.identity.replace("mydata/*", "mydata");
  const docs = await documentation(POLICY(), CHECKER('mode="readonly"', broken));
  const page = await open(docs);
  await steps.loaded(page);
  await page.locator(".note .diff").waitFor();
  assert.equal(await page.locator("[data-action]").count(), 0);
  await steps.openEditor(page, "identity");
  await page.keyboard.type("x");
  assert.equal(await steps.text(page, "identity"), broken);
  await docs.close();
});

test("a host that forbids wasm is told so in one line, and its documents stay readable", async () => {
  const docs = await documentation(`default-src 'none'; img-src data:; script-src ${widget.origin}`);
  const page = await open(docs);
  await page.locator("undenied-checker .failure", { hasText: "wasm-unsafe-eval" }).waitFor();
  assert.ok(await page.locator("pre code").first().isVisible());
  await docs.close();
});
