// The pages beside the app: for everybody, without a script, and leading where they say.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { assertClean, start } from "./harness.mjs";
import * as steps from "./steps.mjs";

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

const PAGES = ["rules", "how", "examples"].flatMap((stem) => [`${stem}.html`, `${stem}.ja.html`]);

for (const name of PAGES) {
  test(`axe finds nothing on ${name}, and nothing is too wide`, async () => {
    for (const mode of [
      { colorScheme: "light", viewport: { width: 1280, height: 900 } },
      { colorScheme: "dark", viewport: { width: 320, height: 700 } },
    ]) {
      const page = await suite.newPage(mode);
      await page.goto(`${suite.origin}/${name}`);
      await steps.openAll(page);
      assert.ok((await steps.tooWide(page)) <= 0, `too wide at ${mode.viewport.width} px`);
      await steps.shorten(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
        [],
      );
      assertClean(page, suite.origin);
      const scripts = page.seen.requests.filter(({ type }) => type === "script");
      assert.deepEqual(scripts, []);
    }
  });
}

test("a link to a rule leads to it, and from there to the same in the other language", async () => {
  const page = await suite.newPage();
  await page.goto(`${suite.origin}/rules.html#external-id-differs`);
  const rule = page.locator("#external-id-differs");
  await rule.locator("h3").waitFor();
  assert.ok(await steps.isInView(rule));
  await rule.locator("[hreflang=ja]").click();
  await page.waitForURL(/rules\.ja\.html#external-id-differs$/);
  assert.equal(await page.locator("html").getAttribute("lang"), "ja");
  assert.ok(await steps.isInView(page.locator("#external-id-differs")));
});

test("a problem on the page leads to its rule, in the language shown", async () => {
  const page = await suite.open({ locale: "ja-JP" });
  await steps.loaded(page);
  await steps.readerLoaded(page);
  await steps.chooseExample(page, 2);
  await steps.verdictIs(page, "denied");
  const link = steps.ruleLink(page);
  assert.match(await link.getAttribute("href"), /^rules\.ja\.html#[a-z-]+$/);
  const [opened] = await Promise.all([page.context().waitForEvent("page"), steps.follow(link)]);
  await opened.locator(":target h3").waitFor();
  await steps.verdictIs(page, "denied");
});

test("the page leads to its neighbours, and they lead back", async () => {
  const page = await suite.open({ locale: "en-US" });
  await page.locator("a[href='how.html']").click();
  await page.waitForURL(/how\.html$/);
  await page.locator("a[href='examples.html']").first().click();
  await page.waitForURL(/examples\.html$/);
  const address = await page.locator(".open").first().getAttribute("href");
  assert.match(address, /^\.\/\?example=[a-z0-9-]+&lang=en$/);
});
