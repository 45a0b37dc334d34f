// Addresses that open something: an example, a profile, a link with everything in it; and links that cannot.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import { assertClean, start } from "./harness.mjs";
import * as steps from "./steps.mjs";

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

const unpacked = (link) =>
  JSON.parse(inflateRawSync(Buffer.from(link.split("#v1.")[1], "base64url")).toString());
const packed = (text) => `/#v1.${deflateRawSync(text).toString("base64url")}`;

async function open(path, options) {
  const page = await suite.open(options, path);
  await steps.sealed(page);
  return page;
}

/** As somebody does who puts a link into the address of the open page. */
async function follow(page, link) {
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    link.slice(link.indexOf("#")),
  );
  await page.waitForFunction(() => !location.hash);
}

async function accessible(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}`),
    [],
  );
}

async function linkOf(page, { masks }) {
  await page.locator("[data-share] summary").click();
  await page.locator("#share-mask").setChecked(masks);
  await page.locator("[data-action=copy-link]").click();
  const link = await page.locator(".share-address").inputValue();
  await page.keyboard.press("Escape");
  return link;
}

test("an example and a profile can be linked, and the language with them", async () => {
  const example = await open("/?example=folder-without-wildcard&lang=ja");
  await steps.verdictIs(example, "denied");
  assert.match(await example.locator(".verdict-word").innerText(), /拒否/);
  const other = await open("/?profile=redshift-copy");
  assert.match(await steps.field(other, "profile").inputValue(), /Redshift/);
  const unknown = await open("/?example=no-such-thing&profile=none");
  assert.equal(await steps.verdict(unknown), "empty");
  const said = unknown.locator(".intake-state .problem");
  await said.nth(1).waitFor();
  assert.match(await said.nth(0).innerText(), /example no-such-thing, which is not here/);
  assert.match(await said.nth(1).innerText(), /profile none, which is not here/);
  assertClean(unknown, suite.origin);
});

const TOLD = `$ aws s3api get-public-access-block --bucket acme-logs
{"PublicAccessBlockConfiguration": {"RestrictPublicBuckets": true}}
User: arn:aws:iam::210987654321:user/Jane is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::acme-logs/x.csv" because no identity-based policy allows the s3:GetObject action
`;
const KEY = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}]}`;

test("a link holds documents with their kinds, fields, the call and the settings, and restores them", async () => {
  const page = await open("/");
  await steps.readerLoaded(page);
  await steps.give(page, steps.GOOD);
  await steps.pasteAnything(page, TOLD);
  await steps.went(page, "call");
  await steps.pasteAnything(page, `$ aws kms get-key-policy\n${KEY}`);
  await steps.tab(page, "key").waitFor();
  await steps.settled(page);
  const verdict = await page.locator(".verdict").innerText();
  const link = await linkOf(page, { masks: false });

  const other = await open(link.slice(suite.origin.length));
  await other.locator(".call").waitFor({ state: "attached" });
  await steps.loaded(other);
  await steps.settled(other);
  assert.equal(await other.locator(".verdict").innerText(), verdict);
  for (const slot of ["identity", "trust"])
    assert.equal(await steps.text(other, slot), await steps.text(page, slot), slot);
  assert.equal(await steps.text(other, "key"), await steps.text(page, "key"));
  const told = async (tab) => (await steps.setting(tab, "bucket.publicAccessBlock")).inputValue();
  assert.equal(await told(other), "part");
  // Nothing of it stays in the address, and the way back is there.
  assert.equal(new URL(other.url()).hash, "");
  assert.deepEqual(unpacked(await linkOf(other, { masks: false })), unpacked(link));
  await other.locator("[data-action=undo]").click();
  await steps.verdictIs(other, "empty");
  assertClean(other, suite.origin);
});

