// The ten states of the page: how somebody gets there, and what they are promised to see.

import assert from "node:assert/strict";
import { running } from "./harness.mjs";
import * as steps from "./steps.mjs";

const SLIPS = steps.GOOD.identity.replace("mydata/*", "mydata").replace("s3:ListBucket", "s3:ListObjects");
const SECRETS = `export AWS_ACCESS_KEY_ID=AKIAQ3EGRT7ZKPLMNV2X
export AWS_SECRET_ACCESS_KEY=vT9b/2LqXk4Rw7sYz+Dh1NfGc3JmPa8UeBo6iKtC
${steps.GOOD.identity}`;
const STATEMENT = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/*" };
const HUGE = JSON.stringify({ Version: "2012-10-17", Statement: Array(6000).fill(STATEMENT) }, null, 1);

const headline = (page) => page.locator(".verdict-headline").innerText();
const stations = (page, state) => page.locator(`.station[data-state=${state}]`);

/** It is there, can be seen, and says so in the language shown. */
async function says(place, lang, en, ja) {
  await place.waitFor();
  assert.match(await place.innerText(), lang === "en" ? en : ja);
}

/**
 * `isMute`: the language cannot be switched, the browser's decides. `reach` does what a user does; `promise` looks at what page.md's table promises, in
 * the language shown.
 */
