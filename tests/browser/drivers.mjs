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
      const wait = (place, condition, argument) => place.waitForFunction(condition, argument);
      const tab = { ...common(page, requests, wait), close: () => context.close() };
      if (address) await page.goto(address);
      return tab;
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
      const wait = (place, condition, argument) =>
        place.waitForFunction(condition, { polling: 50 }, argument);
      const tab = { ...common(page, requests, wait), close: () => context.close() };
      if (address) await page.goto(address);
      return tab;
    },
    stop: () => browser.close(),
  };
}

/**
 * `requests` are the addresses that the browser has reported so far, with those of workers where it does; `wait`
 * waits until a function gives something in a place, which is the page or a frame of it.
 */
function common(page, requests, wait) {
  const until = (condition, argument) => wait(page, condition, argument);
  const errors = [];
  const lines = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => lines.push(message.text()));
  return {
    requests,
    /** What no script of the page has caught, since it was opened. */
    errors,
    /** What the console says. */
    lines,
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
    /** The same two in the frame whose address holds `part`, which is there. */
    inside(part) {
      const frame = page.frames().find((it) => it.url().includes(part));
      return {
        ask: (act, argument) => frame.evaluate(act, argument),
        until: (condition, argument) => wait(frame, condition, argument),
      };
    },
    /** As a finger or a mouse would. */
    async hover(selector) {
      await (await page.$(selector)).hover();
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
