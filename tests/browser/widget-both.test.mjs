// The widget in parts and as a frame, in Chromium and in Firefox.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { BROWSERS, launch } from "./drivers.mjs";
import { DIST } from "./harness.mjs";
import { checker, documentation, pause, SLIP, saysVerdict, scripts, serveWidget } from "./hosting.mjs";
import { closeAll, serve } from "./server.mjs";
import { FACTS, GOOD } from "./steps.mjs";

/** The host's policy allows no style. */
const FAR = "<br>".repeat(300);
/** Longer than anything that would come by itself. */
const QUIET = 300;

let widget;
before(async () => {
  widget = await serveWidget();
});
after(closeAll);

for (const name of BROWSERS) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.stop());

    async function behindLoader(content) {
      const docs = await documentation(widget, content, { file: "loader.js" });
      const tab = await browser.open(docs.origin);
      await tab.until(() => customElements.get("undenied-checker"));
      await pause(tab, QUIET);
      return tab;
    }

    test("the loader brings the core once, when an element comes near", async () => {
      const tab = await behindLoader(FAR + checker("", SLIP) + checker("mode=edit", GOOD.identity));
      assert.deepEqual(scripts(tab), ["loader.js"]);
      assert.ok(await tab.ask(() => document.querySelector("pre code").checkVisibility()));
      await tab.ask(() => {
        const { top } = document.querySelector("undenied-checker").getBoundingClientRect();
        scrollTo(0, top - innerHeight - 100);
      });
      await saysVerdict(tab, "denied");
      await tab.ask(() => document.querySelectorAll("undenied-checker")[1].scrollIntoView());
      await saysVerdict(tab, "allowed", 1);
      await tab.until(() =>
        document.querySelectorAll("undenied-checker")[1].shadowRoot.querySelector(".documents[data-ready]"),
      );
      assert.deepEqual(scripts(tab), ["loader.js", "core.js", "editor.js"]);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    test("the loader waits for a click where that is asked for, whatever else is done", async () => {
      const tab = await behindLoader(checker("loading=click lang=ja", SLIP));
      await tab.hover("pre code");
      await pause(tab, QUIET);
      assert.deepEqual(scripts(tab), ["loader.js"]);
      const said = await tab.ask(() => {
        const button = document.querySelector("undenied-checker").shadowRoot.querySelector("button");
        button.click();
        return button.textContent;
      });
      assert.equal(said, "undenied でチェック");
      await saysVerdict(tab, "denied");
      assert.deepEqual(scripts(tab), ["loader.js", "core.js"]);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    test("an element that is touched while it is far away starts as well", async () => {
      for (const kind of ["pointerover", "focusin", "touchstart"]) {
        const tab = await behindLoader(FAR + checker("", SLIP));
        assert.deepEqual(scripts(tab), ["loader.js"]);
        await tab.ask((kind) => {
          document.querySelector("pre code").dispatchEvent(new Event(kind, { bubbles: true }));
        }, kind);
        await saysVerdict(tab, "denied");
        assert.equal(await tab.ask(() => scrollY), 0);
        assert.deepEqual(tab.errors, []);
        await tab.close();
      }
    });

    for (const sandbox of ["", "allow-scripts allow-popups"]) {
      test(`a frame has language and documents, and is as high as it has to be${sandbox && ", sandboxed"}`, async () => {
        const tab = await browser.open(await framing(sandbox));
        await tab.until(() => document.querySelector("iframe").clientHeight > 500);
        const frame = tab.inside("frame.html");
        await frame.until(() =>
          document.querySelector("undenied-checker").shadowRoot.querySelector(".verdict[data-state=denied]"),
        );
        const seen = await frame.ask(() => {
          const element = document.querySelector("undenied-checker");
          const word = element.shadowRoot.querySelector(".verdict-word").innerText;
          return { lang: document.documentElement.lang, word, documents: element.documents };
        });
        assert.equal(seen.lang, "ja");
        assert.match(seen.word, /拒否/);
        assert.deepEqual(
          seen.documents.map(({ kind, text }) => [kind, text]),
          [
            ["identity", SLIP],
            ["trust", GOOD.trust],
          ],
        );
        await isAsHigh(tab, frame);
        await frame.ask(() => {
          document.querySelector("undenied-checker").shadowRoot.querySelector("[data-action=try]").click();
        });
        await frame.until(() =>
          document
            .querySelector("undenied-checker")
            .shadowRoot.querySelector(".documents .box textarea, .documents .rich"),
        );
        await isAsHigh(tab, frame);
        // Nobody else's message changes it.
        const before = await tab.ask(() => {
          postMessage({ type: "undenied-height", height: 7 }, "*");
          return document.querySelector("iframe").clientHeight;
        });
        await pause(tab, QUIET);
        assert.equal(await tab.ask(() => document.querySelector("iframe").clientHeight), before);
        assert.deepEqual(tab.errors, []);
        await tab.close();
      });
    }
  });
}

/** The address of a page with the snippet of web/widget/README.md. */
async function framing(sandbox) {
  const readme = await readFile(new URL("../../web/widget/README.md", import.meta.url), "utf8");
  const [snippet] = readme.match(/^<iframe\n[\s\S]*?<\/script>/m) ?? assert.fail("no iframe in the README");
  const documents = new URLSearchParams({ identity: SLIP, trust: GOOD.trust });
  const address = `${widget.origin}/frame.html?${new URLSearchParams({ lang: "ja", ...FACTS })}#${documents}`;
  const own = snippet
    .replace(/src="[^"]*"/, `src="${address.replaceAll("&", "&amp;")}"`)
    .replace(/sandbox="[^"]*"/, sandbox && `sandbox="${sandbox}"`);
  const body = `<!doctype html><html lang="en"><title>Docs</title><link rel="icon" href="data:,">${own}</html>`;
  return (await serve(DIST, { extra: { "/": { body } } })).origin;
}

/** Waits until the frame is as high as what is in it, which may still grow. */
async function isAsHigh(tab, frame) {
  for (let round = 0; round < 50; round += 1) {
    await pause(tab, QUIET);
    const outer = await tab.ask(() => document.querySelector("iframe").clientHeight);
    const inner = await frame.ask(() => document.documentElement.getBoundingClientRect().height);
    if (Math.abs(outer - Math.ceil(inner)) <= 2) return;
  }
  assert.fail("the frame is not as high as what is in it");
}
