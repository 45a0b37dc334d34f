// What a documentation author writes on and in the element, as the views take it.

/** One mounted instance. */
export interface Handle {
  setLanguage(tag: string): void;
  unmount(): void;
}

const DOCUMENTS = ["identity", "trust", "bucket"];

/** Attributes and the names under which the views know them. */
const ATTRIBUTES = {
  mode: "mode",
  profile: "profile",
  bucket: "bucketUri",
  "role-arn": "roleArn",
  "account-id": "accountId",
  "external-id": "externalId",
  "bucket-account": "bucketAccount",
};

export function readOptions(element: Element, loadEditor: () => Promise<unknown>): Record<string, unknown> {
  const options: Record<string, unknown> = { lang: language(element), loadEditor };
  for (const [attribute, option] of Object.entries(ATTRIBUTES)) {
    const value = element.getAttribute(attribute);
    if (value !== null) options[option] = value;
  }
  for (const code of element.querySelectorAll("[data-doc]")) {
    const name = code.getAttribute("data-doc") ?? "";
    if (DOCUMENTS.includes(name)) options[name] = code.textContent.replace(/^\n|\s+$/g, "");
  }
  return options;
}

/** The nearest `lang`, else the browser's first language that we speak. */
function language(element: Element): string {
  const near = element.closest("[lang]")?.getAttribute("lang");
  const spoken = /^(en|ja)\b/i;
  return [near ?? "", ...navigator.languages].find((tag) => spoken.test(tag)) ?? "en";
}
