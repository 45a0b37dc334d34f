// Lighthouse on the built page, phone and desktop: the four numbers, and what costs points.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import { closeAll, serve, trunkHeaders } from "../browser/server.mjs";

/** Asked from inside the page, which is sealed by then: the browser refuses it before any server hears of it. */
const REFUSED = ["robots-txt"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const HASHED = /-[0-9A-Za-z]{8,}(?:_bg)?\.(?:js|css|wasm|svg)$/;

// As the recipes in web/headers/ have hosts do it: packed, and for ever where the name has a hash.
const site = await serve(process.env.UNDENIED_DIST, {
  headers: await trunkHeaders(),
  pack: (body) => brotliCompressSync(body),
  keep: (path) => (HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache"),
});
const profile = await mkdtemp(join(tmpdir(), "undenied-lighthouse-"));
const chrome = await launch({
  chromePath: process.env.CHROME,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
  userDataDir: profile,
});
let isGood = true;
const runs = ["", "rules.html", "how.html", "examples.html"].flatMap((file) => [
  [file, "phone", undefined],
  [file, "desktop", desktopConfig],
]);
for (const [file, name, config] of runs) {
  const options = {
    port: chrome.port,
    output: "json",
    logLevel: "error",
    onlyCategories: CATEGORIES,
    skipAudits: REFUSED,
  };
  const { lhr } = await lighthouse(`${site.origin}/${file}`, options, config);
  const scores = CATEGORIES.map((id) => Math.round((lhr.categories[id].score ?? 0) * 100));
  console.log(`${file.padEnd(14)} ${name.padEnd(8)} ${CATEGORIES.map((id, index) => `${id} ${scores[index]}`).join("   ")}`);
  for (const id of CATEGORIES) {
    for (const { id: audit, weight } of lhr.categories[id].auditRefs) {
      const { score, title, displayValue = "" } = lhr.audits[audit];
      if (weight > 0 && score !== null && score < 1)
        console.log(`  ${id}: ${title} ${displayValue} (${score})`);
    }
  }
  console.log(`  left out, as the sealed page refuses them: ${REFUSED.join(", ")}`);
  isGood &&= scores.every((score) => score === 100);
}
await chrome.kill();
await closeAll();
await rm(profile, { recursive: true, force: true, maxRetries: 5 });
process.exitCode = isGood ? 0 : 1;
