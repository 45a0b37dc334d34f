// Pictures of pages, small enough to be kept as text, and how far two of them are apart whatever the fonts are.

import { brotliCompressSync, brotliDecompressSync } from "node:zlib";

/** Pixels of the page that become one of the small picture's: less than a card, more than a letter. */
const CELL = 20;
/** Shades that are told apart. */
const SHADE = 8;
/** Rows by which a line that wraps elsewhere may shift what follows, as a share of all, and at least. */
const DRIFT = { share: 0.06, least: 3 };
/** Rows that are looked at together: a low card. */
const WINDOW = 6;

/** Makes small pictures in a page of its own: a browser can read PNG, and needs no dependency for it. */
export async function shrinker(browser) {
  const page = await browser.newPage();
  return {
    async shrink(png) {
      const { width, height, grey } = await page.evaluate(inBrowser, [png.toString("base64"), CELL]);
      return { width, height, grey: Uint8Array.from(grey, (value) => value - (value % SHADE)) };
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
    grey.push(0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]);
  return { width, height, grey };
}

/** As one word: `64x71:...`. */
export function packed({ width, height, grey }) {
  return `${width}x${height}:${brotliCompressSync(grey).toString("base64")}`;
}

export function unpacked(word) {
  const [size, base64] = word.split(":");
  const [width, height] = size.split("x").map(Number);
  return { width, height, grey: brotliDecompressSync(Buffer.from(base64, "base64")) };
}

/**
 * How far two pictures are apart where they are furthest: 0 for the same, more than a half where one has a card that the
 * other has elsewhere. Rows are matched in their order, so that text of another height is little difference.
 */
export function distance(one, other) {
  const drift = Math.max(DRIFT.least, Math.round(one.height * DRIFT.share));
  if (one.width !== other.width || Math.abs(one.height - other.height) > drift) return 1;
  const pairs = matched(rowsOf(one), rowsOf(other), drift);
  const whole = pairs.reduce((sum, { ink }) => sum + ink, 0) / pairs.length;
  let worst = 0;
  for (let from = 0; from + WINDOW <= pairs.length; from += 1) {
    let apart = 0;
    let ink = 0;
    for (const pair of pairs.slice(from, from + WINDOW)) {
      apart += pair.apart;
      ink += pair.ink;
    }
    // Where there is next to nothing, a little is not much.
    worst = Math.max(worst, apart / Math.max(2 * ink, WINDOW * whole));
  }
  return worst;
}

/** The cheapest way through both from top to bottom: `{ apart, ink }` of each row, in one picture or in both. */
function matched(rows, others, drift) {
  const width = others.length + 1;
  const cost = new Float64Array((rows.length + 1) * width).fill(Infinity);
  const steps = [
    [1, 1],
    [1, 0],
    [0, 1],
  ];
  const pairAt = (y, x, [down, right]) => pair(down && rows[y - 1], right && others[x - 1]);
  const before = (y, x, [down, right]) =>
    y < down || x < right ? Infinity : cost[(y - down) * width + x - right];
  const best = (y, x) => {
    const costs = steps.map((step) => {
      const sum = before(y, x, step);
      return sum === Infinity ? sum : sum + pairAt(y, x, step).apart;
    });
    return costs.indexOf(Math.min(...costs));
  };
  cost[0] = 0;
  const chosen = new Uint8Array(cost.length);
  for (let y = 0; y <= rows.length; y += 1)
    for (let x = Math.max(0, y - drift); x <= Math.min(others.length, y + drift); x += 1) {
      if (y + x === 0) continue;
      const at = y * width + x;
      chosen[at] = best(y, x);
      const step = steps[chosen[at]];
      cost[at] = before(y, x, step) + pairAt(y, x, step).apart;
    }
  const pairs = [];
  for (let y = rows.length, x = others.length; y + x > 0; ) {
    const step = steps[chosen[y * width + x]];
    pairs.push(pairAt(y, x, step));
    y -= step[0];
    x -= step[1];
  }
  return pairs;
}

/** A row that only one has differs by all that is in it, and by itself. */
function pair(row, other) {
  if (!row || !other) {
    const { cells, ink } = row || other;
    return { apart: ink + cells.length, ink };
  }
  let apart = 0;
  for (let x = 0; x < row.cells.length; x += 1) apart += Math.abs(row.cells[x] - other.cells[x]);
  return { apart, ink: (row.ink + other.ink) / 2 };
}

/** Of each row how much each cell stands out from the colour that most of the picture has. */
function rowsOf({ width, height, grey }) {
  const counts = new Map();
  for (const value of grey) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [ground] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most));
  return Array.from({ length: height }, (_, y) => {
    const cells = Array.from(grey.subarray(y * width, (y + 1) * width), (value) => value - ground);
    return { cells, ink: cells.reduce((sum, value) => sum + Math.abs(value), 0) };
  });
}
