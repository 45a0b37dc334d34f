// The page starts: under its Content-Security-Policy, without an error, and with requests to its own origin only.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertClean, running, start } from "./harness.mjs";
import { trunkHeaders } from "./server.mjs";
import { GOOD, loaded, readerLoaded, text } from "./steps.mjs";

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

test("the page starts cleanly", async () => {
  const page = await suite.open();
  await loaded(page);
  // Whatever is still on its way would count among the requests of the next test.
  await readerLoaded(page);
  assertClean(page, suite.origin);
});

test("the first paint waits for no program, and what is typed until it comes is kept", async () => {
  const page = await suite.newPage();
  const events = [];
  let arrive;
  const held = new Promise((resolve) => {
    arrive = resolve;
  });
  await page.route(/app-[^/]*\.wasm/, async (route) => {
    await held;
    events.push("program");
    await route.continue();
  });
  await page.goto(suite.origin, { waitUntil: "commit" });
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  events.push("paint");
  await page.locator("textarea[data-document=identity]").fill(GOOD.identity);
  events.push("typed");
  arrive();
  await running(page);
  await loaded(page);
  assert.deepEqual(events, ["paint", "typed", "program"]);
  assert.equal(await text(page, "identity"), GOOD.identity);
  assertClean(page, suite.origin);
});

test("nothing is fetched twice, and nothing is missing", async () => {
  const first = suite.site.requests.length;
  await loaded(await suite.open());
  const requests = suite.site.requests.slice(first);
  const paths = requests.map(({ path }) => path);
  assert.deepEqual(paths, [...new Set(paths)]);
  assert.deepEqual(
    requests.filter(({ status }) => status !== 200),
    [],
  );
});

test("the policy in the page is the one in the headers", async () => {
  const page = await suite.open();
  const meta = await page.locator("meta[http-equiv=Content-Security-Policy]").first().getAttribute("content");
  const header = (await trunkHeaders())["Content-Security-Policy"];
  assert.equal(header, `${meta}; frame-ancestors 'none'`);
  for (const forbidden of ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"]) {
    assert.ok(!header.includes(forbidden), `${forbidden} in the policy`);
  }
});

test("a start that fails is said in both languages", async () => {
  const page = await suite.newPage();
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(suite.origin);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.locator("p[lang=en]").innerText(), /could not start/);
  assert.match(await alert.locator("p[lang=ja]").innerText(), /起動できませんでした/);
});
