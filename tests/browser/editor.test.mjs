// Writing: nothing typed is lost before, while and after the program and the rich editor arrive.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertClean, running, start } from "./harness.mjs";
import * as steps from "./steps.mjs";

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

/** Holds back the files whose name matches until `release` is called. */
async function hold(page, pattern) {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(pattern, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test("what is typed before the program arrives is kept, with focus and cursor", async () => {
  const page = await suite.newPage();
  const release = await hold(page, /\.wasm/);
  await page.goto(suite.origin);
  await steps.openTab(page, "trust");
  await page.locator("textarea[data-document=trust]").fill(steps.GOOD.trust);
  await steps.openTab(page, "identity");
  const identity = page.locator("textarea[data-document=identity]");
  await identity.focus();
  await page.keyboard.insertText('{"Version":"2012"');
  await page.keyboard.press("ArrowLeft");
  release();
  await running(page);
  await steps.loaded(page);
  await page.keyboard.insertText("-10-17");
  assert.equal(await steps.text(page, "identity"), '{"Version":"2012-10-17"');
  assert.equal(await steps.text(page, "trust"), steps.GOOD.trust);
  assertClean(page, suite.origin);
});

test("a word that is being composed when the program arrives is finished first", async () => {
  const page = await suite.newPage({ locale: "ja-JP" });
  const release = await hold(page, /\.wasm/);
  await page.goto(suite.origin);
  await page.locator("textarea[data-document=identity]").focus();
  const ime = await page.context().newCDPSession(page);
  await ime.send("Input.imeSetComposition", { text: "かん", selectionStart: 2, selectionEnd: 2 });
  release();
  await page.waitForTimeout(500);
  assert.equal(await page.locator("#app[data-live]").count(), 0);
  await ime.send("Input.insertText", { text: "漢字" });
  await running(page);
  await steps.loaded(page);
  assert.equal(await steps.text(page, "identity"), "漢字");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.editor), "identity");
});

test("without the editor chunk the plain boxes do everything", async () => {
  const page = await suite.newPage();
  await page.route(/editor[^/]*\.js/, (route) => route.abort());
  await page.goto(suite.origin);
  await running(page);
  const box = page.locator("textarea[data-document=identity]");
  await box.fill(steps.GOOD.identity.replace("mydata/*", "mydata"));
  await steps.openTab(page, "trust");
  await page.locator("[data-document=trust]").fill(steps.GOOD.trust);
  for (const [name, value] of Object.entries(steps.FACTS))
    await page.locator(`[data-field=${name}]`).fill(value);
  await steps.verdictIs(page, "denied");
  await page.locator(".finding").first().click();
  const selected = await box.evaluate((box) => box.value.slice(box.selectionStart, box.selectionEnd));
  assert.equal(selected, '"arn:aws:s3:::tidb-cloud-source-data/mydata"');
  await steps.applyFix(page);
  await steps.verdictIs(page, "allowed");
  assert.equal(await box.inputValue(), steps.GOOD.identity);
});

test("plain boxes are a choice, and nothing is lost on the way there and back", async () => {
  const page = await suite.open();
  await steps.loaded(page);
  await steps.give(page, steps.GOOD, {});
  await page.locator("[data-action=plain]").click();
  await steps.openTab(page, "identity");
  const box = page.locator("textarea[data-document=identity]");
  assert.equal(await box.inputValue(), steps.GOOD.identity);
  await box.fill("{}");
  await page.locator("[data-action=plain]").click();
  await steps.loaded(page);
  assert.equal(await steps.text(page, "identity"), "{}");
});

test("an input method composes undisturbed, in both kinds of box", async () => {
  const page = await suite.open({ locale: "ja-JP" });
  await steps.loaded(page);
  const ime = await page.context().newCDPSession(page);
  const compose = async () => {
    for (const text of ["か", "かん", "かんじ", "漢字"]) {
      await ime.send("Input.imeSetComposition", {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
      await page.waitForTimeout(60);
    }
    await ime.send("Input.insertText", { text: "漢字" });
    await page.waitForTimeout(200);
  };
  await steps.paste(page, "identity", '{"Version": "", "Statement": [,]}');
  for (let presses = 0; presses < 100; presses += 1) await page.keyboard.press("ArrowLeft");
  for (let presses = 0; presses < 13; presses += 1) await page.keyboard.press("ArrowRight");
  await compose();
  assert.equal(await steps.text(page, "identity"), '{"Version": "漢字", "Statement": [,]}');
  assert.notDeepEqual(await steps.marked(page, "identity"), []);

  await page.locator("[data-action=plain]").click();
  await steps.openTab(page, "trust");
  const box = page.locator("textarea[data-document=trust]");
  await box.focus();
  await page.keyboard.insertText("{ ");
  await compose();
  assert.equal(await box.inputValue(), "{ 漢字");
});

test("while somebody types, no note opens under the hands", async () => {
  const page = await suite.open();
  await steps.loaded(page);
  await steps.editor(page, "identity").focus();
  await page.keyboard.type('{"Version" ', { delay: 5 });
  await page.locator(".findings").waitFor();
  assert.equal(await page.locator(".note").count(), 0);
});
