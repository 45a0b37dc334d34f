// Nothing leaves the page: ten proofs, each from another side, of one and the same use of it.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { BROWSERS, launch } from "./drivers.mjs";
import { DIST, start } from "./harness.mjs";
import { serve, trunkHeaders } from "./server.mjs";
import * as steps from "./steps.mjs";

/** In everything that is pasted. */
const CANARY = "canary7f3a9c";
const marked = (text) => text.replaceAll("mydata", CANARY);

/** Ways out, wrapped before the page runs: each call is counted with the time. */
function trap() {
  globalThis.traps = [];
  const note = (name) => globalThis.traps.push({ name, time: performance.now() });
  const wrap = (owner, name) => {
    const own = owner?.[name];
    if (typeof own !== "function") return;
    const wrapped = new Proxy(own, {
      apply(target, self, rest) {
        note(name);
        return Reflect.apply(target, self, rest);
      },
      construct(target, rest) {
        note(name);
        return Reflect.construct(target, rest);
      },
    });
    Object.defineProperty(owner, name, { value: wrapped, configurable: true, writable: true });
  };
  for (const name of [
    "fetch",
    "open",
    "WebSocket",
    "EventSource",
    "RTCPeerConnection",
    "WebTransport",
    "SharedWorker",
  ])
    wrap(globalThis, name);
  wrap(XMLHttpRequest.prototype, "send");
  wrap(Navigator.prototype, "sendBeacon");
  wrap(HTMLFormElement.prototype, "submit");
  wrap(HTMLFormElement.prototype, "requestSubmit");
  const { set } = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
  Object.defineProperty(HTMLImageElement.prototype, "src", {
    set(value) {
      note("img.src");
      set.call(this, value);
    },
  });
}

/** Everything that one does with the page, as far as it can be told apart. */
async function use(page) {
  const documents = { identity: marked(steps.GOOD.identity), trust: steps.GOOD.trust, bucket: steps.DENYING };
  await steps.give(page, documents, { ...steps.FACTS, bucket: marked(steps.FACTS.bucket) });
  await steps.pasteAnything(page, marked(steps.GOOD.identity));
  await steps.went(page, "document");
  await steps.settled(page);
  await page.locator(".finding").first().click();
  await page.locator("[data-share] summary").click();
  await page.locator("[data-action=copy-link]").click();
  await page.locator(".share-address").waitFor();
  await page.keyboard.press("Escape");
  await steps.chooseLanguage(page, "ja");
  await page.locator("[data-action=plain]").click();
  await page.locator("[data-document=bucket]").fill(`${CANARY} {`);
  await page.locator("[data-action=plain]").click();
  await steps.settled(page);
}

