// The documents: tabs, line numbers, notes and notices, format and copy, the way back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertClean, running, start } from "./harness.mjs";
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

const WITHOUT_WILDCARD = { ...steps.GOOD, identity: steps.GOOD.identity.replace("mydata/*", "mydata") };

test("each line's number stands beside its line, on the screen and below it", async () => {
  const page = await open();
  await steps.give(page, WITHOUT_WILDCARD);
  await steps.openTab(page, "identity");
  const lines = await steps.editor(page, "identity").evaluate((content) =>
    [...content.querySelectorAll(".cm-line")].map((line) => {
      const number = getComputedStyle(line, "::before");
      return { number: number.content, top: number.top, position: getComputedStyle(line).position };
    }),
  );
  assert.equal(lines.length, steps.GOOD.identity.split("\n").length);
  lines.forEach(({ number, top, position }, index) => {
    assert.match(number, new RegExp(`^"?${index + 1}"?( |$)`));
    assert.deepEqual([top, position], ["0px", "relative"]);
  });
});

test("one document is shown at a time, and the tabs follow the keyboard", async () => {
  const page = await open();
  assert.deepEqual(await steps.shown(page), ["identity"]);
  await steps.tab(page, "identity").focus();
  for (const [key, slot] of [
    ["ArrowRight", "trust"],
    ["End", "bucket"],
    ["ArrowRight", "identity"],
    ["ArrowLeft", "bucket"],
    ["Home", "identity"],
  ]) {
    await page.keyboard.press(key);
    assert.deepEqual(await steps.shown(page), [slot], key);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tab), slot);
  }
  assert.equal(await page.locator("[role=tab][tabindex='0']").count(), 1);
});

test("a tab says how many problems its document has", async () => {
  const page = await open();
  await steps.give(page, WITHOUT_WILDCARD);
  assert.match(await steps.tab(page, "identity").innerText(), /IAM policy\s+1 problem/);
  assert.match(await steps.tab(page, "trust").innerText(), /No problems/);
  assert.match(await steps.tab(page, "bucket").innerText(), /not given/);
});

test("the document with the problem opens, but not under the hands of somebody who writes", async () => {
  const page = await open();
  await steps.give(page, WITHOUT_WILDCARD);
  await steps.verdictIs(page, "denied");
  assert.deepEqual(await steps.shown(page), ["trust"], "the paste was there");
  await page.keyboard.press("F8");
  assert.deepEqual(await steps.shown(page), ["identity"]);
  await steps.openTab(page, "bucket");
  await steps.chooseExample(page, 4);
  await steps.shownIs(page, "trust");
});

test("what is typed behind another tab before the program arrives is kept, and so is the tab", async () => {
  const page = await suite.newPage();
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(/\.wasm/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(suite.origin);
  await steps.plainBox(page, "identity").fill("{}");
  await steps.openTab(page, "trust");
  await steps.plainBox(page, "trust").fill('{"Version": ');
  release();
  await steps.loaded(page);
  assert.deepEqual(await steps.shown(page), ["trust"]);
  assert.equal(await steps.text(page, "identity"), "{}");
  assert.equal(await steps.text(page, "trust"), '{"Version": ');
});

for (const [locale, width] of [
  ["en-US", 1280],
  ["ja-JP", 390],
]) {
  test(`nothing in the documents moves when the program arrives: ${locale}, ${width} px`, async () => {
    const page = await suite.newPage({ locale, viewport: { width, height: 900 } });
    await page.route(/\.wasm|editor/, (route) => route.abort());
    await page.goto(suite.origin);
    const places = () =>
      page.evaluate(() => {
        const section = document.querySelector(".documents");
        const { left, top } = section.getBoundingClientRect();
        const parts = ["h2", "[data-tab=identity]", "[data-tab=bucket]", ".box", "textarea"];
        return parts.map((part) => {
          const rect = section.querySelector(part).getBoundingClientRect();
          return [part, Math.round(rect.left - left), Math.round(rect.top - top), Math.round(rect.width)];
        });
      });
    const before = await places();
    await page.unroute(/\.wasm|editor/);
    await page.route(/editor-/, (route) => route.abort());
    await page.reload();
    await running(page);
    assert.deepEqual(await places(), before);
  });
}

test("Format sets valid JSON out and keeps every key; it can be undone", async () => {
  const page = await open();
  const text = '{"b":[1.0e2,{}],"a":"\\u00e9","b":true}';
  await steps.give(page, { identity: text }, {});
  await steps.format(page, "identity");
  assert.equal(
    await steps.text(page, "identity"),
    '{\n    "b": [\n        1.0e2,\n        {}\n    ],\n    "a": "\\u00e9",\n    "b": true\n}',
  );
  assert.deepEqual(await steps.steps(page), ["text formatted", ""]);
  await steps.undo(page);
  assert.equal(await steps.text(page, "identity"), text);
  await steps.paste(page, "identity", "{'a': 1}");
  await steps.settled(page);
  await steps.format(page, "identity", { canBe: false });
  assert.equal(await steps.text(page, "identity"), "{'a': 1}");
});

test("a document is copied as it stands", async () => {
  const page = await open({ permissions: ["clipboard-read", "clipboard-write"] });
  await steps.give(page, steps.GOOD, {});
  await steps.copy(page, "trust");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), steps.GOOD.trust);
});

