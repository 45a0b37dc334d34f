// What the page is for: paste, see the line, understand, repair. In a real browser, with the real engine.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertClean, start } from "./harness.mjs";
import * as steps from "./steps.mjs";

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

async function open(options) {
  const page = await suite.open(options);
  await steps.loaded(page);
  return page;
}

const errors = (problems) => problems.filter(({ severity }) => severity === "error");

test("the manual's good documents are allowed, without an error", async () => {
  const page = await open();
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  assert.deepEqual(errors(await steps.problems(page)), []);
  assertClean(page, suite.origin);
});

test("a missing /* is marked on exactly that string, and the fix restores the verdict", async () => {
  const page = await open();
  const identity = steps.GOOD.identity.replace("mydata/*", "mydata");
  await steps.give(page, { ...steps.GOOD, identity });
  await steps.verdictIs(page, "denied");
  const marked = await steps.marked(page, "identity");
  const errors = marked.filter(({ severity }) => severity === "error");
  assert.deepEqual(
    errors.map(({ text, line }) => ({ text, line })),
    [{ text: '"arn:aws:s3:::tidb-cloud-source-data/mydata"', line: 11 }],
  );
  await steps.applyFix(page);
  await steps.verdictIs(page, "allowed");
  assert.equal(await steps.text(page, "identity"), steps.GOOD.identity);
});

test("another external ID puts the blame on the trust policy", async () => {
  const page = await open();
  const other = "696e6672612d6170690b1f6c27d94e8a3a5c60c7e29f18d4b3";
  await steps.give(page, { ...steps.GOOD, trust: steps.GOOD.trust.replace(steps.EXTERNAL_ID, other) });
  await steps.verdictIs(page, "denied");
  const errors = (await steps.marked(page, "trust")).filter(({ severity }) => severity === "error");
  assert.deepEqual(
    errors.map(({ text }) => text),
    [`"${other}"`],
  );
  assert.deepEqual(
    (await steps.marked(page, "identity")).filter(({ severity }) => severity === "error"),
    [],
  );
  await page.locator(".station[data-state=denied]", { hasText: "Trust policy" }).waitFor();
});

test("the manual's broken sample is marked in two places and repaired with one click", async () => {
  const page = await open({ locale: "ja-JP" });
  await steps.give(page, { ...steps.GOOD, identity: steps.BROKEN });
  const slip = page.locator('.findings > [data-rule="json-syntax"] .finding');
  assert.equal(await slip.count(), 2);
  const marked = await steps.marked(page, "identity");
  assert.deepEqual(
    marked.filter(({ line, text }) => line === 20 && text.length < 2).map(({ text }) => text),
    [",", ""],
  );
  await slip.first().click();
  await page.locator("[data-slot=identity] [data-action=apply]").last().click();
  await slip.first().waitFor({ state: "detached" });
  assert.equal(JSON.parse(await steps.text(page, "identity")).Statement.length, 2);
});

test("a denying bucket policy is blamed, and every example says what it is an example of", async () => {
  const page = await open();
  const states = [];
  for (let index = 0; index < 6; index += 1) {
    await steps.chooseExample(page, index);
    await page.waitForTimeout(50);
    states.push(await steps.verdict(page));
    if (index === 3)
      await page.locator(".station[data-state=denied]", { hasText: "Bucket policy" }).waitFor();
  }
  assert.deepEqual(states.slice(0, 4), ["allowed", "denied", "denied", "denied"]);
  assertClean(page, suite.origin);
});

test("a problem in the list leads to its place in the text", async () => {
  const page = await open();
  await steps.chooseExample(page, 1);
  await page.locator("[data-slot=identity] .note").getByRole("button", { name: "Close" }).click();
  await page.locator(".note").waitFor({ state: "detached" });
  await page.locator(".finding").first().click();
  await page.locator("[data-slot=identity] .note").waitFor();
  const selected = await page.evaluate(() => {
    const root = document.querySelector("[data-editor=identity]").shadowRoot;
    return root.activeElement?.classList.contains("cm-content") ? root.getSelection().toString() : "no focus";
  });
  assert.equal(selected, '"arn:aws:s3:::acme/mydata"');
});

test("what a fix, an example and the clear button did can be taken back", async () => {
  const page = await open();
  await steps.give(page, { identity: "{}" });
  await steps.chooseExample(page, 1);
  await steps.applyFix(page);
  assert.match(await steps.text(page, "identity"), /mydata\/\*"/);
  await page.locator("[data-action=undo]").click();
  assert.match(await steps.text(page, "identity"), /mydata"/);
  await steps.applyFix(page);
  await steps.openEditor(page, "identity");
  await page.keyboard.press("ControlOrMeta+z");
  assert.match(await steps.text(page, "identity"), /mydata"/);
  await page.locator("[data-action=clear]").click();
  assert.equal(await steps.verdict(page), "empty");
  await page.locator("[data-action=undo]").click();
  assert.match(await steps.text(page, "identity"), /mydata"/);
});

test("all fixes at once end a denial with several causes, after asking, and can be taken back", async () => {
  const page = await open();
  const identity = steps.GOOD.identity
    .replace("mydata/*", "mydata")
    .replace("s3:ListBucket", "s3:ListObjects");
  await steps.give(page, { ...steps.GOOD, identity });
  await steps.verdictIs(page, "denied");
  await steps.applyAllFixes(page);
  await steps.verdictIs(page, "allowed");
  assert.equal(await steps.text(page, "identity"), steps.GOOD.identity);
  await page.locator("[data-action=undo]").click();
  await steps.verdictIs(page, "denied");
  assert.equal(await steps.text(page, "identity"), identity);
  assertClean(page, suite.origin);
});
