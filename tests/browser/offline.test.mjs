// The service worker: what it answers, what it refuses, and how one version follows another without mixing.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { DIST, running, start } from "./harness.mjs";
import { serve, trunkHeaders } from "./server.mjs";
import * as steps from "./steps.mjs";

const ALLOW = { serviceWorkers: "allow" };

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

/** A host whose files can be replaced: `extra` goes before them. */
async function host() {
  const extra = {};
  const headers = await trunkHeaders();
  const site = await serve(DIST, { headers, extra });
  const put = (path, type, body) => {
    extra[path] = { type, headers, body };
  };
  return { ...site, put };
}

async function visit(site) {
  const page = await suite.newPage(ALLOW);
  await page.goto(site.origin);
  await steps.sealed(page);
  return page;
}

const hash = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** The next version: another index.html, and the worker that lists it. */
async function next() {
  const index = (await readFile(`${DIST}/index.html`, "utf8")).replace(
    "<title>",
    "<meta name=version content=2><title>",
  );
  const worker = await readFile(`${DIST}/sw.js`, "utf8");
  const list = worker
    .replace(/\["\.\/","[^"]+"\]/, `["./","${hash(index)}"]`)
    .replace(/VERSION="\w+"/, 'VERSION="2"');
  assert.notEqual(list, worker);
  return { index, worker: list };
}

const isNext = (page) => page.evaluate(() => document.querySelector("meta[name=version]") !== null);

test("its own pages get nothing that is not in its list, others what they ask for", async () => {
  const site = await host();
  const page = await visit(site);
  site.put("/other/", "text/html", "<!doctype html><title>Other</title>");
  site.put("/data", "text/plain", "here");
  await page.context().addInitScript(() => {
    globalThis.answered = fetch("/data?x").then((response) => response.status);
  });
  await page.reload();
  await running(page);
  assert.equal(await page.evaluate(() => globalThis.answered), 403);
  assert.ok(!site.requests.some(({ path }) => path.startsWith("/data")));
  await page.goto(`${site.origin}/other/`);
  assert.equal(await page.evaluate(() => globalThis.answered), 200);
  await site.close();
});

test("a new version waits until it is asked for, and then there is nothing of the old one", async () => {
  const site = await host();
  const page = await visit(site);
  const { index, worker } = await next();
  site.put("/", "text/html; charset=utf-8", index);
  site.put("/sw.js", "text/javascript", worker);
  await page.reload();
  const offer = page.locator("[data-version]");
  await offer.waitFor();
  assert.equal(await isNext(page), false);
  assert.match(await offer.innerText(), /new version/);
  await Promise.all([page.waitForEvent("load"), offer.getByRole("button").click()]);
  await steps.sealed(page);
  assert.equal(await isNext(page), true);
  assert.deepEqual(await page.evaluate(() => caches.keys()), ["undenied-2"]);
  assert.equal(await offer.count(), 0);
  await site.close();
});

test("a version of which a file is another's is not taken", async () => {
  const site = await host();
  const page = await visit(site);
  const { worker } = await next();
  // The worker is there already, the page is still the old one: an upload under way.
  site.put("/sw.js", "text/javascript", worker);
  await page.reload();
  await steps.sealed(page);
  assert.equal(await page.locator("[data-version]").count(), 0);
  await page.reload();
  await steps.loaded(page);
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  await site.close();
});

test("where there is no worker the page seals itself all the same", async () => {
  const site = await host();
  site.put("/sw.js", "text/html", "not found");
  const page = await visit(site);
  await steps.loaded(page);
  await steps.give(page, steps.GOOD);
  await steps.verdictIs(page, "allowed");
  await site.close();
});

test("the page can be installed", async () => {
  const manifest = JSON.parse(await readFile(`${DIST}/manifest.webmanifest`, "utf8"));
  const page = await suite.newPage();
  await page.goto(suite.origin);
  const link = await page.locator("link[rel=manifest]").getAttribute("href");
  assert.match(link, /manifest\.webmanifest$/);
  for (const { src, sizes } of manifest.icons) {
    const bytes = Buffer.from(src.replace("data:image/png;base64,", ""), "base64");
    assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes);
  }
});
