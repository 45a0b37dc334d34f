// On a phone and on paper: the browser's own boxes, a bar to the next problem, nothing hidden, nothing too wide.

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

async function open(options) {
  const page = await suite.open(options);
  await steps.loaded(page);
  return page;
}

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("a phone has plain boxes with a list of lines, and a bar that leads from problem to problem", async () => {
  const page = await open(PHONE);
  await steps.chooseExample(page, 5);
  assert.equal(await page.locator(".rich").count(), 0);
  const bar = page.locator(".bar");
  assert.match(await bar.innerText(), /\d problems?\s+Next/);
  const atEdge = await bar.evaluate((bar) => innerHeight - bar.getBoundingClientRect().bottom);
  assert.ok(Math.abs(atEdge) < 1, `${atEdge}`);
  await bar.getByRole("button").click();
  await page.locator("[data-slot]:not([hidden]) .note").waitFor();
  const [slot] = await steps.shown(page);
  assert.match(await page.locator(`#${slot}-panel .lines li`).first().innerText(), /line \d+/);
});

test("the bar hides nothing: at the end of the page everything stands above it", async () => {
  const page = await open(PHONE);
  await steps.chooseExample(page, 5);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForTimeout(100);
  const [bar, foot] = await page.evaluate(() =>
    [".bar", ".page-foot"].map((selector) => document.querySelector(selector).getBoundingClientRect().top),
  );
  assert.ok(bar < foot, `${bar} ${foot}`);
});

test("below 1100 px the guide comes before the documents, beside them above", async () => {
  const at = async (width) => {
    const page = await open({ viewport: { width, height: 900 } });
    await steps.chooseExample(page, 1);
    const [guide, documents] = await page.evaluate(() =>
      [".guide", ".documents"].map((selector) => {
        const { left, top, right } = document.querySelector(selector).getBoundingClientRect();
        return { left, top, right };
      }),
    );
    await page.context().close();
    return { guide, documents };
  };
  const wide = await at(1100);
  assert.ok(wide.guide.left >= wide.documents.right);
  const narrow = await at(800);
  assert.ok(narrow.guide.top < narrow.documents.top);
});

test("at 400 % of a desktop, and with every state, nothing is too wide", async () => {
  const page = await open({ viewport: { width: 320, height: 256 }, locale: "ja-JP" });
  const wider = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await steps.give(page, { identity: steps.GOOD.trust, trust: steps.BROKEN });
  for (const slot of ["identity", "trust", "bucket"]) {
    await steps.openTab(page, slot);
    assert.ok((await wider()) <= 0, slot);
  }
  await page.keyboard.press("F8");
  assert.ok((await wider()) <= 0, "a note");
});

for (const locale of ["en-US", "ja-JP"]) {
  test(`axe finds nothing in notices, notes and bar: ${locale}`, async () => {
    const page = await open({ ...PHONE, locale });
    await steps.give(page, { identity: steps.GOOD.trust, trust: steps.BROKEN });
    await page.keyboard.press("F8");
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
      [],
    );
  });
}

test("on paper every document stands whole with its line numbers", async () => {
  const page = await open();
  await steps.give(page, { ...steps.GOOD, bucket: steps.DENYING });
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const lines = page.locator("ol.printed");
  assert.equal(await lines.count(), 3);
  for (let index = 0; index < 3; index += 1) assert.ok(await lines.nth(index).isVisible());
  assert.equal(await lines.first().locator("li").count(), steps.GOOD.identity.split("\n").length);
  assert.ok(!(await page.locator(".bar, .tabs-row, #intake").first().isVisible()));
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator(".printed").count(), 0);
});

test("forced colours keep the chosen tab and the problems apart from the rest", async () => {
  const page = await open({ forcedColors: "active" });
  await steps.give(page, { identity: steps.BROKEN });
  const [chosen, other] = await Promise.all(
    ["identity", "trust"].map((slot) =>
      steps.tab(page, slot).evaluate((tab) => getComputedStyle(tab).borderTopWidth),
    ),
  );
  assert.notEqual(chosen, other);
});

test("nothing moves for whoever wants no motion", async () => {
  const page = await open({ reducedMotion: "reduce" });
  await steps.chooseExample(page, 1);
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll("*")]
        .map((element) => getComputedStyle(element))
        .filter(
          ({ transitionDuration, animationName }) => transitionDuration !== "0s" || animationName !== "none",
        ).length,
  );
  assert.equal(moving, 0);
});
