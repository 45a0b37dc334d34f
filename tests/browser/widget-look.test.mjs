// How the widget looks on a host's page: themes, what the host may style, narrow columns, and for everybody.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { start } from "./harness.mjs";
import { checker, documentation, SLIP, serveWidget, set } from "./hosting.mjs";
import * as steps from "./steps.mjs";

let suite;
let widget;
before(async () => {
  suite = await start();
  widget = await serveWidget();
});
after(() => suite?.stop());

async function open(content, { host, ...options } = {}) {
  const docs = await documentation(widget, content, { csp: "", ...host });
  const page = await suite.newPage(options);
  await page.goto(docs.origin);
  await page.locator("undenied-checker .widget").first().waitFor();
  return page;
}

const background = (page) =>
  page.locator(".widget").evaluate((it) => {
    const [red] = getComputedStyle(it).backgroundColor.match(/\d+/g).map(Number);
    return red < 128 ? "dark" : "light";
  });

test("the theme is the host's, and changes with it", async () => {
  const page = await open(checker("", SLIP), { colorScheme: "light" });
  assert.equal(await background(page), "light");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await background(page), "dark");
  const hints = [
    [() => document.documentElement.setAttribute("data-theme", "light"), "light"],
    [() => document.documentElement.setAttribute("data-theme", "dark"), "dark"],
    [() => document.documentElement.removeAttribute("data-theme"), "dark"],
    [() => document.body.setAttribute("data-md-color-scheme", "default"), "light"],
    [() => document.body.setAttribute("data-md-color-scheme", "slate"), "dark"],
    [() => document.body.removeAttribute("data-md-color-scheme"), "dark"],
    [() => (document.body.style.background = "white"), "light"],
    [() => document.documentElement.classList.add("dark"), "dark"],
    [() => document.documentElement.classList.remove("dark"), "light"],
  ];
  for (const [change, expected] of hints) {
    await page.evaluate(change);
    await page.waitForTimeout(20);
    assert.equal(await background(page), expected, String(change));
  }
  await set(page, { theme: "dark" });
  assert.equal(await background(page), "dark");
  await set(page, { theme: "auto" });
  assert.equal(await background(page), "light");
});

test("the host's language counts while it changes, unless somebody chose another", async () => {
  const page = await open(checker("", SLIP));
  await page.evaluate(() => document.documentElement.setAttribute("lang", "ja"));
  await page.locator(".verdict-word", { hasText: "拒否" }).waitFor();
  await page.locator(".languages [lang=en]").click();
  await page.locator(".verdict-word", { hasText: "Denied" }).waitFor();
  await page.evaluate(() => document.documentElement.classList.add("dark"));
  await page.waitForTimeout(50);
  assert.match(await page.locator(".verdict-word").innerText(), /Denied/);
});

test("custom properties, parts and slots are the host's to set", async () => {
  const head = `<style>
    undenied-checker {
      --undenied-bg: rgb(1, 2, 3); --undenied-fg: rgb(250, 251, 252); --undenied-muted: rgb(4, 5, 6);
      --undenied-accent: rgb(7, 8, 9); --undenied-deny: rgb(10, 11, 12); --undenied-border: rgb(13, 14, 15);
      --undenied-radius: 3px; --undenied-font: serif; --undenied-font-mono: cursive; --undenied-font-size: 18px;
      --undenied-space: 7px;
    }
    undenied-checker::part(result) { outline: 5px solid rgb(21, 22, 23); }
    undenied-checker::part(button) { text-transform: uppercase; }
  </style>`;
  const slots = '<h3 slot="title">Check it here</h3><p slot="footer">Questions?</p>';
  const page = await open(checker("", SLIP, slots), { host: { head } });
  await steps.verdictIs(page, "denied");
  const style = (selector, name) =>
    page
      .locator(`undenied-checker ${selector}`)
      .first()
      .evaluate((it, name) => getComputedStyle(it).getPropertyValue(name), name);
  assert.equal(await style(".widget", "background-color"), "rgb(1, 2, 3)");
  assert.equal(await style(".widget", "color"), "rgb(250, 251, 252)");
  assert.equal(await style(".widget", "border-radius"), "3px");
  assert.equal(await style(".widget", "border-top-color"), "rgb(13, 14, 15)");
  assert.equal(await style(".widget", "padding-top"), "7px");
  assert.equal(await style(".widget", "font-family"), "serif");
  assert.equal(await style(".widget", "font-size"), "18px");
  assert.equal(await style(".widget-head", "color"), "rgb(4, 5, 6)");
  assert.equal(await style(".listing", "font-family"), "cursive");
  assert.equal(await style(".verdict", "outline-color"), "rgb(21, 22, 23)");
  assert.equal(await style("[data-action=try]", "text-transform"), "uppercase");
  assert.ok(await page.getByRole("heading", { name: "Check it here" }).isVisible());
  assert.ok(await page.getByText("Questions?").isVisible());
});

test("it measures by the text around it", async () => {
  const page = await open(`<div style="font-size: 20px">${checker("", SLIP)}</div>`);
  const size = await page.locator(".widget").evaluate((it) => getComputedStyle(it).fontSize);
  assert.equal(size, "20px");
});

for (const width of [320, 640, 1200]) {
  test(`at ${width} pixels nothing has to be scrolled sideways`, async () => {
    for (const lang of ["en", "ja"]) {
      const page = await open(checker(`lang=${lang}`, SLIP), { viewport: { width, height: 800 } });
      await steps.verdictIs(page, "denied");
      assert.equal(await steps.tooWide(page), 0, lang);
      const inner = await page.locator(".widget").evaluate((it) => it.scrollWidth - it.clientWidth);
      assert.equal(inner, 0, lang);
      await page.locator("[data-action=try]").click();
      await steps.editorsLoaded(page);
      assert.equal(await steps.tooWide(page), 0, `${lang}, edit`);
      await page.close();
    }
  });
}

for (const lang of ["en", "ja"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing: ${lang}, ${colorScheme}`, async () => {
      const page = await open(checker(`lang=${lang}`, SLIP), { colorScheme });
      await steps.verdictIs(page, "denied");
      await axe(page, "read-only");
      await set(page, { collapsed: "", "max-height": "300" });
      await axe(page, "folded");
      await set(page, { collapsed: null, mode: "edit" });
      await steps.editorsLoaded(page);
      await axe(page, "edit");
      const none = Object.fromEntries(Object.keys(steps.FACTS).map((name) => [name, null]));
      await set(page, { ...none, example: "import-allowed", mode: "readonly" });
      await steps.verdictIs(page, "allowed");
      await axe(page, "allowed");
    });
  }
}

async function axe(page, what) {
  const { violations } = await new AxeBuilder({ page }).include("undenied-checker").analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
  assert.deepEqual(found, [], what);
}
