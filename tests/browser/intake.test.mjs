// The box that takes anything: what is pasted, dropped or chosen finds its place, and can be taken back.

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
  await steps.readerLoaded(page);
  return page;
}

const ROLE = JSON.stringify(
  {
    Role: {
      RoleName: "import",
      Arn: "arn:aws:iam::111122223333:role/import",
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { AWS: "arn:aws:iam::999988887777:root" }, Action: "sts:AssumeRole" },
        ],
      },
    },
  },
  null,
  4,
);
const POLICY = (bucket) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${bucket}/*` }],
  });
const ERROR =
  "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111122223333:user/ana " +
  'is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::acme/a.csv" because no identity-based policy ' +
  "allows the s3:GetObject action";
const KEY_ID = "AKIAQ3EGRT7ZKPLMNV2X";
const SECRET = "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";

test("the output of get-role fills the trust policy and the role, and one click takes both back", async () => {
  const page = await open();
  await steps.pasteAnything(page, ROLE);
  await steps.went(page, "document");
  assert.match(await steps.text(page, "trust"), /999988887777/);
  assert.equal(await steps.field(page, "role-arn").inputValue(), "arn:aws:iam::111122223333:role/import");
  const source = page.locator("[data-slot=trust] .source");
  assert.match(await source.innerText(), /Role\.AssumeRolePolicyDocument, line 5 of the paste/);
  assert.equal(await page.locator("#paste").inputValue(), "");
  await page.locator(".went [data-part=document] .link").click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.slot), "trust");
  await page.locator("[data-intake=undo]").click();
  assert.equal(await steps.text(page, "trust"), "");
  assert.equal(await steps.field(page, "role-arn").inputValue(), "");
  assert.equal(await page.locator(".went").count(), 0);
  assertClean(page, suite.origin);
});

test("a second policy of one kind gets a box of its own, and the same one does not", async () => {
  const page = await open();
  await steps.pasteAnything(page, POLICY("acme"));
  await page.locator("[data-slot=identity] .source").waitFor();
  await steps.pasteAnything(page, POLICY("acme-logs"));
  await steps.openTab(page, "identity-2");
  assert.match(await steps.text(page, "identity"), /acme\//);
  assert.match(await steps.text(page, "identity-2"), /acme-logs/);
  await steps.pasteAnything(page, POLICY("acme"));
  await page.waitForTimeout(200);
  assert.equal(await page.locator("[data-slot]").count(), 4);
  await steps.openTab(page, "identity-2");
  await page.locator("[data-slot=identity-2] [data-action=remove]").click();
  assert.equal(await page.locator("[data-slot]").count(), 3);
  await page.locator("[data-action=undo]").click();
  await steps.openTab(page, "identity-2");
  await page.locator("[data-slot=identity-2] .cm-line", { hasText: "acme-logs" }).waitFor();
  assertClean(page, suite.origin);
});

test("an error fills the call, which is checked and can be removed", async () => {
  const page = await open();
  await steps.pasteAnything(page, ERROR);
  await steps.went(page, "call");
  await steps.settled(page);
  await steps.openForm(page);
  assert.match(await page.locator("[data-call]").innerText(), /s3:GetObject on arn:aws:s3:::acme\/a\.csv/);
  assert.equal(await steps.field(page, "role-arn").inputValue(), "arn:aws:iam::111122223333:user/ana");
  await steps.paste(page, "identity", POLICY("other"));
  await steps.verdictIs(page, "denied");
  await page.locator(".requests", { hasText: "arn:aws:s3:::acme/a.csv" }).waitFor();
  await page.locator("[data-action=forget-call]").click();
  await page.locator("[data-call]").waitFor({ state: "detached" });
  assert.match(await steps.field(page, "profile").inputValue(), /^TiDB Cloud Dedicated/);
  assertClean(page, suite.origin);
});

test("an error is explained on the spot", async () => {
  const page = await open();
  await steps.pasteAnything(page, ERROR);
  await steps.went(page, "call");
  const card = page.locator(".explanation");
  await card.waitFor();
  assert.ok((await card.locator("li").count()) > 0);
});

test("files are read apart and named, chosen or dropped", async () => {
  const page = await open();
  const file = (name, text) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await page
    .locator("#intake input[type=file]")
    .setInputFiles([
      file("role.json", ROLE),
      file("policy.json", POLICY("acme")),
      { name: "logo.png", mimeType: "image/png", buffer: Buffer.from([137, 80, 78, 71, 0, 0, 255]) },
    ]);
  await page.locator("[data-slot=identity] .source", { hasText: "policy.json" }).waitFor();
  await steps.openTab(page, "trust");
  await page.locator("[data-slot=trust] .source", { hasText: "role.json" }).waitFor();
  assert.match(await page.locator(".intake-state").innerText(), /logo\.png.*no text/s);
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "other.json", { type: "application/json" }));
    return data;
  }, POLICY("acme-logs"));
  await page.dispatchEvent("#intake", "dragenter", { dataTransfer: dropped });
  await page.locator("#intake[data-drop]").waitFor();
  await page.dispatchEvent("#intake", "drop", { dataTransfer: dropped });
  await steps.openTab(page, "identity-2");
  await page.locator("[data-slot=identity-2] .source", { hasText: "other.json" }).waitFor();
  assert.equal(await page.locator("#intake[data-drop]").count(), 0);
});

test("the guess of a kind can be overruled", async () => {
  const page = await open();
  await steps.pasteAnything(page, POLICY("acme"));
  const kind = page.locator("[data-slot=identity] [data-action=kind]");
  await kind.selectOption("session");
  await page.locator("[data-tab=identity]", { hasText: "Session policy" }).waitFor();
  assert.equal(await kind.inputValue(), "session");
  await page.locator(".picker summary").click();
  await page.locator(".picker .menu-item", { hasText: "Key policy" }).click();
  await page.locator("[data-slot=key] .cm-content").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.slot), "key");
});

test("what is pasted into a document's box can be sorted from there", async () => {
  const page = await open();
  await steps.paste(page, "identity", ROLE);
  await page.locator("[data-sort=identity]").click();
  await steps.went(page, "document");
  assert.match(await steps.text(page, "trust"), /999988887777/);
  assert.equal(await steps.text(page, "identity"), "");
  await page.locator("[data-intake=undo]").click();
  assert.match(await steps.text(page, "identity"), /RoleName/);
});

test("typed text is read on Ctrl+Enter, but not in the middle of a word", async () => {
  const page = await open({ locale: "ja-JP" });
  const box = page.locator("#paste");
  await box.focus();
  const ime = await page.context().newCDPSession(page);
  await ime.send("Input.imeSetComposition", { text: "かん", selectionStart: 2, selectionEnd: 2 });
  await page.waitForTimeout(100);
  assert.equal(await page.locator(".intake-result > *").count(), 0);
  await ime.send("Input.insertText", { text: "" });
  await box.fill(POLICY("acme"));
  await page.keyboard.press("Control+Enter");
  await page.locator("[data-slot=identity] .source").waitFor();
  assert.equal(await box.inputValue(), "");
});

test("a secret in a paste is nowhere afterwards: not on the page, not in a box, not in undo", async () => {
  const page = await open();
  const withSecrets = ROLE.replace(
    '"RoleName": "import"',
    `"RoleName": "import", "Note": "${KEY_ID}", "SecretAccessKey": "${SECRET}"`,
  );
  await steps.pasteAnything(page, withSecrets);
  await page.locator(".notice", { hasText: "secret access key" }).waitFor();
  await steps.went(page, "document");
  for (const round of ["pasted", "undone", "typed"]) {
    if (round === "undone") {
      await page.locator("[data-intake=undo]").click();
      await page.locator("#paste").focus();
      await page.keyboard.press("ControlOrMeta+z");
    }
    if (round === "typed") await page.locator("#paste").fill(`aws_secret_access_key=${SECRET}`);
    const everywhere = await steps.everything(page);
    assert.ok(!everywhere.includes(SECRET) && !everywhere.includes(KEY_ID), round);
  }
});

test("what stands in the box before the page runs is read once it does", async () => {
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
  await page.locator("#paste").fill(ROLE);
  release();
  await steps.went(page, "document");
  assert.match(await steps.text(page, "trust"), /999988887777/);
  assert.equal(await page.locator("#paste").inputValue(), "");
});

for (const mode of [
  { locale: "en-US", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { locale: "ja-JP", colorScheme: "dark", viewport: { width: 320, height: 700 } },
]) {
  test(`axe finds nothing after a paste, and nothing is too wide: ${mode.locale}, ${mode.colorScheme}`, async () => {
    const page = await open(mode);
    await steps.pasteAnything(page, `${ROLE}`);
    await steps.went(page, "document");
    await steps.pasteAnything(page, ERROR);
    await steps.went(page, "call");
    await steps.paste(page, "bucket", ROLE);
    await page.locator("[data-sort=bucket]").waitFor();
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
