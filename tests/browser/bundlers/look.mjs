// Runs what the bundlers made of the npm package, in Chromium and in Node.js: `node look.mjs FOLDER`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../harness.mjs";
import { closeAll, serve } from "../server.mjs";

const [folder] = process.argv.slice(2);
const browser = await chromium.launch(CHROMIUM);

/** The page's title, once it is told. */
async function title(address) {
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => document.title !== "loading");
  return page.title();
}

const shell = { body: await readFile(join(folder, "index.html"), "utf8") };
const plain = {
  body: shell.body.replace(
    "</head>",
    '<script type="importmap">{"imports":{"undenied":"/node_modules/undenied/browser.js"}}</script></head>',
  ),
};
const site = await serve(folder, {
  extra: { "/plain.html": plain, "/out/webpack/": shell, "/out/esbuild/": shell },
});
const { createServer } = await import(pathToFileURL(createRequire(join(folder, "main.js")).resolve("vite")));
const vite = await createServer({ root: folder, logLevel: "warn", server: { port: 0, host: "127.0.0.1" } });
await vite.listen();
const told = {
  "no bundler": await title(`${site.origin}/plain.html`),
  "vite build": await title(`${site.origin}/out/vite/`),
  "vite serve": await title(vite.resolvedUrls.local[0]),
  webpack: await title(`${site.origin}/out/webpack/`),
  esbuild: await title(`${site.origin}/out/esbuild/`),
};
for (const file of ["node/esbuild.cjs", "node-webpack/main.js", "vite-ssr/node.js"]) {
  told[file] = execFileSync(process.execPath, [join(folder, "out", file)], { encoding: "utf8" }).trim();
}
await vite.close();
await browser.close();
await closeAll();
for (const [how, text] of Object.entries(told)) {
  console.log(`  ${how}: ${text}`);
  assert.equal(text, "implicitDeny bucket/* NoSuchBucket", how);
}
