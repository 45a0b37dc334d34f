// English and Japanese: chosen by address or browser, switched at once, nothing lost, nothing left over.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { start } from "./harness.mjs";
import * as steps from "./steps.mjs";

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

/** Runs of three and more English words outside of code and of what is marked as English. */
function english(page) {
  return page.evaluate(() => {
    const found = [];
    const walk = (root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
        acceptNode(node) {
          const skipped = "code, pre, script, style, textarea, [lang=en], [translate=no]";
          if (node.nodeType === Node.ELEMENT_NODE && node.matches(skipped)) return NodeFilter.FILTER_REJECT;
          return NodeFilter.FILTER_ACCEPT;
        },
      });
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.nodeType === Node.TEXT_NODE) {
          const visible = node.parentElement?.checkVisibility() ?? true;
          if (visible && /(?:[A-Za-z][a-z']+[ ,]+){2}[A-Za-z][a-z']+/.test(node.data))
            found.push(node.data.trim());
        } else {
          for (const name of ["title", "aria-label", "placeholder"]) {
            const value = node.getAttribute(name) ?? "";
            if (/(?:[A-Za-z][a-z']+[ ,]+){2}[A-Za-z][a-z']+/.test(value)) found.push(`${name}: ${value}`);
          }
          if (node.shadowRoot) walk(node.shadowRoot);
        }
      }
    };
    walk(document.body);
    return found;
  });
}

test("no English sentence remains in Japanese, whatever is shown", async () => {
  const page = await suite.open({ locale: "en-US" });
  await steps.loaded(page);
  await steps.chooseLanguage(page, "ja");
  assert.deepEqual(await english(page), [], "empty page");
  for (let index = 0; index < 6; index += 1) {
    await steps.chooseExample(page, index);
    await page.waitForTimeout(50);
    assert.deepEqual(await english(page), [], `example ${index}`);
    for (const finding of await page.locator(".finding").all()) {
      await finding.click();
      assert.deepEqual(await english(page), [], `example ${index}, a note`);
    }
  }
  await page.locator("[data-share] summary").click();
  assert.deepEqual(await english(page), [], "a link to share");
  await page.keyboard.press("Escape");
  await steps.sealed(page);
  await page.locator("[data-action=leak]").click();
  await page.locator("[data-leaked]").waitFor();
  assert.deepEqual(await english(page), [], "what was tried");
  assert.match(await page.title(), /原因/);
});

test("switching keeps every text, the open note and the undo history", async () => {
  const page = await suite.open();
  await steps.loaded(page);
  const identity = steps.GOOD.identity.replace("mydata/*", "mydata");
  await steps.give(page, { ...steps.GOOD, identity });
  await steps.openTab(page, "identity");
  await page.locator(".note").waitFor();
  await steps.chooseLanguage(page, "ja");
  assert.equal(await steps.text(page, "identity"), identity);
  assert.equal(await page.locator("[data-field=external-id]").inputValue(), steps.EXTERNAL_ID);
  assert.equal(await page.locator(".note").count(), 1);
  await steps.chooseLanguage(page, "en");
  assert.equal(await steps.text(page, "identity"), identity);
  assert.match(await page.locator(".verdict-word").innerText(), /Denied/);
});

test("the first language is the address's, then the browser's", async () => {
  const language = async (locale, path) => {
    const page = await suite.open({ locale }, path);
    await page.locator(".verdict-headline").waitFor();
    return page.evaluate(() => document.documentElement.lang);
  };
  assert.equal(await language("ja-JP", "/"), "ja");
  assert.equal(await language("ja-JP", "/?lang=en"), "en");
  assert.equal(await language("en-US", "/?lang=ja"), "ja");
  assert.equal(await language("fr-FR", "/"), "en");
});
