// What the TypeScript of a host's page may write; compiled with the rest, and never run.

import type { UndeniedDocument, UndeniedFailure } from "./types.ts";

export async function use(): Promise<string> {
  const element = document.createElement("undenied-checker");
  const documents: UndeniedDocument[] = [{ kind: "trust", text: "{}" }, { text: "{}" }];
  element.documents = documents;
  element.addEventListener("undenied-fix", ({ detail }) => console.log(detail.rule, detail.from, detail.to));
  document.addEventListener("undenied-error", (event) => {
    const { code }: UndeniedFailure = (event as CustomEvent<UndeniedFailure>).detail;
    console.log(code === "csp");
  });
  // @ts-expect-error The answer is the element's own.
  element.result = null;
  // @ts-expect-error There is no such kind.
  element.documents = [{ kind: "bucketPolicy", text: "{}" }];
  element.reset();
  element.focus({ preventScroll: true });
  const result = await element.analyze();
  return result?.outcome ?? document.querySelector("undenied-checker")?.result?.missing.join() ?? "";
}
