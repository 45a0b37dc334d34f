// Text to the part of an address behind the `#`, and back: deflate, then base64url, behind the version.

import type { Words } from "../reader/reading.ts";

export const VERSION = "#v1.";

/** Nobody's documents are larger; a link that unpacks to more is made to fill the memory. */
const LARGEST_ADDRESS = 256 * 1024;
const LARGEST_TEXT = 2 * 1024 * 1024;

/** A link that is not opened, and why. */
export class Broken extends Error {
  readonly words: Words;

  constructor(words: Words) {
    super(words.en);
    this.words = words;
  }
}

export async function deflate(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return VERSION + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export async function inflate(hash: string): Promise<string> {
  if (hash.length > LARGEST_ADDRESS) throw new Broken(TOO_LARGE);
  const letters = atob(hash.slice(VERSION.length).replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.pipeThrough(new TextDecoderStream("utf-8", { fatal: true })).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
    if (text.length > LARGEST_TEXT) {
      await reader.cancel();
      throw new Broken(TOO_LARGE);
    }
  }
}

const TOO_LARGE: Words = {
  en: "This link holds more than any case does, so it was not opened.",
  ja: "リンクの内容が大きすぎるため、開きませんでした。",
};
