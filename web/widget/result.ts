// The answer out of the words in which the program tells it: web/src/bin/widget.rs.

import type { UndeniedFinding, UndeniedResult } from "./types.ts";

export function readResult(words: string): UndeniedResult | null {
  const [verdict = "", ...lines] = words.split("\n");
  const [outcome, ...missing] = verdict.split(" ");
  if (!outcome) return null;
  const findings = lines.map((line) => {
    const [rule, severity, causesDenial, document, from, to] = line.split(" ");
    const range = { document, from: Number(from), to: Number(to) };
    return { rule, severity, causesDenial: causesDenial === "true", ...range } as UndeniedFinding;
  });
  return { outcome: outcome as UndeniedResult["outcome"], findings, missing };
}
