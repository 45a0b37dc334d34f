// From the paste to the mended policy with the keyboard alone: Tab, Enter, F8 and Escape, besides the paste itself.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertClean, start } from "./harness.mjs";
import * as steps from "./steps.mjs";

/** Without a reason: whose the bucket is stays open. */
const ERROR =
  "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111122223333:user/ana " +
  'is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::acme/data/a.csv"';
/** Two slips: what is asked for is the bucket, and there is a comma too many. */
const POLICY = `{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::acme/data",
        }
    ]
}`;

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

/** Where the keyboard is: the selectors among `known` that fit, the innermost shadow root counted in. */
function isAt(page, selector) {
  return page.evaluate((selector) => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at !== null && at !== document.body && at.matches(selector);
  }, selector);
}

/** Presses Tab until the focus is there; how often. */
async function tabTo(page, selector, most = 40) {
  for (let count = 0; count <= most; count += 1) {
    if (await isAt(page, selector)) return count;
    await page.keyboard.press("Tab");
  }
  return assert.fail(`Tab does not lead to ${selector}`);
}

async function pressAt(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press("Enter");
}

/** No button that vanished has taken the focus with it. */
async function isSomewhere(page) {
  await page.waitForFunction(() => document.activeElement !== document.body);
}

for (const [locale, denied] of [
  ["en-US", /does not allow/],
  ["ja-JP", /許可されていません/],
]) {
  test(`from paste to fixed without a mouse: ${locale}`, async () => {
    const page = await suite.open({ locale, permissions: ["clipboard-read", "clipboard-write"] });
    await steps.loaded(page);
    await steps.readerLoaded(page);
    await page.evaluate((text) => navigator.clipboard.writeText(text), `${ERROR}\n\n${POLICY}`);
    await tabTo(page, "#paste");
    await page.keyboard.press("ControlOrMeta+v");
    await steps.went(page, "call");
    await steps.went(page, "document");
    await steps.settled(page);
    const headline = page.locator(".verdict-headline");
    assert.match(await headline.innerText(), /IAM (policy, line \d+: |ポリシー \d+ 行目：)/);

    // The slip first: the verdict itself has the way out.
    await pressAt(page, "[data-go=mend]");
    await page.waitForFunction(
      (denied) => new RegExp(denied).test(document.querySelector(".verdict-headline").innerText),
      denied.source,
    );
    await isSomewhere(page);

    // Back to the answer by the skip link, and on to the text.
    await page.keyboard.press("Shift+Tab");
    while (!(await isAt(page, "a.skip[href='#verdict']"))) await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    assert.ok(await isAt(page, ".verdict"), "the skip link leads to the verdict");
    await pressAt(page, "[data-go=show-fix]");
    await page.waitForFunction(() => document.activeElement?.matches("[data-editor]"));
    assert.ok(await isAt(page, ".cm-content"), "the cursor is in the text");
    // Escape leads out, F8 back in.
    await page.keyboard.press("Escape");
    assert.ok(await isAt(page, ".keys"), "Escape leads behind the box");
    await page.keyboard.press("F8");
    await page.waitForFunction(() => document.activeElement?.matches("[data-editor]"));

    await pressAt(page, "[data-action=apply]");
    await page.locator("[data-action=confirm]").waitFor();
    await pressAt(page, "[data-action=confirm]");
    await steps.verdictIs(page, "unknown");
    await isSomewhere(page);
    // One fact is missing, and the verdict leads to its field.
    await page.keyboard.press("Shift+Tab");
    while (!(await isAt(page, "a.skip[href='#verdict']"))) await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await pressAt(page, "[data-remedy]");
    await page.waitForFunction(() => document.activeElement?.matches("input"));
    await page.keyboard.type("111122223333");
    await page.keyboard.press("Enter");
    await steps.verdictIs(page, "allowed");
    assert.match(await steps.text(page, "identity"), /arn:aws:s3:::acme\/data\/(\*|a\.csv)/);
    assertClean(page, suite.origin);
  });
}

test("the first Tab offers the verdict, the second the policies", async () => {
  const page = await suite.open();
  for (const part of ["verdict", "policies"]) {
    await page.keyboard.press("Tab");
    assert.ok(await isAt(page, `a.skip[href='#${part}']`));
  }
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "policies");
});
