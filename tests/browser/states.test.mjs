// Each state of the page as it looks: in both languages, on a desk and on a phone, by day and by night.
// `UPDATE_EXPECT=1` takes new small pictures; the large ones of the last run are in target/states/.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { assertClean, DIST, running, start } from "./harness.mjs";
import { overlapping, unreadable } from "./layout.mjs";
import { distance, packed, shrinker, unpacked } from "./pictures.mjs";
import { serve, trunkHeaders } from "./server.mjs";
import { STATES } from "./states.mjs";
import * as steps from "./steps.mjs";

const LARGE = new URL("../../target/states/", import.meta.url);
const SMALL = new URL("states.txt", import.meta.url);
const UPDATE = process.env.UPDATE_EXPECT === "1";
/** What another font differs by stays below, a card that has moved above; the last test shows it. */
const TOLERANCE = 0.55;
const SCREENS = {
  wide: { viewport: { width: 1280, height: 900 } },
  narrow: { viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true },
};
const LOCALES = { en: "en-US", ja: "ja-JP" };

let suite;
let pictures;
const known = new Map();
const taken = new Map();
before(async () => {
  suite = await start();
  pictures = await shrinker(suite.browser);
  await mkdir(LARGE, { recursive: true });
  const lines = await readFile(SMALL, "utf8").catch(() => "");
  for (const line of lines.split("\n").filter(Boolean)) known.set(...line.split(" "));
});
after(async () => {
  if (UPDATE) {
    const lines = [...new Map([...known, ...taken])].map((pair) => pair.join(" ")).sort();
    await writeFile(SMALL, `${lines.join("\n")}\n`);
  }
  await suite?.stop();
});

/** The state, reached as a user reaches it. */
async function reached(name, screen, lang) {
  const state = STATES[name];
  const page = await suite.newPage({ ...SCREENS[screen], locale: LOCALES[lang], ...state.options });
  const site = await serve(DIST, { headers: await trunkHeaders() });
  page.origin = site.origin;
  await (state.arrive ?? arrive)(page, site);
  await state.reach(page);
  return page;
}

async function arrive(page, site) {
  await page.goto(site.origin);
  await running(page);
  await steps.loaded(page);
  await steps.sealed(page);
}

describe("each state", { concurrency: 2 }, () => {
  for (const name of Object.keys(STATES))
    for (const screen of Object.keys(SCREENS))
      test(`${name}, ${screen}`, async () => {
        let page = await reached(name, screen, "en");
        await look(page, name, screen, "en");
        if (STATES[name].isMute) page = await reached(name, screen, "ja");
        else await steps.chooseLanguage(page, "ja");
        await look(page, name, screen, "ja");
        await page.context().close();
      });
});

for (const screen of Object.keys(SCREENS))
  test(`another font is no other picture, a card in another place is one: ${screen}`, async () => {
    const page = await reached("denied", screen, "en");
    const usual = await small(page);
    const after = async (change) => {
      await page.evaluate(change);
      return distance(usual, await small(page));
    };
    const fonts = [];
    for (const font of ["DejaVu Serif", "Noto Sans CJK JP"]) {
      await page.evaluate((font) => document.documentElement.style.setProperty("--font", font), font);
      fonts.push(distance(usual, await small(page)));
    }
    await page.evaluate(() => document.documentElement.style.removeProperty("--font"));
    const moved = await after(() => document.querySelector(".below").before(document.querySelector(".path")));
    await page.evaluate(() => document.querySelector(".columns").before(document.querySelector(".path")));
    const back = distance(usual, await small(page));
    const gone = await after(() => document.querySelector(".guide").remove());
    const measured = JSON.stringify({ fonts, moved, gone });
    console.log(`${screen}: ${measured}`);
    assert.equal(back, 0);
    assert.ok(Math.max(...fonts) < TOLERANCE && Math.min(moved, gone) > TOLERANCE, measured);
  });

async function look(page, name, screen, lang) {
  await steps.settled(page);
  await STATES[name].promise(page, lang);
  assert.ok((await steps.tooWide(page)) <= 0, "scrolled sideways");
  assert.deepEqual(await overlapping(page), []);
  assert.deepEqual(await unreadable(page), []);
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    assert.deepEqual(await findings(page, scheme), [], scheme);
    await compare(page, [name, lang, screen, scheme].join("-"));
  }
  assertClean(page, page.origin);
}

/** What axe finds; in the dark only what colours can change. */
async function findings(page, scheme) {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (scheme === "dark" ? axe.withRules(["color-contrast"]) : axe).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
}

async function small(page, name) {
  await page.mouse.move(0, 0);
  // The bar of a phone stands where the page is scrolled to.
  await page.evaluate(() => {
    document.activeElement?.blur();
    scrollTo({ top: 0, behavior: "instant" });
  });
  const png = await page.screenshot({ fullPage: true });
  if (name) await writeFile(new URL(`${name}.png`, LARGE), png);
  return pictures.shrink(png);
}

async function compare(page, name) {
  const picture = await small(page, name);
  taken.set(name, packed(picture));
  if (UPDATE) return;
  assert.ok(known.has(name), `${name} has no picture yet: look at target/states/, then UPDATE_EXPECT=1`);
  const apart = distance(unpacked(known.get(name)), picture);
  assert.ok(
    apart <= TOLERANCE,
    `${name} looks different (${apart.toFixed(3)}): see target/states/${name}.png`,
  );
}
