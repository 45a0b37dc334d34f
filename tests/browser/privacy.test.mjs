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
  await steps.readerLoaded(page);
  await steps.sealed(page);
  const asked = () => ({
    // A worker's script is memory of the page.
    browser: page.seen.requests.filter(({ url }) => !url.startsWith("blob:")).length,
    server: suite.site.requests.length,
  });
  const before = asked();
  await steps.give(page, { ...steps.GOOD, bucket: steps.DENYING });
  await steps.pasteAnything(page, steps.GOOD.trust);
  await steps.went(page, "document");
  for (let index = 0; index < 6; index += 1) await steps.chooseExample(page, index);
  await steps.chooseExample(page, 1);
  await steps.applyFix(page);
  await steps.chooseLanguage(page, "ja");
  await page.locator("[data-action=plain]").click();
  await steps.openTab(page, "bucket");
  await page.locator("[data-document=bucket]").fill(steps.DENYING);
  await page.locator("[data-action=plain]").click();
  await page.locator("[data-action=clear]").click();
  await page.waitForTimeout(300);
  assert.deepEqual(asked(), before);
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

const KEY_ID = "AKIAQ3EGRT7ZKPLMNV2X";
const SECRET = "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";

test("a secret that is pasted is masked before anything sees it", async () => {
  const page = await suite.open({ locale: "ja-JP" });
  await steps.loaded(page);
  const pasted = `aws_access_key_id = ${KEY_ID}\naws_secret_access_key = ${SECRET}\n`;
  await steps.paste(page, "identity", pasted);
  await page.locator(".notice", { hasText: "シークレットアクセスキー" }).waitFor();
  const held = await steps.text(page, "identity");
  assert.equal(held.length, pasted.length);
  assert.match(held, /AKIA\*{12}NV2X/);
  await page.keyboard.press("ControlOrMeta+z");
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await steps.openForm(page);
  await page.locator("[data-field=external-id]").fill(`aws_secret_access_key=${SECRET}`);
  const everywhere = await steps.everything(page);
  assert.ok(!everywhere.includes(SECRET) && !everywhere.includes(KEY_ID));
  await page.locator("button", { hasText: "クリア" }).click();
  await page.locator(".notice").waitFor({ state: "detached" });
  await page.context().close();
});

test("a plain box masks too", async () => {
  const page = await suite.open();
  await steps.loaded(page);
  await steps.switchPlain(page);
  await steps.openTab(page, "trust");
  const area = page.locator("textarea[data-document=trust]");
  await area.fill(`{"SecretAccessKey": "${SECRET}"}`);
  assert.equal(await area.inputValue(), `{"SecretAccessKey": "${"*".repeat(SECRET.length)}"}`);
  await page.locator(".notice", { hasText: "secret access key" }).waitFor();
  await page.context().close();
});
