// One small language for two browsers: Chromium by Playwright, Firefox by Puppeteer over WebDriver BiDi. What it
// cannot say is tested in Chromium alone.

import { chromium } from "playwright-core";
import puppeteer from "puppeteer-core";
import { CHROMIUM } from "./harness.mjs";

/** Slow machines are no failures. */
const TIMEOUT = 30_000;

/** Those that are here; `cargo xtask setup` installs both where it can. */
export const BROWSERS = process.env.FIREFOX ? ["Chromium", "Firefox"] : ["Chromium"];

/** Starts a browser. `open(address)` gives a tab with a profile of its own. */
export async function launch(name) {
  return name === "Chromium" ? await launchChromium() : await launchFirefox();
}

async function launchChromium() {
  const browser = await chromium.launch(CHROMIUM);
  return {
    async open(address) {
      const context = await browser.newContext({ locale: "en-US" });
      context.setDefaultTimeout(TIMEOUT);
      const page = await context.newPage();
      const requests = [];
      context.on("request", (request) => requests.push(request.url()));
      if (address) await page.goto(address);
      return {
        ...common(page, requests, (condition, argument) => page.waitForFunction(condition, argument)),
        close: () => context.close(),
      };
    },
    stop: () => browser.close(),
  };
}

async function launchFirefox() {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX,
    headless: true,
    extraPrefsFirefox: { "intl.accept_languages": "en-US, en" },
  });
  return {
    async open(address) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      page.setDefaultTimeout(TIMEOUT);
      const requests = [];
      page.on("request", (request) => requests.push(request.url()));
      if (address) await page.goto(address);
      const until = (condition, argument) => page.waitForFunction(condition, { polling: 50 }, argument);
      return { ...common(page, requests, until), close: () => context.close() };
    },
    stop: () => browser.close(),
  };
}

/** `requests` are the addresses that the browser has reported so far, with those of workers where it does. */
function common(page, requests, until) {
  return {
    requests,
    goto: (address) => page.goto(address),
    reload: () => page.reload(),
    address: () => page.url(),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    /** The value of a function on the page. */
    ask: (act, argument) => page.evaluate(act, argument),
    /** Waits until a function on the page gives something. */
    until,
    async appears(selector) {
      await until((selector) => Boolean(document.querySelector(selector)), selector);
    },
    async click(selector) {
      await this.appears(selector);
      await page.evaluate((selector) => document.querySelector(selector).click(), selector);
    },
    /** As typing would, at once. */
    async fill(selector, text) {
      await this.appears(selector);
      await page.evaluate(
        ([selector, text]) => {
          const box = document.querySelector(selector);
          box.focus();
          box.value = text;
          box.dispatchEvent(new InputEvent("input", { bubbles: true }));
          box.dispatchEvent(new Event("change", { bubbles: true }));
        },
        [selector, text],
      );
    },
    async says(selector, text) {
      await until(
        ([selector, text]) => document.querySelector(selector)?.innerText.includes(text),
        [selector, text],
      );
    },
    text: (selector) => page.evaluate((selector) => document.querySelector(selector).innerText, selector),
    value: (selector) => page.evaluate((selector) => document.querySelector(selector).value, selector),
  };
}
