// Addresses of scripts under Trusted Types.

interface Policy {
  createScriptURL(url: string): unknown;
}

interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

let policy: Policy | undefined;

/** `url` as the address of a script: of a blob of ours, of the service worker, and of what "Try to leak" tries. */
export function trusted(url: string): string {
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  policy ??= factory?.createPolicy("undenied", { createScriptURL: (own) => own });
  return policy ? (policy.createScriptURL(url) as string) : url;
}
