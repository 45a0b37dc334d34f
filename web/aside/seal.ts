// A second Content-Security-Policy, once everything is here. Policies only add up: from then on the browser refuses
// this page every request, to its own server too, and no script can take that back.

/**
 * `default-src` must stand in it, or Chromium lets `<link rel=prefetch>` through. Workers come from blobs of ours,
 * take the policy with them, and have to be made anew when one is stopped, with the engine in them. The icon is `data:`.
 */
export const SEAL =
  "default-src 'none'; script-src 'wasm-unsafe-eval'; img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'";

/** WebRTC asks no policy: neither Chromium nor Firefox knows the directive for it. */
const WITHOUT_POLICY = ["RTCPeerConnection", "webkitRTCPeerConnection"];

/** Whether this browser is one that takes a policy from the page. */
export function canSeal(): boolean {
  return "SecurityPolicyViolationEvent" in globalThis;
}

export function seal(): void {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = SEAL;
  document.head.append(policy);
  for (const name of WITHOUT_POLICY) {
    if (name in globalThis) Object.defineProperty(globalThis, name, { value: undefined });
  }
}
