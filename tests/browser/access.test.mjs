// For everybody: no finding of axe, everything by keyboard, narrow screens, large text.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { start } from "./harness.mjs";
import * as steps from "./steps.mjs";

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

const MODES = [
  { locale: "en-US", colorScheme: "light" },
  { locale: "en-US", colorScheme: "dark" },
  { locale: "ja-JP", colorScheme: "light" },
  { locale: "ja-JP", colorScheme: "dark" },
];

for (const mode of MODES) {
  test(`axe finds nothing: ${mode.locale}, ${mode.colorScheme}`, async () => {
    const page = await suite.open(mode);
    await steps.loaded(page);
    await check(page, "empty");
    await steps.chooseExample(page, 0);
    await check(page, "allowed");
    await steps.chooseExample(page, 1);
    await check(page, "denied, with a note");
    await page.locator(".menu summary").click();
    await check(page, "menu");
    await page.locator("[data-action=plain]").click();
    await check(page, "plain boxes");
    await page.locator("[data-share] summary").click();
    await page.locator("[data-action=copy-link]").click();
    await page.locator(".share-address").waitFor();
    await check(page, "a link to share");
    await page.keyboard.press("Escape");
    await page.locator("[data-action=leak]").click();
    await page.locator("[data-leaked]").waitFor();
    await check(page, "what was tried");
  });
}

async function check(page, what) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
  assert.deepEqual(found, [], what);
}

for (const width of [320, 360, 768, 1280]) {
  test(`nothing has to be scrolled sideways at ${width} px`, async () => {
    const page = await suite.open({
      viewport: { width, height: 700 },
      locale: width === 320 ? "ja-JP" : "en-US",
    });
    await steps.loaded(page);
    for (const index of [0, 1, 3, 4]) {
      await steps.chooseExample(page, index);
      await page.waitForTimeout(50);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(wider <= 0, `example ${index}: ${wider} px too wide`);
    }
  });
}

test("from the example to the repaired document by keyboard alone", async () => {
  const page = await suite.open();
  await steps.loaded(page);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "skip");
  await tabTo(page, "summary");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await steps.verdictIs(page, "denied");
  await page.keyboard.press("F8");
  assert.equal(await focused(page), "rich");
  await tabTo(page, "primary");
  await page.keyboard.press("Enter");
  if (await page.locator("[data-action=confirm]").isVisible()) {
    await tabTo(page, "primary");
    await page.keyboard.press("Enter");
  }
  await steps.verdictIs(page, "allowed");
});

test("Tab leaves the editor, in both directions", async () => {
  const page = await suite.open();
  await steps.loaded(page);
  await steps.openEditor(page, "trust");
  const inEditor = () => page.evaluate(() => document.activeElement.dataset.editor);
  await page.keyboard.press("Tab");
  assert.equal(await inEditor(), undefined);
  await page.keyboard.press("Shift+Tab");
  assert.equal(await inEditor(), "trust");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await inEditor(), undefined);
});

/** A class by which the focused element is known. */
function focused(page) {
  return page.evaluate(() => {
    const { classList, dataset, localName } = document.activeElement;
    // Shows a fix, but does not carry it out.
    if (dataset.go) return localName;
    return ["skip", "rich", "primary"].find((name) => classList.contains(name)) ?? localName;
  });
}

async function tabTo(page, what) {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await focused(page)) === what) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${what} is not reached by Tab`);
}
