// The widget on a page that is not ours: when it starts, what it asks for, that it can go and come back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./harness.mjs";
import { checker, documentation, heard, listen, SLIP, serveWidget } from "./hosting.mjs";
import * as steps from "./steps.mjs";

let suite;
let widget;
before(async () => {
  suite = await start();
  widget = await serveWidget();
});
after(() => suite?.stop());

async function open(docs, options) {
  const page = await suite.newPage(options);
  await listen(page);
  await page.goto(docs.origin);
  return page;
}

test("the widget starts under a host's strict policy and asks for nothing but itself", async () => {
  const docs = await documentation(widget, checker("mode=edit", steps.GOOD.identity));
  const page = await open(docs);
  await steps.editorsLoaded(page);
  await steps.verdictIs(page, "allowed");
  assert.equal(await steps.text(page, "identity"), steps.GOOD.identity);
  const before = page.seen.requests.length;
  await steps.paste(page, "identity", SLIP);
  await steps.verdictIs(page, "denied");
  await steps.applyFix(page);
  await steps.verdictIs(page, "allowed");
  await page.waitForTimeout(200);
  assert.equal(page.seen.requests.length, before);
  assert.deepEqual(page.seen.pageErrors, []);
  assert.deepEqual(page.seen.violations, []);
  assert.deepEqual(
    docs.requests.map(({ path }) => path),
    ["/"],
  );
  await docs.close();
});

test("several widgets share one program and know nothing of each other", async () => {
  const docs = await documentation(
    widget,
    checker('id="first" mode="edit" lang="en"', steps.GOOD.identity) +
      checker('id="second" mode="edit" lang="ja"', SLIP) +
      checker('id="third"', SLIP),
  );
  const page = await suite.newPage();
  await page.addInitScript(() => {
    globalThis.compiled = 0;
    for (const name of ["compile", "instantiate"]) {
      const own = WebAssembly[name];
      WebAssembly[name] = (...given) => {
        globalThis.compiled += 1;
        return own.apply(WebAssembly, given);
      };
    }
  });
  await page.goto(docs.origin);
  const [first, second, third] = ["first", "second", "third"].map((id) => page.locator(`#${id}`));
  await first.locator(".verdict[data-state=allowed]").waitFor();
  await second.scrollIntoViewIfNeeded();
  await second.locator(".verdict[data-state=denied]").waitFor();
  assert.match(await second.locator(".verdict-word").innerText(), /拒否/);
  await steps.editorsLoaded(second);
  await steps.applyFix(second);
  await second.locator(".verdict[data-state=allowed]").waitFor();
  await third.scrollIntoViewIfNeeded();
  await third.locator(".verdict[data-state=denied]").waitFor();
  assert.equal(await page.evaluate(() => globalThis.compiled), 1);
  const loads = page.seen.requests.filter(({ url }) => url.endsWith("/editor.js"));
  assert.equal(loads.length, 1);
  assert.deepEqual(page.seen.pageErrors, []);
  await docs.close();
});

test("moved at once it stays as it is; taken away and put back it starts afresh", async () => {
  const docs = await documentation(widget, checker("mode=edit", steps.GOOD.identity));
  const page = await open(docs);
  await steps.editorsLoaded(page);
  await steps.paste(page, "identity", SLIP);
  await steps.verdictIs(page, "denied");
  await page.evaluate(() => document.body.prepend(document.querySelector("undenied-checker")));
  await page.waitForTimeout(100);
  assert.equal(await steps.verdict(page), "denied");
  for (let round = 0; round < 3; round += 1) {
    await page.evaluate(async () => {
      const element = document.querySelector("undenied-checker");
      element.remove();
      await new Promise((done) => setTimeout(done));
      if (element.shadowRoot.querySelector(".widget")) throw new Error("views are left behind");
      document.body.append(element);
    });
    await page.locator("undenied-checker").scrollIntoViewIfNeeded();
    await steps.verdictIs(page, "allowed");
    assert.equal(await page.locator("undenied-checker .widget").count(), 1);
  }
  assert.deepEqual(page.seen.pageErrors, []);
  await docs.close();
});

test("taken over by another document, it starts there with its own style", async () => {
  const docs = await documentation(widget, checker("", SLIP), { csp: "" });
  const page = await open(docs);
  await steps.verdictIs(page, "denied");
  await page.evaluate(() => {
    const frame = document.createElement("iframe");
    frame.style.cssText = "width: 700px; height: 600px";
    document.body.prepend(frame);
    frame.contentDocument.body.append(document.querySelector("undenied-checker"));
  });
  const inside = page.frameLocator("iframe");
  await inside.locator(".verdict[data-state=denied]").waitFor();
  const display = await inside.locator(".widget").evaluate((it) => getComputedStyle(it).display);
  assert.equal(display, "grid");
  assert.deepEqual(page.seen.pageErrors, []);
  await docs.close();
});

