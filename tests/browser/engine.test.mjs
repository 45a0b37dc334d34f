// The engine runs beside the page: what is done before it is there, while it works, and when it fails.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertClean, running, start } from "./harness.mjs";
import * as steps from "./steps.mjs";

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

const ENGINE = /engine_bg[^/]*\.wasm/;
const SLIP = steps.GOOD.identity.replace("mydata/*", "mydata");

/** A page whose workers answer when `release` says so, and fail as often as told. */
async function newPage(options) {
  const page = await suite.newPage(options);
  await page.addInitScript(() => {
    globalThis.gate = Promise.resolve();
    globalThis.failures = 0;
    const { set } = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
    Object.defineProperty(Worker.prototype, "onmessage", {
      set(handle) {
        set.call(this, async (event) => {
          await globalThis.gate;
          if (globalThis.failures === 0) return handle.call(this, event);
          globalThis.failures -= 1;
          const data = { number: event.data.number, failure: "RuntimeError: unreachable" };
          return handle.call(this, new MessageEvent("message", { data }));
        });
      },
    });
  });
  return page;
}

async function open(options) {
  const page = await newPage(options);
  await page.goto(suite.origin);
  await running(page);
  await steps.loaded(page);
  await steps.readerLoaded(page);
  return page;
}

function holdAnswers(page) {
  return page.evaluate(() => {
    globalThis.gate = new Promise((resolve) => {
      globalThis.release = resolve;
    });
  });
}

const release = (page) => page.evaluate(() => globalThis.release());

const fail = (page, times) =>
  page.evaluate((times) => {
    globalThis.failures = times;
  }, times);

/** Holds back the engine's program until the returned function is called. */
async function holdEngine(page) {
  let resolve;
  const released = new Promise((kept) => {
    resolve = kept;
  });
  await page.route(ENGINE, async (route) => {
    await released;
    await route.continue();
  });
  return resolve;
}

test("what is typed while an answer is under way is kept and answered", async () => {
  const page = await open();
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  await holdAnswers(page);
  await steps.paste(page, "identity", SLIP);
  await page.locator("main[aria-busy]").waitFor();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("  ", { delay: 20 });
  // The last answer stays until there is a newer one.
  assert.equal(await steps.verdict(page), "allowed");
  assert.equal(await page.locator("[data-tab=identity] .state").innerText(), "No problems");
  await release(page);
  await steps.verdictIs(page, "denied");
  assert.equal(await steps.text(page, "identity"), `${SLIP}  `);
  const errors = (await steps.marked(page, "identity")).filter(({ severity }) => severity === "error");
  assert.deepEqual(
    errors.map(({ text }) => text),
    ['"arn:aws:s3:::tidb-cloud-source-data/mydata"'],
  );
  assertClean(page, suite.origin);
});

test("a fix that is pressed during an analysis changes what stands there now, and nothing else", async () => {
  const page = await open();
  await steps.give(page, { ...steps.GOOD, identity: SLIP });
  await steps.verdictIs(page, "denied");
  await holdAnswers(page);
  // Its own document has changed: the fix waits for the answer to the new text.
  const longer = `  ${SLIP}`;
  await steps.paste(page, "trust", `${steps.GOOD.trust}\n`);
  await steps.openEditor(page, "identity");
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("  ");
  await page.locator("[data-action=apply]").first().click();
  const confirm = page.locator("[data-action=confirm]");
  if (await confirm.isVisible()) await confirm.click();
  assert.equal(await steps.text(page, "identity"), longer);
  await release(page);
  await steps.verdictIs(page, "allowed");
  assert.equal(await steps.text(page, "identity"), `  ${steps.GOOD.identity}`);
  assert.equal(await steps.text(page, "trust"), `${steps.GOOD.trust}\n`);

  // Another document has changed: the fix is carried out at once.
  await steps.give(page, { identity: SLIP });
  await steps.verdictIs(page, "denied");
  await holdAnswers(page);
  await steps.paste(page, "trust", steps.GOOD.trust);
  await steps.applyFix(page);
  assert.equal(await steps.text(page, "identity"), steps.GOOD.identity);
  // Pressed again while it still stands there, it does nothing more.
  await page.locator("[data-action=apply], [data-action=confirm]").first().click();
  await release(page);
  await steps.verdictIs(page, "allowed");
  assert.equal(await steps.text(page, "identity"), steps.GOOD.identity);
  assert.equal(await steps.text(page, "trust"), steps.GOOD.trust);
  assertClean(page, suite.origin);
});

