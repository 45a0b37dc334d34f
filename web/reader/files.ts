// From files and drops to texts. Nothing is read that is not a text, or that is too large to be one of ours.

import type { Words } from "./reading.ts";

export const LARGEST = 16 * 1024 * 1024;

/** One text to read; `name` where it was a file. */
export interface Part {
  text: string;
  name?: string;
}

/** Every file as a part or, where it cannot be read, as the reason. */
export async function parts(files: Iterable<File>): Promise<{ parts: Part[]; problems: Words[] }> {
  const found: { parts: Part[]; problems: Words[] } = { parts: [], problems: [] };
  for (const file of files) {
    const part = file.size > LARGEST ? tooLarge(file.name) : await read(file);
    if ("text" in part) found.parts.push(part);
    else found.problems.push(part);
  }
  return found;
}

async function read(file: File): Promise<Part | Words> {
  try {
    const text = await file.text();
    return /[\0\ufffd]/.test(text)
      ? binary(file.name)
      : { text: text.replace(/^\ufeff/, ""), name: file.name };
  } catch {
    return {
      en: `\`${file.name}\` cannot be read. Choose files, not folders.`,
      ja: `\`${file.name}\` を読み込めません。フォルダではなくファイルを選んでください。`,
    };
  }
}

export function tooLarge(name: string): Words {
  return {
    en: `\`${name}\` is larger than 16 MB. Cut out the part with the policies or the error.`,
    ja: `\`${name}\` は 16 MB を超えています。ポリシーやエラーの部分だけを貼り付けてください。`,
  };
}

function binary(name: string): Words {
  return {
    en: `\`${name}\` is no text in UTF-8. Unpack it, or save it as text in UTF-8.`,
    ja: `\`${name}\` は UTF-8 のテキストではありません。展開するか、UTF-8 のテキストとして保存し直してください。`,
  };
}

/** "1.2 MB" */
export function size(length: number): string {
  const kib = length / 1024;
  return kib < 1024 ? `${Math.ceil(kib)} KB` : `${(kib / 1024).toFixed(1)} MB`;
}