let suite;
let page;
let before_;
let output;
before(async () => {
  // Other hosts do not exist, so that not even a name could be asked for.
  suite = await start({ args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"] });
  const context = await suite.browser.newContext({ locale: "en-US" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await context.addInitScript(trap);
  page = await context.newPage();
  page.context().setDefaultTimeout(30_000);
  page.requests = [];
  page.aborted = [];
  output = [];
  page.on("console", (message) => output.push(message.text()));
  // 1 sees what the browser does, service workers with it, and lets nothing foreign through.
  context.on("request", (request) => page.requests.push(request));
  await context.route(
    (url) => url.origin !== suite.origin,
    (route) => {
      page.aborted.push(route.request().url());
      return route.abort();
    },
  );
  await page.goto(suite.origin);
  await steps.loaded(page);
  await steps.readerLoaded(page);
  await steps.sealed(page);
  before_ = {
    browser: page.requests.length,
    server: suite.site.requests.length,
    time: await page.evaluate(() => performance.now()),
  };
  await use(page);
});
after(() => suite?.stop());

/** Workers come from blobs, which are no requests. */
const sent = (requests) => requests.map((request) => request.url()).filter((url) => !url.startsWith("blob:"));

test("1: the browser asks for the files of the page, and for nothing once it is sealed", async () => {
  const files = (await readdir(DIST, { withFileTypes: true })).filter((entry) => entry.isFile());
  const known = new Set(["", ...files.map(({ name }) => name)].map((name) => `${suite.origin}/${name}`));
  assert.deepEqual(
    sent(page.requests).filter((url) => !known.has(url)),
    [],
  );
  assert.deepEqual(sent(page.requests.slice(before_.browser)), []);
  assert.deepEqual(page.aborted, []);
});

test("2: the server's own log has nothing after that, whatever the browser says", () => {
  assert.deepEqual(suite.site.requests.slice(before_.server), []);
});

test("3: a mark in what was pasted is in no address, header, body, storage, title, history or console", async () => {
  const headers = await Promise.all(page.requests.map((request) => request.allHeaders().catch(() => ({}))));
  const kept = await page.evaluate(async () => {
    const stores = await caches.keys();
    const cached = await Promise.all(
      stores.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    );
    return JSON.stringify([
      location.href,
      document.title,
      history.state,
      document.cookie,
      { ...localStorage },
      { ...sessionStorage },
      cached,
    ]);
  });
  const everywhere = [
    ...page.requests.map((request) => request.url() + (request.postData() ?? "")),
    ...suite.site.requests.map(({ path }) => path),
    JSON.stringify(headers),
    kept,
    ...output,
  ].join("\n");
  assert.ok(!everywhere.includes(CANARY));
  assert.ok((await steps.everything(page)).includes(CANARY), "it was pasted at all");
});

test("4: none of the ways out is even called", async () => {
  const calls = await page.evaluate(() => globalThis.traps);
  assert.deepEqual(
    calls.filter(({ time }) => time >= before_.time),
    [],
  );
  assert.deepEqual([...new Set(calls.map(({ name }) => name))], ["fetch"]);
});

test("5: not even a name is looked up: every host but our own is unknown, and nothing fails", () => {
  const failed = page.requests.filter((request) => request.failure() && !request.url().startsWith("blob:"));
  assert.deepEqual(sent(failed), []);
});

test("6: offline everything goes on, and the page comes back from its own store", async () => {
  const offline = await suite.browser.newContext({ locale: "en-US" });
  const other = await offline.newPage();
  await other.goto(suite.origin);
  await steps.sealed(other);
  await offline.setOffline(true);
  const asked = suite.site.requests.length;
  await other.reload();
  await steps.loaded(other);
  await steps.give(other, steps.GOOD);
  await steps.verdictIs(other, "allowed");
  // Whether there is a new worker is asked by the browser itself, which Playwright does not keep from it.
  const later = suite.site.requests.slice(asked).map(({ path }) => path);
  assert.deepEqual(
    later.filter((path) => path !== "/sw.js"),
    [],
  );
  await offline.close();
});

test("7: no policy is ever violated, until somebody tries", async () => {
  const other = await suite.newPage();
  await other.goto(suite.origin);
  await steps.loaded(other);
  await steps.readerLoaded(other);
  await steps.sealed(other);
  await use(other);
  assert.deepEqual(other.seen.violations, []);
  await other.locator("[data-action=leak]").click();
  await other.locator("[data-leaked='0']").waitFor();
  assert.ok(other.seen.violations.length >= 15);
  assert.match(await other.locator("header [data-badge]").innerText(), /0 件/);
});

test("8: nothing is stored but the files of the page", async () => {
  const kept = await page.evaluate(async () => {
    const stores = await caches.keys();
    const cached = await Promise.all(stores.map(async (name) => (await caches.open(name)).keys()));
    return {
      local: localStorage.length,
      session: sessionStorage.length,
      databases: await indexedDB.databases(),
      cookie: document.cookie,
      stores: stores.length,
      files: cached.flat().map(({ url }) => new URL(url).pathname.slice(1)),
    };
  });
  const worker = await readFile(`${DIST}/sw.js`, "utf8");
  const [, list] = /^const FILES=(\[\[.*?\]\]),/.exec(worker);
  const files = JSON.parse(list).map(([path]) => path.replace("./", ""));
  assert.deepEqual(
    { ...kept, files: kept.files.sort() },
    {
      local: 0,
      session: 0,
      databases: [],
      cookie: "",
      stores: 1,
      files: files.sort(),
    },
  );
});

/** Hosts that texts name: links to read more, which nobody follows but the reader. */
const CALLS =
  /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection|WebTransport|SharedWorker|importScripts)\b/g;

describe("9: what is shipped contains no other way out", () => {
  /** By the start of the name; everything else must have none. */
  const ALLOWED = {
    // Its own parts, by their addresses.
    app: ["fetch"],
    boot: ["fetch"],
    // What "Try to leak" tries.
    aside: [
      ...["EventSource", "RTCPeerConnection", "SharedWorker", "WebSocket", "WebTransport", "XMLHttpRequest"],
      ...["fetch", "sendBeacon"],
    ],
    engine: ["fetch"],
    sw: ["fetch"],
    editor: [],
  };

  test("in scripts", async () => {
    for (const name of await readdir(DIST)) {
      if (!name.endsWith(".js")) continue;
      const text = await readFile(`${DIST}/${name}`, "utf8");
      const found = [...new Set(text.match(CALLS) ?? [])].sort();
      const allowed = ALLOWED[name.split(/[-.]/)[0]] ?? [];
      assert.deepEqual(
        found.filter((call) => !allowed.includes(call)),
        [],
        name,
      );
    }
  });

  test("in programs", async () => {
    const files = await readdir(DIST);
    const scripts = files.filter((name) => name.endsWith(".js"));
    const glue = (await Promise.all(scripts.map((name) => readFile(`${DIST}/${name}`, "utf8")))).join("\n");
    // Whether a `<details>` is open is asked by the same name as a request is opened.
    const isGetter = (name) => glue.includes(`${name}:function(e){return e.open}`);
    for (const name of files) {
      if (!name.endsWith(".wasm")) continue;
      const program = await WebAssembly.compile(await readFile(`${DIST}/${name}`));
      const imports = WebAssembly.Module.imports(program).map(({ name }) => name);
      const ways = /fetch|socket|xml_?http|event_?source|beacon|rtc|worker|submit|wbg_open_/i;
      assert.deepEqual(
        imports.filter((name) => ways.test(name) && !isGetter(name)),
        [],
        name,
      );
    }
  });

  test("in the pages", async () => {
    for (const name of ["index.html", "undenied.html"]) {
      const text = (await readFile(`${DIST}/${name}`, "utf8")).replace(/<script\b.*?<\/script>/gs, "");
      const hosts = text.match(/(?:src|href|action)=["']?(?:https?:)?\/\/[^\s"'>]+/g) ?? [];
      assert.deepEqual(hosts, [], name);
      for (const element of ["preconnect", "dns-prefetch", "<iframe", "<form", "<base", "onclick", "onload"])
        assert.ok(!text.includes(element), `${element} in ${name}`);
    }
  });
});

describe("10: other browsers say the same", () => {
  let browser;
  after(() => browser?.stop());

  for (const name of BROWSERS.filter((name) => name !== "Chromium")) {
    test(name, async () => {
      const site = await serve(DIST, { headers: await trunkHeaders() });
      browser = await launch(name);
      const tab = await browser.open(site.origin);
      await tab.appears("[data-badge][data-state=sealed]");
      const first = { browser: tab.requests.length, server: site.requests.length };
      await tab.fill("#paste", marked(steps.GOOD.identity));
      await tab.click("[data-intake=read]:not([disabled])");
      await tab.appears(".went li");
      await tab.click("[data-action=plain]");
      await tab.fill("[data-document=trust]", steps.GOOD.trust);
      await tab.until(() => !document.querySelector("main[aria-busy]"));
      assert.deepEqual(
        tab.requests.slice(first.browser).filter((address) => !/^(?:blob|data):/.test(address)),
        [],
      );
      assert.deepEqual(site.requests.slice(first.server), []);
      assert.deepEqual(
        tab.requests.filter(
          (address) => !address.startsWith(site.origin) && !/^(?:blob|data):/.test(address),
        ),
        [],
      );
    });
  }
});