test("a place in a text that has changed since leads to its box only", async () => {
  const page = await open();
  await steps.give(page, { ...steps.GOOD, identity: SLIP });
  await steps.verdictIs(page, "denied");
  await holdAnswers(page);
  await steps.paste(page, "identity", `\n${SLIP}`);
  await page.locator(".finding").first().click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.slot), "identity");
  await release(page);
  await steps.settled(page);
  await page.locator(".finding").first().click();
  const selected = await page.evaluate(() =>
    document.querySelector("[data-editor=identity]").shadowRoot.getSelection().toString(),
  );
  assert.equal(selected, '"arn:aws:s3:::tidb-cloud-source-data/mydata"');
});

for (const [locale, words] of [
  ["en-US", /still loading/],
  ["ja-JP", /読み込んでいます/],
]) {
  test(`what is given before the engine arrives is answered once it does: ${locale}`, async () => {
    const page = await newPage({ locale });
    const arrive = await holdEngine(page);
    await page.goto(suite.origin);
    await running(page);
    await steps.editorsLoaded(page);
    assert.equal(await steps.verdict(page), "empty");
    await steps.put(page, { ...steps.GOOD, identity: SLIP });
    await page.locator(".verdict-detail", { hasText: words }).waitFor();
    assert.equal(await page.locator(".note").count(), 0);
    arrive();
    await steps.verdictIs(page, "denied");
    await steps.openTab(page, "identity");
    await page.locator("[data-slot=identity] .note").waitFor();
    assert.equal(await steps.text(page, "identity"), SLIP);
    assert.equal(await page.locator(".verdict-detail", { hasText: words }).count(), 0);
    assertClean(page, suite.origin);
  });
}

for (const [name, pattern] of [
  ["program", ENGINE],
  ["script", /engine-[^/]*\.js/],
]) {
  test(`an engine whose ${name} does not load is said, and the text stays`, async () => {
    const page = await newPage();
    await page.route(pattern, (route) => route.abort());
    await page.goto(suite.origin);
    await running(page);
    await steps.loaded(page);
    await steps.paste(page, "identity", SLIP);
    await page.getByRole("alert").filter({ hasText: "does not answer" }).waitFor();
    assert.equal(await steps.text(page, "identity"), SLIP);
    await steps.chooseLanguage(page, "ja");
    await page.getByRole("alert").filter({ hasText: "応答しません" }).waitFor();
  });
}

test("without the facts on all AWS services the page goes on, and with them it knows every action", async () => {
  const odd = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:NoSuchCall", "Resource": "*"}]}`;
  const found = async (page) => {
    await page.goto(suite.origin);
    await running(page);
    await steps.loaded(page);
    await steps.paste(page, "identity", odd);
    await steps.settled(page);
    return (await steps.marked(page, "identity")).map(({ text }) => text);
  };
  const whole = await newPage();
  assert.ok((await found(whole)).includes('"sqs:NoSuchCall"'));
  const without = await newPage();
  await without.route(/catalog-[^/]*\.txt/, (route) => route.abort());
  assert.ok(!(await found(without)).includes('"sqs:NoSuchCall"'));
  assert.equal(await without.getByRole("alert").count(), 0);
});

test("an engine that stops once is started again, and nobody notices", async () => {
  const page = await open();
  await fail(page, 1);
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  assert.equal(await page.getByRole("alert").count(), 0);
  assertClean(page, suite.origin);
});

test("an engine that stops again says why, keeps everything, and goes on with the next text", async () => {
  const page = await open();
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  const requests = suite.site.requests.length;
  await fail(page, 2);
  await steps.paste(page, "identity", SLIP);
  await page.getByRole("alert").filter({ hasText: "RuntimeError: unreachable" }).waitFor();
  assert.equal(await steps.text(page, "identity"), SLIP);
  await steps.paste(page, "identity", `${SLIP}\n`);
  await steps.verdictIs(page, "denied");
  assert.equal(await page.getByRole("alert").count(), 0);
  assert.equal(suite.site.requests.length, requests);
});

