// What a documentation author says to the widget and hears from it: attributes, properties, methods, events.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { start } from "./harness.mjs";
import { checker, code, documentation, heard, listen, SLIP, serveWidget, set } from "./hosting.mjs";
import * as steps from "./steps.mjs";

const MANIFEST = JSON.parse(
  await readFile(new URL("../../web/widget/custom-elements.json", import.meta.url), "utf8"),
);
const ELEMENT = MANIFEST.modules[0].declarations[0];

let suite;
let widget;
before(async () => {
  suite = await start();
  widget = await serveWidget();
});
after(() => suite?.stop());

async function open(content, options) {
  const docs = await documentation(widget, content, options);
  const page = await suite.newPage();
  await listen(page);
  await page.goto(docs.origin);
  return page;
}

/** The levels of all headings, as the browser tells them to whoever reads aloud. */
async function levels(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const headings = nodes.filter(({ role, ignored }) => role?.value === "heading" && !ignored);
  const level = ({ properties }) => properties.find(({ name }) => name === "level").value.value;
  return [...new Set(headings.map(level))].sort();
}

const element = (page) => page.locator("undenied-checker");

test("attributes that fill in a field react at once", async () => {
  const page = await open(checker("mode=edit", steps.GOOD.identity));
  await steps.verdictIs(page, "allowed");
  for (const [name, wrong] of [
    ["external-id", "another"],
    ["account-id", "111122223333"],
    ["bucket", "s3://another-bucket/"],
  ]) {
    await set(page, { [name]: wrong });
    await page.locator(".verdict:not([data-state=allowed])").waitFor();
    assert.equal(await steps.field(page, name).inputValue(), wrong);
    await set(page, { [name]: steps.FACTS[name] });
    await steps.verdictIs(page, "allowed");
  }
  await set(page, { "role-arn": "arn:aws:iam::210987654321:role/other", "bucket-account": "210987654321" });
  await page.locator(".station.caller", { hasText: "role/other" }).waitFor();
  assert.deepEqual(page.seen.pageErrors, []);
});

test("profile takes an id or the JSON of one's own, and follows", async () => {
  const page = await open(checker('mode="edit" profile="tidb-cloud-dedicated-import"', steps.GOOD.identity));
  await steps.verdictIs(page, "allowed");
  await set(page, { profile: "snowflake-storage-integration" });
  await page.locator(".fact", { hasText: "Snowflake" }).first().waitFor();
  const own = JSON.parse(
    await readFile(
      new URL("../../crates/undenied/profiles/tidb-cloud-dedicated-import.json", import.meta.url),
      "utf8",
    ),
  );
  own.id = "acme";
  own.name = { en: "Acme's import", ja: "アクメのインポート" };
  await set(page, { profile: JSON.stringify(own) });
  await page.locator(".fact", { hasText: "Acme's import" }).first().waitFor();
  await set(page, { mode: "readonly", lang: "ja" });
  await page.locator(".fact", { hasText: "アクメのインポート" }).first().waitFor();
  assert.deepEqual(page.seen.pageErrors, []);
});

test("lang, theme, show, level, max-height, collapsed, app and mode react at once", async () => {
  const page = await open(checker("", SLIP));
  await steps.verdictIs(page, "denied");
  await set(page, { lang: "ja" });
  await page.locator(".verdict-word", { hasText: "拒否" }).waitFor();
  await set(page, { lang: "en" });
  await page.locator(".verdict-word", { hasText: "Denied" }).waitFor();

  const scheme = () => page.locator(".widget").evaluate((it) => getComputedStyle(it).colorScheme);
  await set(page, { theme: "dark" });
  assert.equal(await scheme(), "dark");
  await set(page, { theme: "light" });
  assert.equal(await scheme(), "light");

  const parts = {
    result: ".verdict",
    path: ".path",
    doc: ".documents",
    guide: ".guide",
    problems: ".problems",
  };
  const shown = async () => {
    const seen = [];
    for (const [name, place] of Object.entries(parts))
      if (await page.locator(place).isVisible()) seen.push(name);
    return seen.join();
  };
  assert.equal(await shown(), "result,path,doc,guide,problems");
  await set(page, { show: "result,guide" });
  assert.equal(await shown(), "result,guide");
  await set(page, { show: "path doc" });
  assert.equal(await shown(), "path,doc");
  await set(page, { show: null });
  assert.equal(await shown(), "result,path,doc,guide,problems");

  await set(page, { level: "4" });
  assert.deepEqual(await levels(page), [1, 4, 5]);
  await set(page, { level: null });
  assert.deepEqual(await levels(page), [1, 2, 3]);

  await set(page, { "max-height": "300" });
  const box = await element(page).boundingBox();
  assert.ok(box.height <= 300, `${box.height}`);
  const canScroll = await page.locator(".widget").evaluate((it) => it.scrollHeight > it.clientHeight);
  assert.ok(canScroll);
  await set(page, { "max-height": "40rem" });
  assert.equal((await element(page).boundingBox()).height, 640);
  await set(page, { "max-height": null });

  await set(page, { collapsed: "" });
  assert.equal(await shown(), "result");
  const details = page.locator("[data-action=unfold]");
  assert.equal(await details.getAttribute("aria-expanded"), "false");
  await details.press("Enter");
  assert.equal(await shown(), "result,path,doc,guide,problems");
  assert.equal(await details.getAttribute("aria-expanded"), "true");
  assert.equal(await element(page).getAttribute("collapsed"), null);
  await set(page, { collapsed: "" });
  await page.locator("[data-go=show-fix]").click();
  assert.equal(await shown(), "result,path,doc,guide,problems");

  const link = page.locator("[data-action=open]");
  await set(page, { app: "https://undenied.example.com/" });
  assert.equal(await link.getAttribute("href"), "https://undenied.example.com/");
  await set(page, { app: "" });
  assert.equal(await link.isVisible(), false);

  await set(page, { mode: "edit" });
  await steps.editorsLoaded(page);
  await steps.paste(page, "identity", steps.GOOD.identity);
  await steps.verdictIs(page, "allowed");
  await set(page, { mode: "readonly" });
  await page.locator("[data-listing=identity]").waitFor();
  assert.equal(await steps.verdict(page), "allowed");
  assert.deepEqual(page.seen.pageErrors, []);
});

