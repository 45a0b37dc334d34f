// Opens a built host of the widget in Chromium as a reader does, under a strict policy: `node look.mjs NAME FOLDER PICTURE`.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../harness.mjs";
import { closeAll, serve } from "../server.mjs";

/** Hosts whose own scripts get along with Trusted Types. */
const TRUSTED_TYPES = ["html", "vitepress", "starlight"];

/** In the text of a page of VitePress, MkDocs and Docusaurus, Starlight. */
const LINK = ".vp-doc a, article a, .sl-markdown-content a";

/** What hosts ask for that have none. */
const ICON = { type: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
const ICONS = { "/favicon.ico": ICON, "/favicon.svg": ICON };

/** What a host needs that writes scripts and styles into its pages: each script by its hash. */
export async function policyFor(folder, name) {
  const hashes = new Set();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith(".html")) continue;
    const html = await readFile(join(folder, file), "utf8");
    for (const [, attributes, code] of html.matchAll(/<script([^>]*)>(.*?)<\/script>/gs)) {
      if (/\bsrc=/.test(attributes)) continue;
      hashes.add(`'sha256-${createHash("sha256").update(code).digest("base64")}'`);
    }
  }
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${[...hashes].join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    ...(TRUSTED_TYPES.includes(name) ? ["require-trusted-types-for 'script'"] : []),
  ].join("; ");
}

/**
 * Goes to the widget's page by the host's own link, back, and there again; what a reader then sees is in `picture`.
 * Returns what the widget says, what went wrong on the page, and what the server did not have.
 */
export async function look(name, folder, picture) {
  const headers = { "content-security-policy": await policyFor(folder, name) };
  const site = await serve(folder, { headers, extra: ICONS });
  const browser = await chromium.launch(CHROMIUM);
  const page = await browser.newPage({ viewport: { width: 1280, height: 1100 } });
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  const widget = page.locator("undenied-checker");
  const denied = widget.locator(".verdict[data-state=denied]");
  await page.goto(site.origin);
  if (name !== "html") {
    await page.locator(LINK, { hasText: "When the import is denied" }).first().click();
    await denied.waitFor();
    await page.goBack();
    await widget.waitFor({ state: "detached" });
    await page.goForward();
  }
  await denied.waitFor();
  const said = (await denied.innerText()).split("\n").filter(Boolean);
  await widget.locator(".note").first().waitFor();
  const code = await widget.locator(".note .diff").first().innerText();
  await page.screenshot({ path: picture, fullPage: true });
  const missing = site.requests.filter(({ status }) => status >= 400).map(({ path }) => path);
  await browser.close();
  await closeAll();
  return { said, code, wrong, missing };
}

const [name, folder, picture] =
  process.argv[1] === fileURLToPath(import.meta.url) ? process.argv.slice(2) : [];
if (picture) {
  const { said, wrong, missing } = await look(name, folder, picture);
  console.log(`  ${name} says: ${said.slice(0, 3).join(" | ")}\n  picture: ${picture}`);
  assert.deepEqual({ wrong, missing }, { wrong: [], missing: [] });
  // The host's highlighter has not cost the document its lines, nor added any.
  assert.ok(
    said.some((line) => line.endsWith("IAM policy, line 7")),
    said.join(" | "),
  );
}
