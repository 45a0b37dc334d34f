// Input methods and the keyboard: no character is lost or doubled, and nobody is caught in a box.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./harness.mjs";
import * as steps from "./steps.mjs";

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

const DRAFTS = ["k", "か", "かn", "かん", "かんj", "かんじ", "漢字"];

/** Composes slowly enough for answers to arrive in between, then commits. */
async function compose(page, method) {
  for (const draft of DRAFTS) {
    await method.compose(draft);
    await page.waitForTimeout(40);
  }
  await method.commit("漢字");
  await page.waitForTimeout(150);
}

for (const kind of ["rich", "plain"]) {
  test(`composing in each ${kind} box while findings change loses and doubles nothing`, async () => {
    const page = await suite.open({ locale: "ja-JP" });
    await steps.loaded(page);
    if (kind === "plain") await steps.switchPlain(page);
    const method = await steps.inputMethod(page);
    for (const slot of ["identity", "trust", "bucket"]) {
      await steps.openTab(page, slot);
      const box = kind === "plain" ? steps.plainBox(page, slot) : steps.editor(page, slot);
      await box.focus();
      await page.keyboard.insertText('{"Statement": [,]\n, "Version": "');
      // The answer to it arrives in the middle of the word.
      await compose(page, method);
      await page.keyboard.insertText("、");
      await compose(page, method);
      assert.equal(await steps.text(page, slot), '{"Statement": [,]\n, "Version": "漢字、漢字', slot);
    }
    await steps.settled(page);
    assert.match(await steps.tab(page, "bucket").innerText(), /問題/);
  });
}

test("a fix and another document's text arrive only after the word", async () => {
  const page = await suite.open({ locale: "ja-JP" });
  await steps.loaded(page);
  const method = await steps.inputMethod(page);
  await steps.openEditor(page, "identity");
  await page.keyboard.insertText("ab");
  await method.compose("か");
  await page.locator("[data-action=clear]").evaluate((button) => button.click());
  await page.waitForTimeout(150);
  assert.equal(await steps.text(page, "identity"), "abか");
  await method.commit("課");
  await page.waitForTimeout(300);
  const [undo] = await steps.steps(page);
  const text = await steps.text(page, "identity");
  // Either order is right; that the word is neither lost for good nor doubled is what counts.
  assert.ok(text === "" || text === "ab課", text);
  assert.notEqual(undo, "");
});

test("composing in every field keeps each character", async () => {
  const page = await suite.open({ locale: "ja-JP" });
  await steps.loaded(page);
  await steps.give(page, steps.GOOD);
  await steps.openForm(page);
  const method = await steps.inputMethod(page);
  const fields = await page.locator("input[data-field]:visible").all();
  assert.ok(fields.length > 2);
  for (const field of fields) {
    await field.fill("a");
    await compose(page, method);
    assert.equal(await field.inputValue(), "a漢字");
  }
});

test("Escape leaves the box, Tab goes on from there, and F8 comes back", async () => {
  const page = await suite.open();
  await steps.loaded(page);
  await steps.give(page, { identity: steps.GOOD.identity.replace("mydata/*", "mydata") });
  for (const kind of ["rich", "plain"]) {
    if (kind === "plain") await steps.switchPlain(page);
    await steps.openTab(page, "identity");
    const box = kind === "plain" ? steps.plainBox(page, "identity") : steps.editor(page, "identity");
    await box.focus();
    await page.keyboard.press("Escape");
    const inBox = () => page.evaluate(() => document.activeElement.closest(".box") !== null);
    assert.equal(await inBox(), false);
    assert.match(await page.evaluate(() => document.activeElement.textContent), /F8: next problem/);
    await page.keyboard.press("Tab");
    assert.equal(await inBox(), false);
    await page.keyboard.press("F8");
    assert.equal(await inBox(), true);
  }
});

test("Escape that ends a word does not leave the box", async () => {
  const page = await suite.open({ locale: "ja-JP" });
  await steps.loaded(page);
  const method = await steps.inputMethod(page);
  await steps.openEditor(page, "identity");
  await method.compose("か");
  await page
    .locator("[data-editor=identity]")
    .evaluate((host) =>
      host.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", isComposing: true, bubbles: true })),
    );
  assert.equal(await page.evaluate(() => document.activeElement.dataset.editor), "identity");
});

test("every control has a name and takes the focus", async () => {
  const page = await suite.open();
  await steps.loaded(page);
  await steps.chooseExample(page, 1);
  const unnamed = await page.evaluate(() =>
    [...document.querySelectorAll("button, select, input:not([hidden]), textarea, summary, a")]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const labels = [...(element.labels ?? [])].map((label) => label.textContent);
        const by = (element.getAttribute("aria-labelledby") ?? "").split(" ");
        const named = by.map((id) => document.getElementById(id)?.textContent ?? "");
        const texts = [element.textContent, element.getAttribute("aria-label"), ...labels, ...named];
        return !texts.some((text) => text?.trim());
      })
      .map((element) => element.outerHTML),
  );
  assert.deepEqual(unnamed, []);
});
