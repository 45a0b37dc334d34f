// "Where it went": one line for each part of what was pasted. Not: deciding where it goes.

import { button, code, copyable, element, say } from "./dom.ts";
import { size } from "./files.ts";
import type { Call, Filled, Filling, FoundDocument, FoundError, Reading, Words } from "./reading.ts";

/** A reading, and the file that it is of. */
export interface Read {
  reading: Reading;
  name: string | undefined;
}

/** Facts that have a field of their own. */
const FIELDS: Record<string, string> = {
  "bucket.name": "bucket",
  "bucket.account": "bucket-account",
  "trust.accountId": "account-id",
  "trust.externalId": "external-id",
};

const FIELD_NAMES: Record<string, Words> = {
  "role-arn": { en: "Role or user ARN", ja: "ロールまたはユーザーの ARN" },
  bucket: { en: "Bucket and folder", ja: "バケットとフォルダ" },
  "bucket-account": { en: "Bucket owner's account ID", ja: "バケット所有者のアカウント ID" },
  "account-id": { en: "Vendor's AWS account ID", ja: "ベンダーの AWS アカウント ID" },
  "external-id": { en: "External ID", ja: "外部 ID" },
};

/** Most documents that are put into boxes at a time. */
const MOST_DOCUMENTS = 50;

/** What the page is to take over of all that was read. */
export function filling(reads: Read[]): Filling {
  const readings = reads.map(({ reading }) => reading);
  const facts = readings.flatMap(({ facts }) => facts);
  const refused = readings.flatMap(({ refused }) => refused ?? []);
  const call = refused.find(namesSomebody) ?? null;
  const fields: Record<string, string> = {};
  for (const { key, value } of facts) {
    const field = FIELDS[key];
    if (field && value !== "null") fields[field] ??= key === "bucket.name" ? `s3://${value}/` : value;
  }
  const place = refused.find(({ bucket }) => bucket);
  const bucket = place && `s3://${place.bucket}/`;
  if (bucket && (!fields.bucket || fields.bucket === bucket)) fields.bucket = bucket + (place.prefix ?? "");
  const principal = readings.find(({ principal }) => principal)?.principal ?? call?.principal;
  if (principal) fields["role-arn"] = principal;
  const documents = placed(reads).map(({ document, name }) => {
    const { kind, why, target, inForce } = document;
    return {
      kind,
      why,
      place: source(document, name),
      text: outdented(document.text ?? ""),
      target,
      inForce,
    };
  });
  return { documents, fields, call, facts: facts.filter(({ key }) => !FIELDS[key]) };
}

/** Whether it is about a call, not just about where the data is. */
function namesSomebody({ principal, action }: Call): boolean {
  return Boolean(principal || action);
}

/** A document cut out of a longer one, without the indentation that it had there. */
function outdented(text: string): string {
  const [first = "", ...rest] = text.split("\n");
  const indents = rest.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const indent = indents.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  if (/^\s/.test(first) || !Number.isFinite(indent)) return text;
  return [first, ...rest.map((line) => (line.trim() ? line.slice(indent) : line))].join("\n");
}

/** The documents that get a box. */
function placed(reads: Read[]): { document: FoundDocument; name: string | undefined }[] {
  const all = reads.flatMap(({ reading, name }) => reading.documents.map((document) => ({ document, name })));
  return all.filter(({ document }) => document.text !== null).slice(0, MOST_DOCUMENTS);
}

/** Whether there is nothing at all to say. */
export function isEmpty({ reading }: Read): boolean {
  const { documents, facts, errors, notes, principal, refused } = reading;
  return documents.length + facts.length + errors.length + notes.length === 0 && !principal && !refused;
}

/** How many of what, in a sentence to be read aloud. */
export function summary(reads: Read[]): Words {
  const count = (of: (reading: Reading) => unknown[]) =>
    reads.reduce((sum, { reading }) => sum + of(reading).length, 0);
  const counted = [
    { count: count(({ documents }) => documents), one: "policy", many: "policies", ja: "ポリシー" },
    { count: count(({ errors }) => errors), one: "error", many: "errors", ja: "エラー" },
    {
      count: count(({ refused }) => (refused && namesSomebody(refused) ? [refused] : [])),
      one: "call",
      many: "calls",
      ja: "リクエスト",
    },
    {
      count: count(({ refused }) => (refused?.bucket ? [refused] : [])),
      one: "bucket",
      many: "buckets",
      ja: "バケット",
    },
    {
      count: count(({ principal }) => (principal ? [principal] : [])),
      one: "caller",
      many: "callers",
      ja: "呼び出し元",
    },
    { count: count(({ facts }) => facts), one: "fact", many: "facts", ja: "設定情報" },
    { count: count(({ notes }) => notes), one: "note", many: "notes", ja: "注意点" },
  ].filter(({ count }) => count > 0);
  if (counted.length === 0)
    return { en: "Nothing more was found.", ja: "ほかに見つかったものはありません。" };
  return {
    en: `Read: ${counted.map(({ count, one, many }) => `${count} ${count === 1 ? one : many}`).join(", ")}.`,
    ja: `読み取り結果：${counted.map(({ count, ja }) => `${ja} ${count} 件`).join("、")}`,
  };
}

