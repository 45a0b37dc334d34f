// Megabytes: the page stays alive while they are read, reading can be stopped, and it is quick enough.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertClean, start } from "./harness.mjs";
import * as steps from "./steps.mjs";

const MEGABYTE = 1024 * 1024;
const LONGEST_GAP = 200;
const MOST_TIMES = 20;

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

async function open() {
  const page = await suite.open();
  await steps.loaded(page);
  await steps.readerLoaded(page);
  return page;
}

/** A role's details over and over, until they are `length` long: valid JSON, as a command prints it. */
function details(length) {
  const role = (index) => ({
    RoleName: `role-${index}`,
    Arn: `arn:aws:iam::111122223333:role/role-${index}`,
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
    Tags: [{ Key: "team", Value: "日本語のタグ" }],
  });
  const one = JSON.stringify(role(0), null, 4).length;
  const roles = Array.from({ length: Math.ceil(length / one) }, (_, index) => role(index));
  return JSON.stringify({ RoleDetailList: roles }, null, 4);
}

/** Statements over and over, in one policy. */
function statements(length) {
  const one = (index) => ({
    Sid: `S${index}`,
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: [`arn:aws:s3:::acme-${index}/*`, `arn:aws:s3:::acme-${index}`],
  });
  const count = Math.ceil(length / JSON.stringify(one(0), null, 2).length);
  return JSON.stringify(
    { Version: "2012-10-17", Statement: Array.from({ length: count }, (_, i) => one(i)) },
    null,
    2,
  );
}

/** Starts to watch for the longest time in which the page does nothing. */
async function watchGaps(page) {
  await page.evaluate(() => {
    globalThis.longestGap = 0;
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      globalThis.longestGap = Math.max(globalThis.longestGap, now - last);
      last = now;
      setTimeout(tick, 5);
    };
    tick();
  });
}

for (const [name, make] of [
  ["a command's output", details],
  ["a policy", statements],
  ["a log", (length) => "2026-01-01 INFO GET /acme/data.csv 403 AccessDenied\n".repeat(length / 51)],
  ["one line of nothing", (length) => "x".repeat(length)],
  ["brackets", (length) => "[".repeat(length)],
]) {
  test(`10 MB of ${name} leave the page alive`, async () => {
    const page = await open();
    const text = make(10 * MEGABYTE);
    await steps.hold(page, text);
    await watchGaps(page);
    await steps.pasteHeld(page);
    await page.locator("[data-intake=anyway]").click();
    await page.locator("#intake:not([data-busy]) .intake-result > *").first().waitFor({ timeout: 120_000 });
    const gap = await page.evaluate(() => globalThis.longestGap);
    console.log(`longest gap with 10 MB of ${name}: ${gap.toFixed(0)} ms`);
    assert.ok(gap < LONGEST_GAP, `${gap} ms`);
    assertClean(page, suite.origin);
  });
}

test("reading is asked for, can be refused, and can be stopped", async () => {
  const page = await open();
  await steps.hold(page, statements(10 * MEGABYTE));
  await steps.pasteHeld(page);
  assert.match(await page.locator(".intake-state").innerText(), /1\d\.\d MB/);
  await page.locator("[data-intake=cancel]").click();
  assert.equal(await page.locator(".intake-state > *").count(), 0);
  const requests = suite.site.requests.length;
  await steps.pasteHeld(page);
  await page.locator("[data-intake=anyway]").click();
  await page.locator("#intake[data-busy] [data-intake=cancel]").click();
  await page.locator("#intake:not([data-busy])").waitFor();
  // A new worker is there, and nothing was fetched for it.
  await steps.pasteAnything(page, steps.GOOD.identity);
  await page.locator("[data-slot=identity] .source").waitFor();
  assert.equal(suite.site.requests.length, requests);
  assertClean(page, suite.origin);
});

test("reading takes at most twenty times what JSON.parse takes", async () => {
  const page = await open();
  for (const [name, make] of [
    ["a command's output", details],
    ["a policy", statements],
  ]) {
    const text = make(10 * MEGABYTE);
    await steps.hold(page, text);
    const times = await page.evaluate(async () => {
      const text = globalThis.held;
      const rounds = [];
      for (let round = 0; round < 3; round += 1) {
        const start = performance.now();
        JSON.parse(text);
        rounds.push(performance.now() - start);
      }
      const parse = rounds.sort((a, b) => a - b)[1];
      const box = document.querySelector("#paste");
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      while (!document.querySelector("[data-intake=anyway]"))
        await new Promise((resolve) => setTimeout(resolve, 1));
      document.querySelector(".intake-result").replaceChildren();
      const start = performance.now();
      document.querySelector("[data-intake=anyway]").click();
      while (!document.querySelector(".went")) await new Promise((resolve) => setTimeout(resolve, 1));
      return { parse, read: performance.now() - start };
    });
    console.log(
      `10 MB of ${name}: JSON.parse ${times.parse.toFixed(0)} ms, read ${times.read.toFixed(0)} ms, ` +
        `${(times.read / times.parse).toFixed(1)} times`,
    );
    assert.ok(times.read <= MOST_TIMES * times.parse, JSON.stringify(times));
  }
});
