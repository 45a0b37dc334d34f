// Account IDs and names in documents and fields, replaced: the same word always by the same word, so that whatever
// was equal, began alike or matched a wildcard still does. What AWS calls by name stays.

import type { Words } from "../reader/reading.ts";

/** What `web/src/share.rs` packs. */
export interface Packed {
  profile?: string;
  documents: {
    name: string;
    kind: string;
    text: string;
    why?: Words;
    place?: Words;
    target?: string;
    inForce?: true;
  }[];
  fields: Record<string, string>;
  call?: Record<string, string>;
  facts: { key: string; value: string; subject?: string; words: Words }[];
}

/** `packed` with the names masked; the same names everywhere. */
export function mask(packed: Packed): Packed {
  const names = new Names();
  const all = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, names.value(text)]));
  const { profile, documents, fields, call, facts } = packed;
  const texts = documents.map(({ text }) => names.document(text));
  const values = facts.map(({ value, subject }) => ({
    value: names.setting(value),
    ...(subject ? { subject: names.value(subject) } : {}),
  }));
  return {
    ...(profile === undefined ? {} : { profile }),
    fields: all(fields),
    ...(call ? { call: { ...all(call), ...(call.action ? { action: call.action } : {}) } } : {}),
    documents: documents.map(({ name, kind, why, target, inForce }, index) => ({
      name,
      kind,
      text: texts[index] ?? "",
      // Where it was pasted from may be a path with names in it.
      ...(why ? { why: names.sentence(why), place: { en: "", ja: "" } } : {}),
      ...(target ? { target: names.value(target) } : {}),
      ...(inForce ? { inForce } : {}),
    })),
    facts: facts.map(({ key, words }, index) => ({
      key,
      value: "",
      ...values[index],
      words: names.sentence(words),
    })),
  };
}

/** An action or a condition key: `s3:Get*`, `aws:PrincipalOrgID`. */
const ACTION = /^[a-z][a-z0-9-]*:[A-Za-z*?][\w*?/]*$/;
const ACCOUNT = /(?<!\d)\d{12}(?!\d)/g;
/** IP addresses, dates and times, numbers. */
const LITERAL = /^(?:[\d.:/TZ+-]+|[\da-f:]+:[\da-f:]*(?:\/\d+)?)$/i;
/** Variables, regions, hosts of AWS and of identity providers that everybody uses. */
const KEPT = new RegExp(
  [
    /\$\{[^}]*\}/,
    /\b[a-z]{2}(?:-[a-z]+)+-\d\b/,
    /[\w.-]*\.(?:amazonaws|amazon)\.com(?:\.cn)?/,
    /token\.actions\.githubusercontent\.com|accounts\.google\.com|gitlab\.com|app\.terraform\.io/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);
const WORD = /[\p{L}\p{N}]+/gu;
/** Words of AWS's own inside values. */
const AWS_WORDS = new Set(
  `arn aws cn us gov iso s3 s3express s3tables iam sts kms role roles user users group policy root assumed federated
  instance profile service key alias accesspoint object mfa saml oidc provider true false null allow deny bucket vpce
  vpc o ou r p org organization ec2 lambda cloudfront distribution Allow Deny AES256 AWS Service Federated
  CanonicalUser Version Statement Enabled Disabled Suspended BucketOwner Requester kms dsse https http private public
  read write bucket owner full control log delivery STANDARD IA ONEZONE INTELLIGENT TIERING GLACIER IR DEEP ARCHIVE
  COMPLIANCE GOVERNANCE ON OFF repo ref refs heads environment pull request main`.split(/\s+/),
);

class Names {
  readonly #accounts = new Map<string, string>();
  readonly #words = new Map<string, string>();

  /** The strings of a JSON text that are values; outside of strings, where it is not quite JSON, ARNs and addresses. */
  document(text: string): string {
    const parts = /"((?:[^"\\\n]|\\.)*)"(\s*:)?|(?:arn:|s3:\/\/)[^\s"',\]}]+|(?<![\w"])\d{12}(?!\w)/g;
    return text.replace(parts, (all, string: string | undefined, colon: string | undefined) => {
      if (string === undefined) return this.value(all);
      return `"${colon ? this.#key(string) : this.value(string)}"${colon ?? ""}`;
    });
  }

  /** A sentence names in backticks what the documents name; what is known from them is replaced. */
  sentence({ en, ja }: Words): Words {
    const inner = (text: string) =>
      text.replace(/`([^`]*)`/g, (_all, name: string) => `\`${this.#known(name)}\``);
    return { en: inner(en), ja: inner(ja) };
  }

  /** A setting is mostly a word of AWS's own. */
  setting(text: string): string {
    return /^(?:arn|s3):/.test(text) ? this.value(text) : this.#known(text);
  }

  #known(text: string): string {
    return this.#number(text).replace(WORD, (word) => this.#words.get(word) ?? word);
  }

  /** AWS's own up to a slash (`aws:PrincipalTag/team`), but for the host of an identity provider (`id.acme.com:sub`). */
  #key(key: string): string {
    const host = /^[\w.-]+\.[\w.-]+(?=:)/.exec(key)?.[0] ?? "";
    const [rest = "", ...tag] = key.slice(host.length).split("/");
    return this.#name(host) + [rest, ...tag.map((name) => this.#plain(name))].join("/");
  }

  value(value: string): string {
    if (ACTION.test(value) || isDate(value)) return value;
    const parts = value.split(":");
    // The first five parts of an ARN are AWS's, but for the account.
    if (parts[0] === "arn" && parts.length > 5) {
      const head = parts.slice(0, 5).join(":");
      return `${this.#number(head)}:${this.#name(parts.slice(5).join(":"))}`;
    }
    return this.#name(value);
  }

  #name(text: string): string {
    if (LITERAL.test(text)) return this.#number(text);
    let masked = "";
    let from = 0;
    for (const kept of text.matchAll(KEPT)) {
      masked += this.#plain(text.slice(from, kept.index)) + kept[0];
      from = kept.index + kept[0].length;
    }
    return masked + this.#plain(text.slice(from));
  }

  #plain(text: string): string {
    return text.replace(WORD, (word) => {
      if (AWS_WORDS.has(word)) return word;
      return /^\d{12}$/.test(word) ? this.#number(word) : this.#word(word);
    });
  }

  #word(word: string): string {
    const known = this.#words.get(word);
    if (known) return known;
    const short = `x${String(this.#words.size + 1).padStart(2, "0")}`;
    // An ID as AWS gives them out keeps its length, or it would be told to be none.
    const made = /^(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(word) ? short.padEnd(word.length, "0") : short;
    this.#words.set(word, made);
    return made;
  }

  #number(text: string): string {
    return text.replace(ACCOUNT, (account) => {
      const known = this.#accounts.get(account);
      if (known) return known;
      const digit = (this.#accounts.size % 9) + 1;
      const round = Math.floor(this.#accounts.size / 9);
      // 111122223333, 222233334444, ... as AWS's own examples have them.
      const digits = [0, 1, 2].map((step) => String(((digit + step - 1) % 9) + 1).repeat(4)).join("");
      const made = round === 0 ? digits : digits.slice(0, -2) + String(round).padStart(2, "0");
      this.#accounts.set(account, made);
      return made;
    });
  }
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/.test(text);
}