test("it waits until somebody comes near, or clicks, or not at all", async () => {
  const far = '<div style="height: 4000px"></div>';
  const docs = await documentation(widget, far + checker("", SLIP), { csp: "" });
  const page = await open(docs);
  await page.waitForTimeout(300);
  assert.equal(await page.locator("undenied-checker .widget").count(), 0);
  assert.ok(await page.locator("pre code").first().isVisible());
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.evaluate(() => scrollTo(0, 4000 - innerHeight - 100));
  await steps.verdictIs(page, "denied");
  await page.reload();
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForFunction(() => customElements.get("undenied-checker"));
  await page.locator("pre").first().dispatchEvent("pointerover", { bubbles: true });
  await page.locator("undenied-checker .verdict[data-state=denied]").waitFor({ state: "attached" });
  await docs.close();

  const eager = await documentation(widget, far + checker("loading=eager", SLIP), { csp: "" });
  await page.goto(eager.origin);
  await page.locator("undenied-checker .verdict[data-state=denied]").waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => scrollY), 0);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  await eager.close();

  for (const [lang, word] of [
    ["en", "Check with undenied"],
    ["ja", "undenied でチェック"],
  ]) {
    const click = await documentation(widget, checker(`loading=click lang=${lang}`, SLIP));
    await page.goto(click.origin);
    const button = page.getByRole("button", { name: word });
    await button.waitFor();
    await page.locator("pre code").first().hover();
    assert.equal(await page.locator("undenied-checker .widget").count(), 0);
    await button.click();
    await steps.verdictIs(page, "denied");
    await click.close();
  }
});

test("read-only shows everything, changes nothing and loads no editor", async () => {
  const docs = await documentation(widget, checker("", SLIP));
  const page = await open(docs);
  await page.locator("[data-listing=identity] .current").waitFor();
  await page.locator("undenied-checker .note .diff").waitFor();
  assert.equal(await page.locator("undenied-checker :is(textarea, input, select)").count(), 0);
  assert.equal(await page.locator("[data-action=apply]").count(), 0);
  const lines = await page.locator("[data-listing=identity] .row").allTextContents();
  assert.equal(lines.join("\n"), SLIP);
  const marked = page.locator("[data-listing=identity] [data-severity=error]");
  assert.match((await marked.allTextContents()).join(""), /mydata/);
  assert.ok(!page.seen.requests.some(({ url }) => url.endsWith("/editor.js")));
  // The button leads to the line, and no further than its own click.
  await page.locator("[data-go=show-fix]").click();
  await page.waitForFunction(() =>
    document.querySelector("undenied-checker").shadowRoot.activeElement?.classList.contains("current"),
  );
  await docs.close();
});

test('"Try your own" makes an editor of it, and the way to the full page takes the documents along', async () => {
  const secret = steps.GOOD.trust.replace('"Version"', '"//": "AKIAIOSFODNN7EXAMPLE", "Version"');
  const docs = await documentation(widget, checker(`app="${suite.origin}/"`, SLIP), { csp: "" });
  const page = await open(docs);
  await steps.verdictIs(page, "denied");
  await page.locator("[data-action=try]").click();
  await steps.editorsLoaded(page);
  assert.equal(await page.locator("undenied-checker").getAttribute("mode"), "edit");
  await steps.paste(page, "trust", secret);
  const link = page.locator("[data-action=open]");
  assert.equal(await link.getAttribute("href"), `${suite.origin}/`);
  const opened = page.context().waitForEvent("page");
  await link.click();
  const full = await opened;
  await full.locator("#app[data-live]").waitFor();
  await full.locator(".verdict[data-state=denied]").waitFor();
  assert.equal(full.url(), `${suite.origin}/`);
  assert.equal(await full.locator("[data-field=bucket]").inputValue(), steps.FACTS.bucket);
  await steps.editorsLoaded(full);
  await steps.openTab(full, "trust");
  const trust = await steps.text(full, "trust");
  assert.match(trust, /sts:AssumeRole/);
  assert.doesNotMatch(trust, /AKIAIOSFODNN7EXAMPLE/);
  // What was handed over does not stay in the host's page.
  assert.equal(await link.getAttribute("href"), `${suite.origin}/`);
  await docs.close();
});

test("a host that forbids wasm is told so in one line, and its documents stay readable", async () => {
  for (const lang of ["en", "ja"]) {
    const csp = `default-src 'none'; img-src data:; script-src ${widget.origin}`;
    const docs = await documentation(widget, checker(`lang=${lang}`, steps.GOOD.identity), { csp });
    const page = await open(docs);
    await page.locator(`undenied-checker .failure[lang=${lang}]`, { hasText: "wasm-unsafe-eval" }).waitFor();
    assert.ok(await page.locator("pre code").first().isVisible());
    assert.deepEqual(await heard(page), [["error", { code: "csp" }, true]]);
    await docs.close();
  }
});
