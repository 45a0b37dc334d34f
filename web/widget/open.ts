// The full page with the documents that stand here: in the fragment, which no server sees, and made on a click alone.

/** Longer addresses are not for every browser. */
const LONGEST = 64 * 1024;

/** What goes behind the `#`, as web/aside/packed.ts reads it; nothing where there is too much. */
export function fragment(given: Record<string, unknown>): string {
  const { documents, profile, principal, action, resource, ...fields } = given;
  const call = action ? { principal, action, resource } : undefined;
  const bytes = new TextEncoder().encode(JSON.stringify({ documents, profile, fields, call, facts: [] }));
  // Stored, not deflated: a click waits for nothing, so the browser opens the link itself.
  if (bytes.length > LONGEST - 1) return "";
  const [low, high] = [bytes.length & 255, bytes.length >> 8];
  let letters = String.fromCharCode(1, low, high, ~low & 255, ~high & 255);
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return `#v1.${btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}
