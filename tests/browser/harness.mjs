// What every browser test needs: the built page behind our own server, a real Chromium, and pages that
// remember everything that went wrong and everything that was requested.

import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { closeAll, serve, trunkHeaders } from "./server.mjs";

export const DIST = process.env.UNDENIED_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));
const CHROME = process.env.CHROME ?? "/usr/bin/chromium";
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
/** How Chromium is started. */
export const CHROMIUM = { executablePath: CHROME, args: ARGUMENTS };
/** A slow machine under load is no failure; a page that hangs is one. */
const TIMEOUT = 30_000;

/**
 * Starts server and browser. Call in `before`, and `stop()` in `after`.
 *
 * `newPage(options)` takes Playwright's context options (`locale`, `viewport`, `colorScheme`, ...) and returns
 * a page with `page.seen`, see `watch`; `open(options, path)` also goes to the page and waits until it runs.
 */
export async function start({ dist = DIST, args = [] } = {}) {
  await access(dist).catch(() => assert.fail(`${dist} is missing: run \`cargo xtask build\` first`));
  const site = await serve(dist, { headers: await trunkHeaders() });
  const browser = await chromium.launch({ ...CHROMIUM, args: [...ARGUMENTS, ...args] });
  const newPage = async (options = {}) => {
    // Where there is one, it fetches everything once more.
    const context = await browser.newContext({ locale: "en-US", serviceWorkers: "block", ...options });
    context.setDefaultTimeout(TIMEOUT);
    const page = await context.newPage();
    page.seen = await watch(page, context);
    return page;
  };
  return {
    browser,
    site,
    origin: site.origin,
    newPage,
    async open(options = {}, path = "/") {
      const page = await newPage(options);
      await page.goto(site.origin + path);
      await running(page);
      return page;
    },
    async stop() {
      await browser.close();
      await closeAll();
    },
  };
}

/** Waits until the app has mounted its views. */
export async function running(page) {
  await page.locator("#app[data-live]").waitFor();
}

/**
 * Collects into `{ violations, consoleErrors, pageErrors, requests, failures }`, all lists of text but
 * `requests` (`{ url, type, time }`). Requests of service workers and of every frame are in it.
 */
async function watch(page, context) {
  const seen = { violations: [], consoleErrors: [], pageErrors: [], requests: [], failures: [] };
  await context.exposeBinding("reportViolation", (_source, text) => seen.violations.push(text));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.reportViolation(
        `${event.violatedDirective} refused ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  });
  context.on("request", (request) => {
    seen.requests.push({ url: request.url(), type: request.resourceType(), time: Date.now() });
  });
  context.on("requestfailed", (request) => {
    seen.failures.push(`${request.url()}: ${request.failure()?.errorText}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") seen.consoleErrors.push(message.text());
  });
  page.on("pageerror", (error) => seen.pageErrors.push(String(error)));
  return seen;
}

/** Nothing went wrong on the page: no violation, no error, no failed request, nothing asked of another origin. */
export function assertClean(page, origin) {
  const { violations, consoleErrors, pageErrors, failures, requests } = page.seen;
  const foreign = requests.map(({ url }) => url).filter((url) => new URL(url).origin !== origin);
  assert.deepEqual(
    { violations, consoleErrors, pageErrors, failures, foreign },
    { violations: [], consoleErrors: [], pageErrors: [], failures: [], foreign: [] },
  );
}
