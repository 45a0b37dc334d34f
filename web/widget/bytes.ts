// The widget's wasm out of the string that it is in, a character a byte.

/** What a string literal would have to escape, and the rare bytes that changed places with it (crates/xtask/src/widget.rs). */
const ESCAPED = "\x00\x07\x08\x0a\x0b\x0c\x0d\x1b\x22";
const RARE = "Z^Q[=Y+J~";

export function bytes(text: string): Uint8Array<ArrayBuffer> {
  const meant = Uint8Array.from({ length: 256 }, (_, code) => code);
  for (let pair = 0; pair < RARE.length; pair += 1) {
    const escaped = ESCAPED.charCodeAt(pair);
    const rare = RARE.charCodeAt(pair);
    meant[escaped] = rare;
    meant[rare] = escaped;
  }
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = meant[text.charCodeAt(at)] ?? 0;
  return bytes;
}
