// The answer first: the order of the screen, how sure it is, where, what next, and a report of it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
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
  await steps.settled(page);
  return page;
}

const SLIP = steps.GOOD.identity.replace("mydata/*", "mydata");
const MODES = [
  { locale: "en-US", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { locale: "ja-JP", viewport: { width: 320, height: 700 }, colorScheme: "dark" },
];

test("the answer comes first, then the path, the documents, and what was taken as given", async () => {
  const page = await open();
  await steps.give(page, { ...steps.GOOD, identity: SLIP });
  await steps.verdictIs(page, "denied");
  const tops = await page.evaluate(() =>
    ["#intake", ".verdict", ".path", ".documents", ".requests"].map(
      (part) => document.querySelector(part).getBoundingClientRect().top,
    ),
  );
  assert.deepEqual(
    tops,
    [...tops].sort((one, other) => one - other),
  );
  const heights = await page.evaluate(() =>
    ["#intake", ".facts"].map((part) => document.querySelector(part).getBoundingClientRect().height),
  );
  assert.ok(
    heights.every((height) => height < 64),
    `${heights}`,
  );
  assertClean(page, suite.origin);
});

test("one line says who, what and on what; Edit opens the form in place", async () => {
  const page = await open();
  const form = page.locator(".facts");
  assert.ok(await form.evaluate((details) => details.open));
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  const line = await form.locator("> summary").innerText();
  assert.match(line, /role\/tidb-cloud-import @210987654321/);
  assert.match(line, /TiDB Cloud Dedicated.*s3:\/\/tidb-cloud-source-data\/mydata\//s);
  assert.ok(!(await steps.field(page, "bucket").isVisible()));
  await form.locator("> summary").click();
  await steps.field(page, "bucket").fill("s3://other/");
  await page.locator(".facts > summary", { hasText: "s3://other/" }).waitFor();
  assert.ok(await steps.field(page, "bucket").isVisible());
  await page.locator("[data-action=clear]").click();
  await steps.verdictIs(page, "empty");
  assert.ok(await steps.field(page, "bucket").isVisible());
});

test("the form stays as it is while somebody types", async () => {
  const page = await open();
  await steps.editor(page, "identity").focus();
  await page.keyboard.type('{"Statement":[]}');
  await steps.settled(page);
  await page.locator(".verdict:not([data-state=empty])").waitFor();
  assert.ok(await steps.field(page, "bucket").isVisible());
  await steps.chooseExample(page, 1);
  await steps.field(page, "bucket").waitFor({ state: "hidden" });
});

test("a denial names its line, shows its repair, and leads to the next problem", async () => {
  const page = await open();
  const identity = SLIP.replace("s3:ListBucket", "s3:ListObjects");
  await steps.give(page, { ...steps.GOOD, identity });
  await steps.verdictIs(page, "denied");
  assert.match(await page.locator(".certainty").innerText(), /likely/);
  assert.match(await page.locator(".verdict-detail").innerText(), /1 more problem/);
  const blamed = page.locator("[data-go=blamed]");
  const name = await blamed.innerText();
  await blamed.click();
  const selected = () =>
    page.evaluate(() => document.activeElement.shadowRoot?.getSelection()?.toString() ?? "");
  const first = await selected();
  assert.ok(first.length > 0);
  assert.match(name, /IAM policy, line \d+/);
  await page.locator("[data-go=next-problem]").click();
  assert.notEqual(await selected(), first);
  await page.locator("[data-go=show-fix]").click();
  await page.locator(".note [data-action=apply]").first().waitFor();
  assert.equal(await selected(), first);
});

test("an explicit deny by what the page was told is certain, by what it took as given is not", async () => {
  const page = await open();
  await steps.give(page, { ...steps.GOOD, bucket: steps.DENYING });
  await steps.verdictIs(page, "denied");
  assert.equal(await page.locator(".certainty").innerText(), "certain");
  // The endpoint that a call comes through is nothing that anybody told.
  await steps.chooseExample(page, 3);
  await page.locator(".certainty", { hasText: "likely" }).waitFor();
  await steps.chooseExample(page, 0);
  await steps.verdictIs(page, "allowed");
  assert.match(await page.locator(".certainty").innerText(), /likely/);
});

test("the path begins with the caller, and a missing document is added from it", async () => {
  const page = await open();
  await steps.give(page, { identity: steps.GOOD.identity });
  await steps.verdictIs(page, "unknown");
  const stations = page.locator(".station");
  assert.match(await stations.first().innerText(), /Caller\s+role\/tidb-cloud-import/);
  const trust = page.locator(".station[data-state=unknown]", { hasText: "Trust policy" });
  assert.match(await trust.innerText(), /not given/);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await trust.getByRole("button", { name: "Copy command" }).click();
  await trust.getByRole("button", { name: "Copied" }).waitFor();
  assert.match(
    await page.evaluate(() => navigator.clipboard.readText()),
    /^aws iam get-role --role-name tidb/,
  );
  await trust.locator("[data-action=add-missing]").click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.slot), "trust");
  await page.locator("[data-add=serviceControl]").click();
  await page.locator("[data-slot=serviceControl]").waitFor();
  assertClean(page, suite.origin);
});

