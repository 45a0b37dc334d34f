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

/** Waits for the rich editors and the engine's first answer, after which the page has everything it needs. */
export async function loaded(page) {
  await editorsLoaded(page);
  await settled(page);
}

/** Waits for the rich editors alone. */
export async function editorsLoaded(page) {
  await page.locator(".documents[data-ready]").waitFor();
}

/** Waits until the page has sealed itself. */
export async function sealed(page) {
  await page.locator("[data-badge][data-state=sealed]").first().waitFor({ state: "attached" });
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

/** Opens the tab of a document. */
export async function openTab(page, slot) {
  await tab(page, slot).click();
  await page.locator(`#${slot}-panel:not([hidden])`).waitFor();
}

export function tab(page, slot) {
  return page.locator(`[data-tab=${slot}]`);
}

/** The names of the documents whose panels are shown: one. */
export function shown(page) {
  return page
    .locator("[role=tabpanel]")
    .evaluateAll((panels) =>
      panels.filter((it) => it.checkVisibility()).map(({ id }) => id.split("-panel")[0]),
    );
}

/** The line that people write in, once its tab is open; `editor(page, "trust")`. */
export function editor(page, slot) {
  return page.locator(`[data-editor=${slot}] .cm-content`);
}

/** The browser's own box of a document. */
export function plainBox(page, slot) {
  return page.locator(`textarea[data-document=${slot}]`);
}

/** Switches between the rich editors and the browser's own boxes. */
export async function switchPlain(page) {
  await page.locator("[data-action=plain]").click();
}

export async function openEditor(page, slot) {
  await openTab(page, slot);
  await editor(page, slot).focus();
}

/** Replaces what a box holds, as a paste does. */
export async function paste(page, slot, text) {
  await openTab(page, slot);
  const box = plainBox(page, slot);
  if ((await box.count()) > 0) {
    await box.evaluate((box, text) => {
      box.focus();
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
    }, text);
    return;
  }
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

/** Opens the form of who, what and on what. The answer to a paste may still close it. */
export async function openForm(page) {
  await settled(page);
  const form = page.locator(".facts");
  if (!(await form.evaluate((details) => details.open))) await form.locator("> summary").click();
}

/** Chooses a profile by its name, or what part of the name finds first. */
export async function chooseProfile(page, name) {
  await openForm(page);
  await field(page, "profile").fill(name);
  await page.keyboard.press("Enter");
}

/** The control of a setting, in sight. */
export async function setting(page, key) {
  await openForm(page);
  const settings = page.locator(".settings");
  if (!(await settings.evaluate((details) => details.open))) await settings.locator("> summary").click();
  return page.locator(`[data-fact="${key}"]`);
}

/** Pastes the documents that are given and fills in the fields. */
export async function give(page, documents, facts = FACTS) {
  await openForm(page);
  await put(page, documents, facts);
  await settled(page);
}

/** The same where the form is open, without waiting for an answer. */
export async function put(page, documents, facts = FACTS) {
  for (const [name, value] of Object.entries(facts)) await page.locator(`[data-field=${name}]`).fill(value);
  for (const [slot, text] of Object.entries(documents)) await paste(page, slot, text);
}

/** What stands in a box. */
export async function text(page, slot) {
  const box = plainBox(page, slot);
  if ((await box.count()) > 0) return box.inputValue();
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
  const apply = page.locator("[data-action=apply]").nth(nth);
  const slot = await apply.evaluate((button) => button.closest("[data-slot]").dataset.slot);
  if (!(await apply.isVisible())) await openTab(page, slot);
  await apply.click();
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

export async function undo(page) {
  await page.locator("[data-action=undo]").click();
}

export async function redo(page) {
  await page.locator("[data-action=redo]").click();
}

/** What the buttons say that they take back and do again; empty where there is nothing. */
export async function steps(page) {
  const names = [];
  for (const name of ["undo", "redo"]) {
    const button = page.locator(`[data-action=${name}]`);
    const can = (await button.getAttribute("aria-disabled")) !== "true";
    names.push(can ? (await button.innerText()).replace(/^.*[:：]\s*/, "") : "");
  }
  return names;
}

/** Begins to write with an input method; the last of `drafts` is what it is to become. */
export async function inputMethod(page) {
  const session = await page.context().newCDPSession(page);
  return {
    async compose(text) {
      const at = { selectionStart: text.length, selectionEnd: text.length };
      await session.send("Input.imeSetComposition", { text, ...at });
    },
    commit: (text) => session.send("Input.insertText", { text }),
  };
}

/** Waits until this document is the one that is shown. */
export async function shownIs(page, slot) {
  await page.locator(`#${slot}-panel:not([hidden])`).waitFor();
}

export async function format(page, slot, { canBe = true } = {}) {
  await openTab(page, slot);
  const button = page.locator(`#${slot}-panel [data-action=format]`);
  // What cannot be pressed is pressed all the same, to see that nothing happens.
  await button
    .and(page.locator(canBe ? ":not([aria-disabled])" : "[aria-disabled]"))
    .click({ force: !canBe });
}

export async function copy(page, slot) {
  await openTab(page, slot);
  await page.locator(`#${slot}-panel [data-copy]`).click();
}

/** What is said below the document that is shown: `broken`, `misplaced`, `long`. */
export function notice(page, name) {
  return page.locator(`[data-slot]:not([hidden]) [data-notice=${name}]`);
}