test("example shows a case of the gallery, and another one when it changes", async () => {
  const page = await open('<undenied-checker example="folder-without-wildcard"></undenied-checker>');
  await steps.verdictIs(page, "denied");
  await set(page, { example: "import-allowed" });
  await steps.verdictIs(page, "allowed");
  assert.equal((await page.locator("[data-listing]").count()) > 0, true);
});

test("without documents it is an empty editor that takes no focus", async () => {
  const page = await open("<undenied-checker></undenied-checker>");
  await steps.verdictIs(page, "empty");
  await steps.editorsLoaded(page);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  assert.equal(await element(page).evaluate((it) => it.result), null);
});

test("children are read however a highlighter dressed them, kinds with and without a name", async () => {
  const key =
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}}';
  const lines = (text, tag, end) =>
    text
      .split("\n")
      .map((line) => `<${tag}><span>${line.replaceAll("<", "&lt;")}</span>${end}</${tag}>`)
      .join("");
  const page = await open(`<undenied-checker>
    <div class="highlight" data-doc="trust"><button>Copy</button><pre><code>${lines(steps.GOOD.trust, "span", "<br>")}</code></pre></div>
    <table><tr><td><pre>1\n2\n3</pre></td><td><pre><code>${lines(steps.GOOD.identity, "div", "")}</code></pre></td></tr></table>
    ${code("", key)}${code("vpc-endpoint", steps.GOOD.identity)}${code("identity", SLIP)}
    ${code("", 'User: arn:aws:iam::111122223333:role/app is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::acme/x" because no identity-based policy allows the s3:GetObject action')}
  </undenied-checker>`);
  await page.locator("[data-listing]").first().waitFor({ state: "attached" });
  const documents = await element(page).evaluate((it) => it.documents);
  assert.deepEqual(
    documents.map(({ name, kind }) => `${name ?? ""} ${kind ?? ""}`),
    ["identity identity", "trust trust", "key key", "vpcEndpoint vpcEndpoint", "identity-2 identity", " "],
  );
  assert.equal(documents[0].text, steps.GOOD.identity);
  assert.equal(documents[1].text, steps.GOOD.trust);
  await page.locator(".fact", { hasText: "s3:GetObject" }).first().waitFor();
  await page.locator(".station.caller", { hasText: "role/app" }).waitFor();
});

test("documents can be set before and after the start, and reset goes back", async () => {
  const page = await open(checker("mode=edit", SLIP), { head: "" });
  await page.evaluate(() => {});
  await steps.verdictIs(page, "denied");
  const good = [{ kind: "identity", text: steps.GOOD.identity }, { text: steps.GOOD.trust }];
  const answer = await element(page).evaluate((it, good) => {
    it.documents = good;
    return it.analyze();
  }, good);
  assert.equal(answer.outcome, "allowed");
  assert.deepEqual(
    (await element(page).evaluate((it) => it.documents)).map(({ kind }) => kind),
    ["identity", "trust"],
  );
  await element(page).evaluate((it) => it.reset());
  await steps.verdictIs(page, "denied");
  // Before the browser knew the element.
  const docs = await documentation(widget, '<undenied-checker loading="click"></undenied-checker>', {
    csp: "",
  });
  await page.addInitScript((good) => {
    document.addEventListener("readystatechange", () => {
      const element = document.querySelector("undenied-checker");
      if (element && !customElements.get("undenied-checker")) element.documents = good;
    });
  }, good);
  await page.goto(docs.origin);
  const outcome = await element(page).evaluate(async (it) => {
    await customElements.whenDefined("undenied-checker");
    return (await it.analyze()).outcome;
  });
  assert.equal(outcome, "undetermined");
  assert.equal((await element(page).evaluate((it) => it.documents)).length, 2);
});