test("masked, no account and no name is left, and the answer is the same", async () => {
  const page = await open("/");
  for (let index = 0; index < 8; index += 1) {
    await steps.chooseExample(page, index);
    const state = await steps.verdict(page);
    const findings = await steps.problems(page);
    const link = await linkOf(page, { masks: true });
    const text = JSON.stringify(unpacked(link));
    for (const name of ["acme", "mydata", "infra", "999988887777", "import/", "role/import"])
      assert.ok(!text.includes(name), `${name} in example ${index}: ${text}`);
    await follow(page, link);
    await steps.field(page, "role-arn").waitFor({ state: "attached" });
    await steps.settled(page);
    assert.match(await steps.field(page, "role-arn").inputValue(), /^(?:arn:aws:iam::\d{12}:\w+\/x\d+.*)?$/);
    await steps.verdictIs(page, state);
    const rules = (list) => list.map(({ rule }) => rule).filter((rule) => rule !== "sample-value");
    assert.deepEqual(rules(await steps.problems(page)), rules(findings), `example ${index}`);
  }
});

test("a secret is in no link", async () => {
  const page = await open("/");
  await steps.loaded(page);
  const secret = "vT9b/2LqXk4Rw7sYz+Dh1NfGc3JmPa8UeBo6iKtC";
  await steps.paste(page, "identity", `{"SecretAccessKey": "${secret}"}`);
  await steps.openForm(page);
  await steps.field(page, "external-id").fill(`aws_secret_access_key=${secret}`);
  assert.ok(!JSON.stringify(unpacked(await linkOf(page, { masks: false }))).includes(secret));
  // Nor does one that somebody else put into a link get onto the page.
  const other = await open(
    packed(
      JSON.stringify({
        documents: [{ name: "identity", kind: "identity", text: `{"SecretAccessKey": "${secret}"}` }],
        fields: {},
        facts: [],
      }),
    ),
  );
  await other.locator(".notice").waitFor();
  assert.ok(!(await steps.everything(other)).includes(secret));
});

const DAMAGED = /damaged or cut off/;
const TOO_MUCH = /more than any case/;
const BROKEN = {
  "cut off": ["/#v1.tVRNT-MwEP0ryOdYTVpWgG9dVC", DAMAGED],
  "no base64": ["/#v1.%%%", DAMAGED],
  "no JSON": [packed("hello"), DAMAGED],
  "no text": [`/#v1.${deflateRawSync(Buffer.from([0xff, 0xfe])).toString("base64url")}`, DAMAGED],
  "a zip bomb": [packed("a".repeat(50_000_000)), TOO_MUCH],
  "too long": [`/#v1.${"A".repeat(300_000)}`, TOO_MUCH],
};

test("a broken link says so, and the page works on", async () => {
  const page = await open(BROKEN["cut off"][0]);
  const alert = page.locator("[data-link=broken]");
  for (const [what, [path, words]] of Object.entries(BROKEN)) {
    if (what !== "cut off") await follow(page, path);
    await alert.waitFor();
    assert.match(await alert.innerText(), words, what);
    assert.equal(new URL(page.url()).hash, "", what);
    if (what === "cut off") await accessible(page);
    await alert.getByRole("button").click();
  }
  assert.deepEqual(page.seen.violations, []);
  await steps.loaded(page);
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
});

test("what cannot be a link of use is said instead", async () => {
  const page = await open("/", { locale: "ja-JP" });
  await steps.loaded(page);
  await page.locator("[data-share] summary").click();
  await page.locator("[data-action=copy-link]").click();
  await page.locator("[data-share] [role=status]", { hasText: "まだ何も入力されていません" }).waitFor();
  await accessible(page);
  await page.keyboard.press("Escape");
  let state = 1;
  const noise = Array.from({ length: 40_000 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(97 + (state % 26));
  });
  await steps.paste(page, "identity", noise.join(""));
  await page.locator("[data-share] summary").click();
  await page.locator("[data-action=copy-link]").click();
  await page.locator("[data-share] .problem", { hasText: "8 KB" }).waitFor();
});