/** Every line, in the order in which somebody looks for them. */
export function lines(reads: Read[], filling: Filling, filled: Filled): HTMLElement[] {
  const boxes = placed(reads).map(({ document, name }, index) => {
    const box = filled.documents[index] ?? "";
    return line("document", link(document.title, `[data-slot="${box}"]`), source(document, name));
  });
  const fields = Object.entries(filling.fields).map(([field, value]) => fieldLine(field, value, filled));
  const tooLong = reads.flatMap(({ reading, name }) =>
    reading.documents.filter(({ text }) => text === null).map((document) => tooLongLine(document, name)),
  );
  const facts = reads.flatMap(({ reading, name }) =>
    reading.facts
      .filter(({ key }) => !FIELDS[key])
      .map((fact) => line("fact", say(fact.words), source(fact, name))),
  );
  const notes = reads.flatMap(({ reading, name }) =>
    reading.notes.map((note) => {
      const made = line("note", say(note.words), source({ ...note, path: "" }, name));
      if (note.command) made.append(copyable(note.command));
      return made;
    }),
  );
  const nothing = reads
    .filter(isEmpty)
    .map(({ name }) => line("nothing", say(NOTHING), source(undefined, name)));
  const call = filling.call?.action ? [callLine(filling.call)] : [];
  const leftOut = reads.reduce((sum, { reading }) => sum + reading.leftOut, 0);
  const more = leftOut > 0 ? [line("more", say(moreWords(leftOut)), { en: "", ja: "" })] : [];
  return [...boxes, ...call, ...fields, ...tooLong, ...facts, ...notes, ...nothing, ...more];
}

const NOTHING: Words = {
  en: "No policy, no error and no setting was found here. Paste the text of a policy, an error message, or the output of an `aws` command.",
  ja: "ポリシーもエラーも設定も見つかりませんでした。ポリシーの本文、エラーメッセージ、または `aws` コマンドの出力を貼り付けてください。",
};

function moreWords(count: number): Words {
  return {
    en: `${count} more parts were left out. Paste the rest by itself.`,
    ja: `ほかに ${count} 件ありますが、表示していません。残りは別に貼り付けてください。`,
  };
}

function line(part: string, what: Node, place: Words): HTMLElement {
  const muted = place.en ? say(place, "span", { class: "muted" }) : undefined;
  return element("li", { "data-part": part }, element("span", {}, what), muted);
}

function fieldLine(field: string, value: string, filled: Filled): HTMLElement {
  const name = FIELD_NAMES[field] ?? { en: field, ja: field };
  const where = element("span", {}, link(name, `[data-field="${field}"]`), " ", code(value));
  const kept: Words = {
    en: "not taken over: the field holds something else",
    ja: "未反映：入力済みの値を残しました",
  };
  return line("field", where, filled.fields[field] ? { en: "", ja: "" } : kept);
}

function callLine({ action, resource }: Call): HTMLElement {
  const what = element("span", {}, link(CALL, "[data-call]"), " ", code(action ?? ""));
  if (resource) what.append(" ", say({ en: "on", ja: "対象：" }), " ", code(resource));
  return line("call", what, { en: "", ja: "" });
}

const CALL: Words = { en: "The call in the error message", ja: "エラーメッセージのリクエスト" };

function tooLongLine(document: FoundDocument, name: string | undefined): HTMLElement {
  const long = size(document.length);
  const words = {
    en: `${document.title.en}: ${long}, longer than AWS accepts; it is not put into a box.`,
    ja: `${document.title.ja}：${long} あり、AWS の上限を超えるため、入力欄には入れていません。`,
  };
  return line("too-long", say(words), source(document, name));
}

/** "`import`, from `Role.AssumeRolePolicyDocument`, line 12 of `role.json`" */
function source(
  part: { name?: string | null; path: string; line: number } | undefined,
  file: string | undefined,
): Words {
  const en: string[] = [];
  const ja: string[] = [];
  if (part?.name) {
    en.push(`\`${part.name}\``);
    ja.push(`\`${part.name}\``);
  }
  if (part?.path && part.path !== part.name) {
    en.push(`from \`${part.path}\``);
    ja.push(`\`${part.path}\``);
  }
  if (part) {
    en.push(`line ${part.line} of ${file ? `\`${file}\`` : "the paste"}`);
    ja.push(`${file ? `\`${file}\`` : "貼り付けた内容"}の ${part.line} 行目`);
  } else if (file) {
    en.push(`\`${file}\``);
    ja.push(`\`${file}\``);
  }
  return { en: en.join(", "), ja: ja.join("、") };
}

/** What an error means and what to do about it. */
export function explanation(error: FoundError): HTMLElement {
  const steps = error.steps.map(({ text, command }) =>
    element("li", {}, say(text), command ? copyable(command) : undefined),
  );
  const links = (lang: "en" | "ja") => element("span", { lang }, ...error.links[lang].map(page));
  return element(
    "section",
    { class: "explanation", "data-part": "error" },
    say(error.headline, "h3"),
    element("ol", { class: "steps" }, ...steps),
    element("p", { class: "both links" }, links("en"), links("ja")),
  );
}

/** A page of somebody's documentation. */
function page(address: string): HTMLElement {
  const { hostname, pathname } = new URL(address);
  const last = pathname.replace(/\/$/, "").split("/").pop() ?? "";
  const name = element(
    "span",
    { lang: "en", translate: "no" },
    `${hostname} › ${last.replace(/\.html$/, "")}`,
  );
  return element("a", { href: address, target: "_blank", rel: "noreferrer" }, name);
}

/** A button that leads to a box or a field. */
function link(name: Words, selector: string): HTMLElement {
  const go = () => {
    const found = document.querySelector<HTMLElement>(selector);
    // Its tab may be closed; what is hidden takes no focus.
    const panel = found?.closest<HTMLElement>("[role=tabpanel][hidden]");
    if (panel) {
      document.querySelector<HTMLElement>(`[aria-controls="${panel.id}"]`)?.click();
      panel.hidden = false;
    }
    found?.scrollIntoView({ block: "center" });
    found?.focus({ preventScroll: true });
  };
  return button(name, go, { class: "link" });
}
