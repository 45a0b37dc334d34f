// The widget with the checks of one policy by itself and all AWS services, for whoever asks for it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS, launch } from "./drivers.mjs";
import { start } from "./harness.mjs";
import { checker, documentation, scripts, serveWidget } from "./hosting.mjs";
import * as steps from "./steps.mjs";

/** The import goes through all the same: an action that SQS does not have, and one that is there twice. */
const SLIPS = JSON.stringify(
  (({ Version, Statement }) => ({
    Version,
    Statement: [
      ...Statement,
      { Sid: "Queue", Effect: "Allow", Action: "sqs:GetMessage", Resource: "arn:aws:sqs:*:210987654321:q" },
      { Sid: "Twice", Effect: "Allow", Action: ["sqs:SendMessage", "sqs:SendMessage"], Resource: "*" },
    ],
  }))(JSON.parse(steps.GOOD.identity)),
  null,
  2,
);
const FOUND = ["unknown-action", "redundant-action"];
const FAR = "<br>".repeat(300);
const NONE = /no checks of one policy by itself.*undenied-checker-full\.js/;

let suite;
let widget;
before(async () => {
  suite = await start();
  widget = await serveWidget();
});
after(() => suite?.stop());

for (const name of BROWSERS) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.stop());

    async function open(content, file) {
      const docs = await documentation(widget, content, { file });
      return browser.open(docs.origin);
    }

    test("the file without checks finds nothing, and says so where it is asked", async () => {
      for (const asks of [false, true]) {
        const tab = await open(
          checker(`loading=eager ${asks ? "checks" : ""}`, SLIPS).repeat(2),
          "undenied-checker.js",
        );
        assert.deepEqual(await rules(tab), []);
        await rules(tab, 1);
        const said = tab.lines.filter((line) => NONE.test(line));
        assert.equal(said.length, asks ? 1 : 0, tab.lines.join("\n"));
        assert.deepEqual(tab.errors, []);
        await tab.close();
      }
    });

    test("the full file finds what the checks find, asked or not, and requests nothing", async () => {
      for (const attributes of ["", "checks"]) {
        const tab = await open(checker(attributes, SLIPS), "undenied-checker-full.js");
        assert.deepEqual(await rules(tab), FOUND);
        assert.deepEqual(scripts(tab), ["undenied-checker-full.js"]);
        assert.ok(!tab.lines.some((line) => NONE.test(line)));
        assert.deepEqual(tab.errors, []);
        await tab.close();
      }
    });

    test("the loader brings the core that is asked for, one for all on the page", async () => {
      const asking = await open(checker("", SLIPS) + FAR + checker("checks", SLIPS), "loader.js");
      assert.deepEqual(await rules(asking), FOUND);
      await asking.ask(() => document.querySelectorAll("undenied-checker")[1].scrollIntoView());
      assert.deepEqual(await rules(asking, 1), FOUND);
      assert.deepEqual(scripts(asking), ["loader.js", "core-full.js"]);
      await asking.close();
      const plain = await open(checker("", SLIPS), "loader.js");
      assert.deepEqual(await rules(plain), []);
      assert.deepEqual(scripts(plain), ["loader.js", "core.js"]);
      // One that asks for them later has them, and those that run already stay as they are.
      await plain.ask(() => {
        const later = document.querySelector("undenied-checker").cloneNode(true);
        later.setAttribute("checks", "");
        document.body.prepend(later);
      });
      assert.deepEqual(await rules(plain), FOUND);
      assert.deepEqual(await rules(plain, 1), []);
      assert.deepEqual(scripts(plain), ["loader.js", "core.js", "core-full.js"]);
      assert.deepEqual([...plain.errors, ...asking.errors], []);
      await plain.close();
    });

    test("where a host has left out the core with checks, the loader brings the other one", async () => {
      const partly = await serveWidget({ without: ["core-full.js"] });
      const docs = await documentation(partly, checker("loading=eager checks", SLIPS), { file: "loader.js" });
      const tab = await browser.open(docs.origin);
      assert.deepEqual(await rules(tab), []);
      assert.deepEqual(scripts(tab), ["loader.js", "core-full.js", "core.js"]);
      assert.equal(tab.lines.filter((line) => NONE.test(line)).length, 1, tab.lines.join("\n"));
      await tab.close();
    });

    test("a frame can have the checks", async () => {
      const documents = new URLSearchParams({ identity: SLIPS, trust: steps.GOOD.trust });
      const tab = await browser.open(
        `${widget.origin}/frame-full.html?${new URLSearchParams(steps.FACTS)}#${documents}`,
      );
      assert.deepEqual(await rules(tab), FOUND);
      assert.deepEqual(scripts(tab), []);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });
  });
}

test("what the full widget finds is what the page finds", async () => {
  const page = await suite.open();
  await steps.loaded(page);
  await steps.give(page, { identity: SLIPS, trust: steps.GOOD.trust });
  await steps.verdictIs(page, "allowed");
  await page
    .locator(".findings > li")
    .nth(FOUND.length - 1)
    .waitFor();
  const docs = await documentation(widget, checker("", SLIPS), { file: "undenied-checker-full.js" });
  const other = await suite.newPage();
  await other.goto(docs.origin);
  await steps.verdictIs(other, "allowed");
  const problems = await steps.problems(other);
  assert.deepEqual(problems, await steps.problems(page));
  const told = await other.locator("undenied-checker").evaluate(({ result }) => result.findings);
  assert.deepEqual(
    told.map(({ rule, severity }) => ({ rule, severity })),
    problems,
  );
  assert.equal(SLIPS.slice(told[0].from, told[0].to), '"sqs:GetMessage"');
});

/** The rules of all findings, in order, once there is an answer. */
async function rules(tab, index = 0) {
  await tab.until((index) => document.querySelectorAll("undenied-checker")[index]?.result, index);
  return tab.ask(
    (index) => document.querySelectorAll("undenied-checker")[index].result.findings.map(({ rule }) => rule),
    index,
  );
}