test("undo goes back through typing, a fix, an example and clearing, and redo the same way forward", async () => {
  const page = await open();
  await steps.openEditor(page, "identity");
  await page.keyboard.insertText("first");
  await steps.openEditor(page, "trust");
  await page.keyboard.insertText("second");
  await steps.chooseExample(page, 1);
  await steps.applyFix(page);
  await steps.verdictIs(page, "allowed");
  const fixed = await steps.text(page, "identity");
  await page.locator("[data-action=clear]").click();
  const texts = async () => [await steps.text(page, "identity"), await steps.text(page, "trust")];
  const names = [];
  for (let count = 0; count < 5; count += 1) {
    names.push((await steps.steps(page))[0]);
    await steps.undo(page);
  }
  assert.deepEqual(names, ["everything cleared", "fix applied", "example loaded", "edits", "edits"]);
  assert.deepEqual(await texts(), ["", ""]);
  assert.equal((await steps.steps(page))[0], "");
  await steps.redo(page);
  assert.deepEqual(await texts(), ["first", ""]);
  await steps.redo(page);
  assert.deepEqual(await texts(), ["first", "second"]);
  await steps.redo(page);
  await steps.redo(page);
  assert.equal(await steps.text(page, "identity"), fixed);
  await steps.redo(page);
  assert.deepEqual(await steps.steps(page), ["everything cleared", ""]);
  assertClean(page, suite.origin);
});

for (const kind of ["rich", "plain"]) {
  test(`Ctrl-Z in a ${kind} box undoes typing there, then what the page did`, async () => {
    const page = await open();
    if (kind === "plain") await steps.switchPlain(page);
    await steps.chooseExample(page, 1);
    await steps.applyFix(page);
    await steps.verdictIs(page, "allowed");
    const fixed = await steps.text(page, "identity");
    await steps.openTab(page, "identity");
    await (kind === "plain" ? steps.plainBox(page, "identity") : steps.editor(page, "identity")).focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("x");
    assert.equal(await steps.text(page, "identity"), `${fixed}x`);
    await page.keyboard.press("ControlOrMeta+z");
    assert.equal(await steps.text(page, "identity"), fixed);
    await page.keyboard.press("ControlOrMeta+z");
    await steps.verdictIs(page, "denied");
    assert.match(await steps.text(page, "identity"), /mydata"/);
    await page.keyboard.press("ControlOrMeta+Shift+KeyZ");
    await steps.verdictIs(page, "allowed");
    assert.equal(await steps.text(page, "identity"), fixed);
  });
}

test("broken JSON is named with document and line below its box, and mended there", async () => {
  const page = await open();
  await steps.give(page, { ...steps.GOOD, identity: steps.BROKEN });
  await steps.openTab(page, "identity");
  const notice = steps.notice(page, "broken");
  assert.match(await notice.innerText(), /^IAM policy, line \d+: /);
  await notice.locator("[data-action=mend]").click();
  await notice.waitFor({ state: "detached" });
  JSON.parse(await steps.text(page, "identity"));
});

test("a policy in the wrong box is moved with one click, which can be undone", async () => {
  const page = await open();
  await steps.give(page, { identity: steps.GOOD.trust });
  const notice = steps.notice(page, "misplaced");
  assert.match(await notice.innerText(), /looks like a trust policy/);
  await notice.locator("[data-action=move]").click();
  await steps.shownIs(page, "trust");
  assert.deepEqual(
    [await steps.text(page, "identity"), await steps.text(page, "trust")],
    ["", steps.GOOD.trust],
  );
  await steps.undo(page);
  assert.equal(await steps.text(page, "identity"), steps.GOOD.trust);
});

test("what AWS would answer to whoever saves a policy stands below it and in the note", async () => {
  const said = [
    "Conditions do not apply to combination of actions and resources in statement",
    "Action does not apply to any resource(s) in statement",
  ];
  const bucket = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::tidb-cloud-source-data",
        Condition: { StringEquals: { "s3:prefix": "mydata/" } },
      },
    ],
  });
  for (const [locale, headline] of [
    ["en-US", "AWS would refuse to save this policy"],
    ["ja-JP", "このポリシーは AWS に保存できません"],
  ]) {
    const page = await open({ locale });
    await steps.give(page, { ...steps.GOOD, bucket });
    await steps.openTab(page, "bucket");
    const notice = steps.notice(page, "refused");
    await notice.waitFor();
    assert.equal(await notice.locator(".notice-headline").innerText(), headline);
    assert.deepEqual((await notice.locator(".aws-words").innerText()).split("\n"), said);
    assert.equal(await notice.locator(".aws-words").getAttribute("lang"), "en");
    await page.locator(".findings .finding").last().click();
    await page.locator(".note .aws-words", { hasText: said[0] }).waitFor({ state: "attached" });
    assertClean(page, suite.origin);
  }
});

test("much text is analysed only after a yes, in a plain box", async () => {
  const page = await open();
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: Array(6000).fill(statement) }, null, 1);
  await steps.paste(page, "identity", policy);
  const notice = steps.notice(page, "long");
  assert.match(await notice.innerText(), /\d\.\d MB: analyse anyway\?|\d+ KB: analyse anyway\?/);
  assert.equal((await steps.plainBox(page, "identity").inputValue()).length, policy.length);
  assert.match(await page.locator("#verdict .verdict-headline").innerText(), /KB: analyse anyway\?/);
  assert.equal(await page.locator("[data-tab=identity]").innerText(), "IAM policy\nnot checked yet");
  await page.locator("#verdict [data-action=analyse]").click();
  await notice.waitFor({ state: "detached", timeout: 60_000 });
  await steps.settled(page);
  assert.ok(!/analys/i.test(await page.locator("#verdict .verdict-headline").innerText()));
  assertClean(page, suite.origin);
});