test("a setting moves the verdict, and Undo moves it back", async () => {
  const page = await open();
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  await (await steps.setting(page, "bucket.encryption.algorithm")).selectOption("aws:kms");
  const key = await steps.setting(page, "bucket.encryption.keyArn");
  await key.fill("arn:aws:kms:us-west-2:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab");
  await key.press("Tab");
  await page.locator(".verdict:not([data-state=allowed])").waitFor();
  await page.locator(".requests", { hasText: "kms:Decrypt" }).waitFor();
  assert.ok(await key.isVisible());
  await page.locator("[data-action=undo]").click();
  assert.equal(await key.inputValue(), "");
  assertClean(page, suite.origin);
});

test("what was taken as given can be told from there", async () => {
  const page = await open();
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  await page.locator('.assumptions [data-remedy="bucket.encryption"]').click();
  await page.waitForFunction(() => document.activeElement.dataset.fact === "bucket.encryption.algorithm");
  await page.locator('.assumptions [data-remedy="bucket"]').click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.slot), "bucket");
});

test("a profile is found by vendor, in either language, with wide letters, by keyboard", async () => {
  const page = await open({ locale: "ja-JP" });
  const field = steps.field(page, "profile");
  const list = page.locator("#profile-list");
  await field.fill("ｓｎｏｗ");
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  assert.equal(await list.getByRole("option").count(), 1);
  await page.keyboard.press("Enter");
  assert.match(await field.inputValue(), /Snowflake/);
  await field.fill("tidb import");
  await page.keyboard.press("ArrowDown");
  const active = await field.getAttribute("aria-activedescendant");
  assert.equal(await list.getByRole("option", { selected: true }).getAttribute("id"), active);
  await page.keyboard.press("Escape");
  assert.match(await field.inputValue(), /Snowflake/);
  assert.equal(await list.getByRole("option").count(), 0);
  await field.fill("どこにもない");
  assert.match(await list.getByRole("option").innerText(), /ありません/);
  await page.keyboard.press("Escape");
  const ime = await page.context().newCDPSession(page);
  await field.fill("");
  await ime.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
  assert.equal(await field.inputValue(), "にほん");
  await ime.send("Input.insertText", { text: "任意" });
  assert.equal(await field.inputValue(), "任意");
  assert.ok((await list.getByRole("option").count()) >= 3);
  await list.getByRole("option").first().click();
  assert.match(await field.inputValue(), /任意のプログラム/);
});

test("the requests are a table, blamed gate and line beside each", async () => {
  const page = await open();
  await steps.give(page, { ...steps.GOOD, bucket: steps.DENYING });
  await steps.verdictIs(page, "denied");
  const table = page.getByRole("table");
  assert.ok((await table.getByRole("columnheader").count()) === 3);
  const row = table.getByRole("row", { name: /s3:GetObject.*Denied.*Bucket policy line \d+/ }).first();
  await row.getByRole("button").click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.editor), "bucket");
});

test("the report is Markdown in the language shown, with documents and masks if wanted", async () => {
  const page = await open({ locale: "ja-JP" });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await steps.give(page, { ...steps.GOOD, identity: SLIP });
  await steps.verdictIs(page, "denied");
  await page.locator("[data-action=report]").click();
  const report = page.locator("[data-report]");
  const says = (pattern) =>
    page.waitForFunction(
      (source) => new RegExp(source).test(document.querySelector("[data-report]").value),
      pattern,
    );
  await says("^# 拒否");
  assert.match(await report.inputValue(), /IAM ポリシー 11 行目：/);
  assert.match(await report.inputValue(), /210987654321/);
  assert.doesNotMatch(await report.inputValue(), /"Statement"/);
  await page.locator("[data-wish=documents] input").check();
  await says('"Statement"');
  await page.locator("[data-wish=accounts] input").check();
  await says("arn:aws:iam::111111111111:role");
  assert.doesNotMatch(await report.inputValue(), /210987654321|380838443567/);
  await page.locator("[data-action=copy-report]").click();
  await page.locator("[data-action=copy-report]", { hasText: "コピーしました" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await report.inputValue());
  await steps.chooseLanguage(page, "en");
  await says("^# Denied");
  assertClean(page, suite.origin);
});

test("an empty page invites, with six examples", async () => {
  const page = await open();
  assert.equal(await page.locator(".chips .chip").count(), 6);
  assert.equal(await page.locator(".station[data-state=idle]").count(), 3);
  await page.locator(".chip", { hasText: "KMS" }).click();
  await steps.verdictIs(page, "denied");
  await page.locator(".station[data-state=denied]").waitFor();
  await steps.tab(page, "key").waitFor();
  await page.locator("[data-action=clear]").click();
  await page.locator(".chip", { hasText: "OIDC" }).click();
  await steps.verdictIs(page, "denied");
});

test("what is typed into the form before the page runs is kept", async () => {
  const page = await suite.newPage();
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(/app.*\.wasm/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(suite.origin);
  const before = await page.locator(".verdict").boundingBox();
  await steps.field(page, "bucket").fill("s3://early/");
  release();
  await steps.loaded(page);
  assert.equal(await steps.field(page, "bucket").inputValue(), "s3://early/");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.field), "bucket");
  const after = await page.locator(".verdict").boundingBox();
  assert.equal(Math.round(after.y), Math.round(before.y));
});

for (const mode of MODES) {
  test(`axe finds nothing in form, picker and report, and nothing is too wide: ${mode.locale}`, async () => {
    const page = await open(mode);
    await steps.give(page, { identity: SLIP });
    await steps.setting(page, "bucket.requestPayer");
    await page.locator("[data-action=report]").click();
    await page.locator("[data-report]").waitFor();
    await steps.field(page, "profile").click();
    await page.getByRole("listbox").waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
      [],
    );
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(wider <= 0, `${wider} px too wide`);
  });
}