test("events and the result are codes and ranges, and never hold what is pasted", async () => {
  const page = await open(checker("mode=edit", SLIP));
  await steps.editorsLoaded(page);
  await steps.verdictIs(page, "denied");
  await steps.applyFix(page);
  await steps.verdictIs(page, "allowed");
  await page.waitForFunction(() => globalThis.heard.some(([, detail]) => detail?.outcome === "allowed"));
  const all = await heard(page);
  const names = all.map(([name]) => name);
  assert.equal(names[0], "ready");
  assert.ok(names.indexOf("fix") < names.lastIndexOf("result"));
  assert.ok(all.every(([, , composed]) => composed));
  const [, fix] = all.find(([name]) => name === "fix");
  const [, first] = all.find(([name]) => name === "result");
  assert.equal(first.outcome, "implicitDeny");
  assert.deepEqual(
    fix,
    first.findings.find(({ rule }) => rule === fix.rule),
  );
  assert.match(SLIP.slice(fix.from, fix.to), /mydata/);
  assert.equal(fix.document, "identity");
  const told = JSON.stringify(all);
  for (const secret of [
    "mydata",
    "210987654321",
    steps.EXTERNAL_ID,
    "tidb-cloud-source-data",
    "VisualEditor",
  ])
    assert.ok(!told.includes(secret), secret);
  const result = await element(page).evaluate((it) => it.result);
  assert.deepEqual(result, all.findLast(([name]) => name === "result")[1]);
});

test("focus goes to the document, analyze starts what waits", async () => {
  const page = await open(checker("mode=edit loading=click", SLIP));
  const answer = await element(page).evaluate((it) => it.analyze());
  assert.equal(answer.outcome, "implicitDeny");
  await steps.editorsLoaded(page);
  await element(page).evaluate((it) => it.focus());
  await page.waitForFunction(() => document.activeElement.tagName === "UNDENIED-CHECKER");
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("x");
  assert.match(await steps.text(page, "identity"), /^x\{/);
});

test("a panic ends all of them with a line, and the documents stay readable", async () => {
  const page = await open(checker("", SLIP) + checker("", SLIP), { csp: "" });
  await steps.verdictIs(page.locator("undenied-checker").first(), "denied");
  await page.evaluate((address) => {
    const error = new WebAssembly.RuntimeError("unreachable");
    error.stack = `RuntimeError: unreachable\n at ${address}/undenied-checker.js:1:1`;
    dispatchEvent(new ErrorEvent("error", { error }));
  }, widget.origin);
  await page.locator("undenied-checker .failure", { hasText: "unreachable" }).first().waitFor();
  assert.ok(await page.locator("pre code").first().isVisible());
  const errors = (await heard(page)).filter(([name]) => name === "error");
  assert.deepEqual(errors[0][1], { code: "engine" });
});

test("the manifest names what the element has", async () => {
  const page = await open(checker("mode=edit", SLIP, '<b slot="title">T</b><b slot="footer">F</b>'));
  await steps.editorsLoaded(page);
  const has = await element(page).evaluate((it) => ({
    attributes: it.constructor.observedAttributes,
    members: Object.getOwnPropertyNames(Object.getPrototypeOf(it)),
    parts: [...new Set([...it.shadowRoot.querySelectorAll("[part]")].map(({ part }) => part.value))],
    slots: [...it.shadowRoot.querySelectorAll("slot")].map(({ name }) => name),
    css: it.shadowRoot.adoptedStyleSheets
      .flatMap((sheet) => [...sheet.cssRules])
      .flatMap(({ cssText }) => cssText.match(/--undenied-[\w-]+/g) ?? []),
  }));
  const names = (list) => list.map(({ name }) => name).sort();
  assert.deepEqual(names(ELEMENT.attributes), [...has.attributes, "checks", "loading"].sort());
  for (const { name } of ELEMENT.members) assert.ok(has.members.includes(name), name);
  assert.deepEqual(names(ELEMENT.cssParts), has.parts.sort());
  assert.deepEqual(names(ELEMENT.slots), has.slots.filter(Boolean).sort());
  assert.deepEqual(names(ELEMENT.cssProperties), [...new Set(has.css)].sort());
  assert.deepEqual(names(ELEMENT.events), [
    "undenied-error",
    "undenied-fix",
    "undenied-ready",
    "undenied-result",
  ]);
});
