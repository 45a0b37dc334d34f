// Pictures of pages, small enough to be kept as text, and how far two of them are apart whatever the fonts are.

import { deflateRawSync, inflateRawSync } from "node:zlib";

/** Pixels of the page that become one of the small picture's: less than a card, more than a letter. */
const CELL = 20;
/** Rows by which a line that wraps elsewhere may shift what follows, as a share of all, and at least. */
const DRIFT = { share: 0.06, least: 3 };
/** What a row costs that stands in one picture only. */
const GAP = 24;

/** Makes small pictures in a page of its own: a browser can read PNG, and needs no dependency for it. */
export async function shrinker(browser) {
  const page = await browser.newPage();
  return {
    async shrink(png) {
      const { width, height, grey } = await page.evaluate(inBrowser, [png.toString("base64"), CELL]);
      return { width, height, grey: Uint8Array.from(grey) };
    },
    close: () => page.close(),
  };
}

async function inBrowser([base64, cell]) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const width = Math.round(bitmap.width / cell);
  const height = Math.round(bitmap.height / cell);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const grey = [];
  for (let at = 0; at < data.length; at += 4)
    grey.push(Math.round(0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]));
  return { width, height, grey };
}

/** As one word: `40x71:...`, sixty-four shades. */
export function packed({ width, height, grey }) {
  const shades = grey.map((value) => value >> 2);
  return `${width}x${height}:${deflateRawSync(shades, { level: 9 }).toString("base64")}`;
}

export function unpacked(word) {
  const [size, base64] = word.split(":");
  const [width, height] = size.split("x").map(Number);
  return { width, height, grey: inflateRawSync(Buffer.from(base64, "base64")).map((shade) => shade << 2) };
}

/**
 * How far two pictures are apart: 0 for the same, 1 for one that has nothing of the other. Rows are matched in their
 * order, so that text of another height is no difference, but a card in another place is one.
 */
export function distance(one, other) {
  if (one.width !== other.width) return 1;
  const drift = Math.max(DRIFT.least, Math.round(one.height * DRIFT.share));
  if (Math.abs(one.height - other.height) > drift) return 1;
  const [ink, otherInk] = [one, other].map(inked);
  let above = Array.from({ length: other.height + 1 }, (_, y) => (y <= drift ? y * GAP : Infinity));
  for (let y = 1; y <= one.height; y += 1) {
    const row = [y <= drift ? y * GAP : Infinity];
    for (let x = 1; x <= other.height; x += 1) {
      const near = Math.abs(x - y) <= drift;
      const step = near ? above[x - 1] + apart(ink, y - 1, otherInk, x - 1, one.width) : Infinity;
      row.push(near ? Math.min(step, above[x] + GAP, row[x - 1] + GAP) : Infinity);
    }
    above = row;
  }
  return above[other.height] / (total(ink) + total(otherInk));
}

/** How much each cell stands out from the colour that most of the picture has. */
function inked({ grey }) {
  const counts = new Map();
  for (const value of grey) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [ground] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most));
  return Float64Array.from(grey, (value) => value - ground);
}

function apart(ink, row, otherInk, otherRow, width) {
  let sum = 0;
  for (let x = 0; x < width; x += 1) sum += Math.abs(ink[row * width + x] - otherInk[otherRow * width + x]);
  return sum;
}

function total(ink) {
  return ink.reduce((sum, value) => sum + Math.abs(value), 0);
}
