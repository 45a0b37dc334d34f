// Account IDs and names in documents and fields, replaced: the same word always by the same word, so that whatever
// was equal, began alike or matched a wildcard still does. What AWS calls by name stays.

import type { Words } from "../reader/reading.ts";

/** What `web/src/share.rs` packs. */
export interface Packed {
  profile?: string;
  documents: { name: string; kind: string; text: string; why?: Words; place?: Words; target?: string }[];
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
  return {
    ...(profile === undefined ? {} : { profile }),
    documents: documents.map(({ place: _where, why, target, text, ...rest }) => ({
      ...rest,
      text: names.document(text),
      // Where it was pasted from may be a path with names in it.
      ...(why ? { why: names.sentence(why), place: { en: "", ja: "" } } : {}),
      ...(target ? { target: names.value(target) } : {}),
    })),
    fields: all(fields),
    ...(call ? { call: { ...all(call), ...(call.action ? { action: call.action } : {}) } } : {}),
    facts: facts.map(({ subject, words, key, value }) => ({
      key,
      value: names.value(value),
      ...(subject ? { subject: names.value(subject) } : {}),
      words: names.sentence(words),
    })),
  };
}

/** An action or a condition key: `s3:Get*`, `aws:PrincipalOrgID`. */
const ACTION = /^[a-z][a-z0-9-]*:[A-Za-z*?][\w*?/]*$/;
const ACCOUNT = /(?<!\d)\d{12}(?!\d)/g;
/** IP addresses, dates and times, numbers, variables, and hosts of AWS. */
const LITERAL = /^(?:[\d.:/TZ+-]+|[\da-f:]+:[\da-f:]*(?:\/\d+)?)$/i;
const KEPT = /\$\{[^}]*\}|[\w.-]*\.(?:amazonaws|amazon)\.com(?:\.cn)?/g;
const WORD = /[\p{L}\p{N}]+/gu;
/** Words of AWS's own inside values. */
const AWS_WORDS = new Set(
  `arn aws cn us gov iso s3 s3express s3tables iam sts kms role roles user users group policy root assumed federated
  instance profile service key alias accesspoint object mfa saml oidc provider true false null allow deny bucket vpce
  vpc o ou r p org organization ec2 lambda cloudfront distribution Allow Deny AES256 AWS Service Federated
  CanonicalUser Version Statement Enabled Disabled Suspended BucketOwner Requester kms dsse https http private public
  read write bucket owner full control log delivery`.split(/\s+/),
);

class Names {
  readonly #accounts = new Map<string, string>();
  readonly #words = new Map<string, string>();

  /** Every string of a JSON text that is a value; a text that is not quite JSON works as well. */
  document(text: string): string {
    return text.replace(
      /"((?:[^"\\\n]|\\.)*)"(?!\s*:)/g,
      (_all, value: string) => `"${this.#string(value)}"`,
    );
  }

  /** A sentence names what is yours in backticks. */
  sentence({ en, ja }: Words): Words {
    const inner = (text: string) =>
      text.replace(/`([^`]*)`/g, (_all, name: string) => `\`${this.#string(name)}\``);
    return { en: inner(en), ja: inner(ja) };
  }

  value(text: string): string {
    return this.#string(text);
  }

  #string(value: string): string {
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
    const made = `x${String(this.#words.size + 1).padStart(2, "0")}`;
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
