// What the verdict says of texts that cannot be decided as they stand, and what a pasted error tells beside its call.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertClean, start } from "./harness.mjs";
import * as steps from "./steps.mjs";

const IMPORT_REFUSED =
  "Access denied to the source 's3://acme-raw/mydata/' using the access key ID 'AKIADT2SYWB3WKH5DNSI'";
const BLAMED =
  "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111122223333:user/ana " +
  'is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::acme/a.csv" with an explicit deny in a ' +
  "service control policy";
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
});

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

const headline = (page) => page.locator(".verdict-headline").innerText();

async function open(options) {
  const page = await suite.open(options);
  await steps.loaded(page);
  await steps.readerLoaded(page);
  return page;
}

test("a slip is the verdict, the last result stays in sight, and one click mends it", async () => {
  const page = await open();
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  await steps.paste(page, "identity", steps.BROKEN);
  const kept = page.locator("[data-meanwhile=stale]");
  await kept.waitFor();
  assert.match(await headline(page), /^IAM policy, line \d+: [a-z]/);
  assert.match(await kept.innerText(), /Allowed/);
  await page.locator(".path[data-stale] .stale").waitFor();
  assert.equal(await page.locator(".path .station .link", { hasText: "line" }).count(), 0);
  assert.match(await steps.tab(page, "trust").innerText(), /No problems/);
  await page.locator("[data-go=mend]").click();
  await kept.waitFor({ state: "detached" });
  assert.equal(await page.locator(".path[data-stale]").count(), 0);
  assertClean(page, suite.origin);
});

test("without a result before, the verdict says what was probably meant", async () => {
  const page = await open();
  await steps.give(page, { identity: steps.BROKEN, trust: steps.GOOD.trust });
  assert.match(
    await page.locator("[data-meanwhile=meant]").innerText(),
    /As it was probably meant:\s+Denied/,
  );
});

test("an example is no last result of another one", async () => {
  const page = await open();
  await steps.chooseExample(page, 0);
  await steps.verdictIs(page, "allowed");
  await steps.chooseExample(page, 6);
  assert.match(await headline(page), /line \d+: /);
  assert.equal(await page.locator("[data-meanwhile=stale]").count(), 0);
});

test("a policy in another one's box is moved from the verdict, and nobody asks for it", async () => {
  const page = await open();
  await steps.give(page, { identity: steps.GOOD.trust });
  assert.match(await headline(page), /^This looks like a trust policy/);
  assert.doesNotMatch(await page.locator(".guide").innerText(), /Paste the trust policy/);
  assert.equal(await page.locator("[data-remedy=trust]").count(), 0);
  await page.locator("[data-go=move]").click();
  await steps.shownIs(page, "trust");
  assert.match(await steps.text(page, "trust"), /sts:AssumeRole/);
  await steps.settled(page);
  assert.match(await headline(page), /Not enough to decide/);
});

test("an error without a call tells bucket and folder", async () => {
  const page = await open();
  await steps.pasteAnything(page, IMPORT_REFUSED);
  await steps.went(page, "field");
  assert.equal(await steps.field(page, "bucket").inputValue(), "s3://acme-raw/mydata/");
});

test("what an error blames is asked for", async () => {
  const page = await open();
  await steps.pasteAnything(page, BLAMED);
  await steps.went(page, "call");
  await steps.paste(page, "identity", POLICY);
  await steps.verdictIs(page, "unknown");
  assert.match(await page.locator(".missing").innerText(), /service control policy/i);
});

test("the bar of a phone is as bad as the worst problem", async () => {
  const page = await open({ viewport: { width: 390, height: 800 } });
  await steps.give(page, { ...steps.GOOD, identity: steps.GOOD.identity.replace("mydata/*", "mydata") });
  const sign = page.locator(".bar .severity");
  assert.equal(await sign.getAttribute("data-severity"), "error");
  assert.match(await sign.innerText(), /problem/);
  const open_ = JSON.parse(steps.GOOD.trust);
  await steps.give(page, {
    ...steps.GOOD,
    trust: JSON.stringify({ ...open_, Statement: [{ ...open_.Statement[0], Condition: undefined }] }),
  });
  assert.notEqual(await sign.getAttribute("data-severity"), "error");
});
