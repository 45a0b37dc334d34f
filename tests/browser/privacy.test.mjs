// Nothing leaves: after the page has loaded, neither the browser nor the server sees another request.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertClean, start } from "./harness.mjs";
import * as steps from "./steps.mjs";

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

test("no request is made after loading, whatever one does", async () => {
  const page = await suite.open();
  await steps.loaded(page);
  await page.waitForLoadState("networkidle");
  const before = { browser: page.seen.requests.length, server: suite.site.requests.length };
  await steps.give(page, { ...steps.GOOD, bucket: steps.DENYING });
  for (let index = 0; index < 6; index += 1) await steps.chooseExample(page, index);
  await steps.chooseExample(page, 1);
  await steps.applyFix(page);
  await steps.chooseLanguage(page, "ja");
  await page.locator("[data-action=plain]").click();
  await page.locator("[data-document=bucket]").fill(steps.DENYING);
  await page.locator("[data-action=plain]").click();
  await page.locator("[data-action=clear]").click();
  await page.waitForTimeout(300);
  const later = { browser: page.seen.requests.length, server: suite.site.requests.length };
  assert.deepEqual(later, before);
  assertClean(page, suite.origin);
});

test("nothing pasted is stored or put into the address", async () => {
  const page = await suite.open();
  await steps.loaded(page);
  const canary = "canary-7f3a9c";
  await steps.give(page, { identity: steps.GOOD.identity.replace("mydata", canary) }, { bucket: canary });
  await steps.chooseLanguage(page, "ja");
  const kept = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: await indexedDB.databases(),
    cookie: document.cookie,
    history: history.state,
  }));
  assert.deepEqual(kept, { local: {}, session: {}, databases: [], cookie: "", history: null });
  assert.ok(!page.url().includes(canary));
  assert.ok(!(await page.title()).includes(canary));
});
