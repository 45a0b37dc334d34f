// When the page cannot run: the text stays, the reason is said in both languages, and there is a way on.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { DIST, running, start } from "./harness.mjs";
import { serve, trunkHeaders } from "./server.mjs";
import * as steps from "./steps.mjs";

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

const TYPED = '{"Version": "2012-10-17"}';

/** What is said of a start that failed, after something was typed. */
async function failed(page, address) {
  await page.goto(address);
  await page.locator("textarea[data-document=identity]").fill(TYPED);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.equal(await page.locator("textarea[data-document=identity]").inputValue(), TYPED);
  assert.ok(await alert.getByRole("button", { name: /Reload|再読み込み/ }).isVisible());
  return {
    en: await alert.locator("p[lang=en]").innerText(),
    ja: await alert.locator("p[lang=ja]").innerText(),
  };
}

test("without WebAssembly the page says so", async () => {
  const page = await suite.newPage();
  await page.addInitScript(() => {
    delete globalThis.WebAssembly;
  });
  const { en, ja } = await failed(page, suite.origin);
  assert.match(en, /has no WebAssembly/);
  assert.match(ja, /WebAssembly が使えない/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id }) => id),
    [],
  );
});

test("the page's language comes first in what is said, for no switch works any more", async () => {
  const page = await suite.newPage();
  await page.addInitScript(() => {
    delete globalThis.WebAssembly;
  });
  await failed(page, `${suite.origin}/?lang=ja`);
  const order = page.getByRole("alert").locator("p");
  assert.deepEqual(await order.evaluateAll((all) => all.map(({ lang }) => lang)), ["ja", "en"]);
});

test("a host whose policy lacks 'wasm-unsafe-eval' is told so", async () => {
  const headers = await trunkHeaders();
  const policy = headers["Content-Security-Policy"].replace(" 'wasm-unsafe-eval'", "");
  const strict = await serve(DIST, { headers: { ...headers, "Content-Security-Policy": policy } });
  const { en, ja } = await failed(await suite.newPage(), strict.origin);
  assert.match(en, /lacks 'wasm-unsafe-eval' in script-src/);
  assert.match(ja, /script-src に 'wasm-unsafe-eval' がありません/);
  await strict.close();
});

for (const [what, pattern] of [
  ["program", /app-[^/]*\.wasm/],
  ["glue", /app-[^/]*\.js/],
]) {
  test(`a ${what} that does not load is said with its reason`, async () => {
    const page = await suite.newPage();
    await page.route(pattern, (route) => route.fulfill({ status: 503, body: "" }));
    const { en, ja } = await failed(page, suite.origin);
    assert.match(en, /did not load \(.+\)\. Check the connection/);
    assert.match(ja, /読み込めませんでした/);
  });
}

test("without the rich editor the plain boxes stay, and the page still seals itself", async () => {
  const page = await suite.newPage();
  await page.route(/editor-/, (route) => route.abort());
  await page.goto(suite.origin);
  await running(page);
  await steps.sealed(page);
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
});

test("without what stands beside it the checker works, unsealed, and says no more than that", async () => {
  const page = await suite.newPage();
  await page.route(/aside-/, (route) => route.abort());
  await page.goto(suite.origin);
  await steps.loaded(page);
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  assert.equal(await page.locator("header [data-badge]").innerText(), "Stays in this browser");
});

test("a panic of the views is said, and the text stays; the engine's is in engine.test.mjs", async () => {
  const page = await suite.open();
  await steps.loaded(page);
  await steps.paste(page, "identity", TYPED);
  await page.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });
  const alert = page.getByRole("alert").filter({ hasText: "unreachable" });
  await alert.waitFor();
  assert.match(await alert.locator("p[lang=en]").innerText(), /does not work any more/);
  assert.match(await alert.locator("p[lang=ja]").innerText(), /動作しなくなりました/);
  assert.equal(await steps.text(page, "identity"), TYPED);
});
