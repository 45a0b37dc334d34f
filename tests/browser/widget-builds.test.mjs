// The widget's other shapes: in parts behind a small loader, named by its hash. Those that differ between browsers, and the
// frame, are in widget-both.test.mjs.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { DIST, start } from "./harness.mjs";
import { checker, documentation, policy, SLIP, serveWidget } from "./hosting.mjs";
import { serve } from "./server.mjs";
import * as steps from "./steps.mjs";

let suite;
let widget;
before(async () => {
  suite = await start();
  widget = await serveWidget();
});
after(() => suite?.stop());

test("the loader brings the core when the first one is near, and once", async () => {
  const far = "<br>".repeat(300);
  const docs = await documentation(widget, far + checker("", SLIP) + checker("", SLIP), {
    file: "loader.js",
    csp: policy(widget),
  });
  const page = await suite.newPage();
  await page.goto(docs.origin);
  await page.waitForFunction(() => customElements.get("undenied-checker"));
  await page.waitForTimeout(200);
  const asked = () => page.seen.requests.map(({ url }) => url.split("/").at(-1)).filter(Boolean);
  assert.deepEqual(asked(), ["loader.js"]);
  await page.evaluate(() => scrollTo(0, 5000));
  for (const element of await page.locator("undenied-checker").all()) {
    await element.scrollIntoViewIfNeeded();
    await element.locator(".verdict[data-state=denied]").waitFor();
  }
  assert.deepEqual(asked(), ["loader.js", "core.js"]);
  await page.locator("[data-action=try]").first().click();
  await steps.editorsLoaded(page);
  assert.deepEqual(asked(), ["loader.js", "core.js", "editor.js"]);
  assert.deepEqual(page.seen.violations, []);
  await docs.close();
});

test("a core that does not arrive is said, and the documents stay readable", async () => {
  const docs = await documentation(widget, checker("", SLIP), { file: "loader.js", csp: "" });
  const page = await suite.newPage();
  await page.route(/core\.js$/, (route) => route.abort());
  await page.goto(docs.origin);
  await page.locator("undenied-checker .failure").waitFor();
  assert.ok(await page.locator("pre code").first().isVisible());
  await docs.close();
});

test("the printed line with its hash works, and a file that was changed does not run", async () => {
  const [tag] = (await readFile(`${DIST}/widget/integrity.txt`, "utf8")).split("\n");
  const script = tag.replace('src="', `src="${widget.origin}/`);
  for (const isChanged of [false, true]) {
    const body = `<!doctype html><html lang="en"><title>Docs</title>${checker("", SLIP)}${script}</html>`;
    const docs = await serve(DIST, { extra: { "/": { body } } });
    const page = await suite.newPage();
    if (isChanged)
      await page.route(/undenied-checker\.js$/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `${await response.text()};` });
      });
    await page.goto(docs.origin);
    if (isChanged) {
      await page.waitForTimeout(500);
      assert.equal(await page.locator("undenied-checker .widget").count(), 0);
    } else {
      await steps.verdictIs(page, "denied");
    }
    await docs.close();
  }
});