test("without workers the engine runs on the page", async () => {
  const page = await suite.newPage();
  await page.addInitScript(() => {
    globalThis.Worker = class {
      constructor() {
        throw new Error("no workers here");
      }
    };
  });
  await page.goto(suite.origin);
  await running(page);
  await steps.loaded(page);
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  await steps.pasteAnything(page, SLIP);
  await steps.went(page, "document");
});

const JANE = "arn:aws:iam::111122223333:user/Jane";
const READ = {
  Effect: "Allow",
  Action: ["s3:ListBucket", "s3:GetObject"],
  Resource: ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"],
};
const policy = (statement) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 2);

test("settings that are pasted show up in the form, take part in the decision, and can be changed", async () => {
  const page = await open();
  await steps.chooseProfile(page, "Any program: read from S3");
  await steps.give(
    page,
    { identity: policy(READ), bucket: policy({ ...READ, Principal: "*" }) },
    { bucket: "s3://acme/", "role-arn": JANE, "bucket-account": "444455556666" },
  );
  await steps.verdictIs(page, "allowed");
  const printed = (command, output) => `$ aws s3api ${command} --bucket acme\n${JSON.stringify(output)}\n`;

  // Whether the caller says that they pay is not known.
  await steps.pasteAnything(page, printed("get-bucket-request-payment", { Payer: "Requester" }));
  await steps.verdictIs(page, "unknown");
  await page.locator(".station[data-state=unknown]", { hasText: "Requester pays" }).waitFor();
  // The same setting told again replaces what it was.
  await steps.pasteAnything(page, printed("get-bucket-request-payment", { Payer: "BucketOwner" }));
  await steps.verdictIs(page, "allowed");
  const payer = await steps.setting(page, "bucket.requestPayer");
  assert.equal(await payer.inputValue(), "BucketOwner");

  const block = { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } };
  await steps.pasteAnything(page, printed("get-public-access-block", block));
  await steps.verdictIs(page, "denied");
  await page.locator(".station[data-state=denied]", { hasText: "Block Public Access" }).waitFor();
  assert.match(await page.locator(".guide").innerText(), /Block Public Access/);
  assert.equal(await page.locator(".assumptions", { hasText: "Not considered" }).count(), 0);
  const blocked = await steps.setting(page, "bucket.publicAccessBlock");
  assert.equal(await blocked.inputValue(), "part");
  await blocked.selectOption("false");
  await steps.verdictIs(page, "allowed");
  await page.locator("[data-action=undo]").click();
  await steps.verdictIs(page, "denied");
  await blocked.selectOption("");
  await steps.verdictIs(page, "allowed");

  await steps.pasteAnything(page, printed("get-bucket-versioning", { Status: "Enabled" }));
  await page.locator(".assumptions", { hasText: "bucket.versioning" }).waitFor();
  await page.locator("[data-action=forget-fact]").click();
  await page.locator(".assumptions", { hasText: "bucket.versioning" }).waitFor({ state: "detached" });
  assertClean(page, suite.origin);
});

test("the analysis of much text says so, can be stopped, and can be asked for again", async () => {
  const page = await open();
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  await holdAnswers(page);
  const long = SLIP.replace("{", `{${" ".repeat(300 * 1024)}`);
  await steps.paste(page, "identity", long);
  const notice = steps.notice(page, "long");
  await notice.locator("[data-action=analyse]").click();
  assert.match(await notice.innerText(), /Analysing 301 KB/);
  await notice.locator("[data-action=stop]").click();
  await steps.settled(page);
  assert.match(await notice.innerText(), /301 KB: analyse anyway\?/);
  assert.equal(await steps.verdict(page), "unknown");
  assert.match(await page.locator("#verdict .meanwhile").innerText(), /text before:\s*Allowed/);
  await release(page);
  await notice.locator("[data-action=analyse]").click();
  await steps.verdictIs(page, "denied");
  assert.equal(await page.locator(".failure").count(), 0);
  assert.equal(await steps.text(page, "identity"), long);
  assertClean(page, suite.origin);
});