export const STATES = {
  empty: {
    async reach() {},
    async promise(page, lang) {
      assert.match(
        await headline(page),
        lang === "en" ? /^Paste the AccessDenied message or a policy/ : /貼り付けて/,
      );
      assert.equal(await page.locator(".chips .chip").count(), 6);
      assert.equal(await stations(page, "idle").count(), 3);
      await says(page.locator(".page-foot"), lang, /Nothing you paste leaves this page/, /ページの外|送信/);
    },
  },
  partial: {
    reach: (page) => steps.give(page, { identity: steps.GOOD.identity }),
    async promise(page, lang) {
      await steps.verdictIs(page, "unknown");
      const missing = page.locator(".missing");
      await says(missing, lang, /trust policy/i, /信頼ポリシー/);
      assert.match(await missing.locator("code, pre").allInnerTexts().then(String), /aws iam get-role/);
      const absent = stations(page, "unknown").filter({ has: page.locator("[data-action=add-missing]") });
      assert.equal(await absent.first().evaluate((it) => getComputedStyle(it).borderTopStyle), "dashed");
      assert.ok((await stations(page, "allowed").count()) > 0, "what is certain already");
    },
  },
  allowed: {
    reach: (page) => steps.give(page, steps.GOOD),
    async promise(page, lang) {
      await steps.verdictIs(page, "allowed");
      assert.match(await headline(page), lang === "en" ? /documents give TiDB Cloud the access/ : /許可/);
      assert.equal(await stations(page, "denied").count(), 0);
      assert.ok((await stations(page, "allowed").count()) >= 2);
      await says(page.locator(".guide"), lang, /still/, /それでも|まだ/);
    },
  },
  denied: {
    reach: (page) => steps.give(page, { ...steps.GOOD, identity: SLIPS }),
    async promise(page, lang) {
      await steps.verdictIs(page, "denied");
      await says(page.locator(".verdict-detail"), lang, /1 more problem/, /ほかに/);
      await says(page.locator("[data-go=blamed]"), lang, /IAM policy, line 1\d/, /IAM ポリシー 1\d 行目/);
      assert.ok(await page.locator("[data-go=show-fix]").isVisible());
      assert.equal(await stations(page, "denied").count(), 1);
      assert.ok((await page.locator(".guide li").count()) > 0);
    },
  },
  invalid: {
    async reach(page) {
      await steps.give(page, steps.GOOD);
      await steps.paste(page, "identity", steps.BROKEN);
    },
    async promise(page, lang) {
      await steps.verdictIs(page, "unknown");
      assert.match(
        await headline(page),
        lang === "en" ? /^IAM policy, line \d+: [a-z]/ : /^IAM ポリシー \d+ 行目：/,
      );
      assert.ok(await page.locator("[data-go=mend]").isVisible());
      await says(page.locator("[data-meanwhile=stale]"), lang, /Allowed/, /許可/);
      await page.locator(".path[data-stale]").waitFor();
      const notice = steps.notice(page, "broken");
      await says(notice, lang, /^IAM policy, line \d+: /, /^IAM ポリシー \d+ 行目/);
      assert.ok(await notice.locator("[data-action=mend]").isVisible());
      await says(steps.tab(page, "trust"), lang, /No problems/, /問題なし/);
    },
  },
  misplaced: {
    async reach(page) {
      await steps.give(page, { identity: steps.GOOD.trust });
      await steps.openTab(page, "identity");
    },
    async promise(page, lang) {
      assert.match(
        await headline(page),
        lang === "en" ? /^This looks like a trust policy/ : /信頼ポリシーのようです/,
      );
      assert.ok(await page.locator("[data-go=move]").isVisible());
      assert.equal(await page.locator(".missing").count(), 0);
      const notice = steps.notice(page, "misplaced");
      await says(notice, lang, /looks like a trust policy/, /信頼ポリシー/);
      assert.ok(await notice.locator("[data-action=move]").isVisible());
    },
  },
  secret: {
    async reach(page) {
      await steps.readerLoaded(page);
      await steps.pasteAnything(page, SECRETS);
      await steps.went(page, "document");
      await steps.settled(page);
    },
    async promise(page, lang) {
      const banner = page.locator(".notice", { hasText: /secret access key|シークレットアクセスキー/ });
      await says(banner.first(), lang, /Secrets were masked/, /伏せ字/);
      const everywhere = await steps.everything(page);
      assert.ok(!/vT9b.2LqXk4Rw7|AKIAQ3EGRT7/.test(everywhere), "it is nowhere, so that no link can hold it");
    },
  },
  huge: {
    reach: (page) => steps.paste(page, "identity", HUGE),
    async promise(page, lang) {
      const notice = steps.notice(page, "long");
      await says(notice, lang, /(MB|KB): analyse anyway\?/, /(MB|KB) あります。このままチェックしますか/);
      assert.equal((await steps.plainBox(page, "identity").inputValue()).length, HUGE.length);
      await says(
        page.locator("#verdict"),
        lang,
        /KB: analyse anyway\?/,
        /KB あります。このままチェックしますか/,
      );
      assert.equal(await steps.verdict(page), "unknown");
    },
  },
  failure: {
    isMute: true,
    async arrive(page, site) {
      await page.addInitScript(() => {
        delete globalThis.WebAssembly;
      });
      await page.goto(site.origin);
    },
    async reach(page) {
      await page.getByRole("alert").waitFor();
      await page.locator("textarea[data-document=identity]").fill(steps.GOOD.identity);
    },
    async promise(page) {
      const alert = page.getByRole("alert");
      await says(alert, "en", /could not start.*no WebAssembly/s);
      await says(alert, "en", /WebAssembly が使えない/);
      assert.ok(await alert.getByRole("button").isVisible());
      assert.ok(await page.locator("textarea[data-document=identity]").isEditable());
    },
  },
  offline: {
    options: { serviceWorkers: "allow" },
    async arrive(page, site) {
      await page.goto(site.origin);
      await steps.sealed(page);
      await page.context().setOffline(true);
      await site.close();
      await page.reload();
      await running(page);
      await steps.loaded(page);
    },
    reach: (page) => steps.give(page, steps.GOOD),
    async promise(page, lang) {
      await steps.sealed(page);
      await says(page.locator("[data-badge]:visible"), lang, /^Sealed, 0 requests/, /^通信遮断中/);
      await steps.verdictIs(page, "allowed");
      assert.equal(await page.getByRole("alert").count(), 0);
    },
  },
};
