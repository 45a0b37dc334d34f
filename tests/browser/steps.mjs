// What people do on the page and what they see there, as functions. Selectors stand here and nowhere else.

import { readFile } from "node:fs/promises";

const DOCUMENTS = new URL("documents/", import.meta.url);
const example = async (name) => (await readFile(new URL(name, DOCUMENTS), "utf8")).trimEnd();

/** The documents of the vendor's manual, and the values that its console shows with them. */
export const GOOD = {
  identity: await example("tidb-cloud-identity.json"),
  trust: await example("tidb-cloud-trust.json"),
};
export const BROKEN = await example("tidb-cloud-unclosed.txt");
export const DENYING = await example("denying-bucket.json");
export const EXTERNAL_ID = "696e6672612d617069a79c22fa5740944bf8bb32e4a0c4e3fe";
export const FACTS = {
  bucket: "s3://tidb-cloud-source-data/mydata/",
  "role-arn": "arn:aws:iam::210987654321:role/tidb-cloud-import",
  "account-id": "380838443567",
  "external-id": EXTERNAL_ID,
};

/** Waits for the rich editors, after which the page has everything it needs. */
export async function loaded(page) {
  await page.locator("[data-editor] .cm-content").nth(2).waitFor();
}

/** Waits until the engine has answered to what stands there now. */
export async function settled(page) {
  await page.locator("#app main:not([aria-busy])").waitFor();
}

/** Waits for the reader's script: the box that takes anything is alive. */
export async function readerLoaded(page) {
  await page.locator("[data-intake=paste]:not([hidden])").waitFor();
}

/** Pastes into the box that takes anything. */
export async function pasteAnything(page, text) {
  await hold(page, text);
  await pasteHeld(page);
}

/** Brings a text onto the page, to be pasted later. */
export async function hold(page, text) {
  await page.evaluate((text) => {
    globalThis.held = text;
  }, text);
}

export async function pasteHeld(page) {
  await page.locator("#paste").evaluate((box) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", globalThis.held);
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
}

/** Waits for a line of "Where it went": `document`, `call`, `field`, `fact`, `note`, `nothing`. */
export async function went(page, part) {
  await page.locator(`.went [data-part=${part}]`).first().waitFor();
}

export function field(page, name) {
  return page.locator(`[data-field=${name}]`);
}

/** All that is on the page, shadow roots, boxes and the address with it. */
export function everything(page) {
  return page.evaluate(() => {
    const texts = [document.documentElement.outerHTML, location.href, JSON.stringify(history.state)];
    for (const host of document.querySelectorAll("*"))
      if (host.shadowRoot) texts.push(host.shadowRoot.innerHTML);
    for (const input of document.querySelectorAll("input, textarea")) texts.push(input.value);
    return texts.join("\n");
  });
}

/** The line that people write in; `editor(page, "trust")`. */
export function editor(page, slot) {
  return page.locator(`[data-editor=${slot}] .cm-content`);
}

/** Replaces what a box holds, as a paste does. */
export async function paste(page, slot, text) {
  const content = editor(page, slot);
  await content.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await content.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    element.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }),
    );
  }, text);
}

/** Pastes the documents that are given and fills in the fields. */
export async function give(page, documents, facts = FACTS) {
  for (const [name, value] of Object.entries(facts)) await page.locator(`[data-field=${name}]`).fill(value);
  for (const [slot, text] of Object.entries(documents)) await paste(page, slot, text);
  await settled(page);
}

/** What stands in a box. */
export async function text(page, slot) {
  const lines = await page.locator(`[data-editor=${slot}] .cm-line`).allTextContents();
  return lines.join("\n");
}

/** `allowed`, `denied`, `unknown` or `empty`. */
export function verdict(page) {
  return page.locator(".verdict").getAttribute("data-state");
}

/** Waits until the verdict is as said. */
export async function verdictIs(page, state) {
  await page.locator(`.verdict[data-state=${state}]`).waitFor();
}

/** `{ text, severity, line }` of each marked stretch of a box; where something is missing, the text is empty. */
export function marked(page, slot) {
  return editor(page, slot).evaluate((content) => {
    const marks = [];
    let last;
    [...content.querySelectorAll(".cm-line")].forEach((line, index) => {
      last = undefined;
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const gap = node instanceof Element && node.classList.contains("cm-gap");
        if (node instanceof Element && !gap) continue;
        const mark = gap ? node : node.parentElement.closest(".cm-finding");
        const severity = mark?.className.match(/cm-finding-(error|security|warning|suggestion)/)?.[1];
        if (!severity) last = undefined;
        else if (gap) marks.push({ text: "", severity, line: index + 1 });
        else if (last?.severity === severity) last.text += node.data;
        else {
          last = { text: node.data, severity, line: index + 1 };
          marks.push(last);
        }
      }
    });
    return marks;
  });
}

/** `{ rule, severity }` of each problem in the list. */
export function problems(page) {
  return page
    .locator(".findings > li")
    .evaluateAll((items) =>
      items.map((item) => ({ rule: item.dataset.rule, severity: item.dataset.severity })),
    );
}

/** Carries out all fixes, though they allow more. */
export async function applyAllFixes(page) {
  await settled(page);
  await page.locator("[data-action=apply-all]").click();
  await page.locator("[data-action=confirm-all]").click();
}

/** Applies the `nth` fix of the open note, and says yes where that is asked. */
export async function applyFix(page, nth = 0) {
  await page.locator("[data-action=apply]").nth(nth).click();
  const confirm = page.locator("[data-action=confirm]");
  if (await confirm.isVisible()) await confirm.click();
}

export async function chooseExample(page, index) {
  await page.locator(".menu summary").click();
  await page.locator(".menu-item").nth(index).click();
  await settled(page);
}

export async function chooseLanguage(page, tag) {
  await page.locator(`.languages [lang=${tag}]`).click();
  await page.locator(`html[lang=${tag}]`).waitFor({ state: "attached" });
}

/** The link of the open note to the page of the rules. */
export function ruleLink(page) {
  return page.locator("[data-rule-link]").first();
}

/** Follows a link wherever it stands, also where it has to be unfolded first. */
export async function follow(link) {
  await link.evaluate((element) => element.click());
}

/** Unfolds whatever is folded. */
export async function openAll(page) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

/** Of rules and cases, which are made alike, leaves the first ones: axe takes seconds for all of them. */
export async function shorten(page) {
  await page.evaluate(() => {
    for (const kind of [".rule", ".case"])
      for (const more of [...document.querySelectorAll(kind)].slice(12)) more.remove();
  });
}

/** By how many pixels the page would have to be scrolled sideways. */
export function tooWide(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Whether the beginning of it can be seen. */
export function isInView(place) {
  return place.evaluate((element) => {
    const { top } = element.getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  });
}
