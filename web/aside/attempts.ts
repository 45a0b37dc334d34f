// The ways out of a page, one function each, none of which leaves the page. A function gives `true` where something
// came back, throws or gives up where it was refused, and says nothing where nothing can be told.

import { trusted } from "../trusted.ts";

export interface Attempt {
  /** As developers call it. */
  name: string;
  run(address: string): Promise<boolean | undefined>;
}

/** Refused where the page's own reports do not tell; the message is the directive. */
export class Refused extends Error {}

const FOREIGN = "https://example.com/";

export const ATTEMPTS: Attempt[] = [
  { name: "fetch()", run: async (address) => Boolean(await fetch(address)) },
  { name: "fetch() to another site", run: (address) => anywhere(address) },
  { name: "XMLHttpRequest", run: request },
  {
    name: "navigator.sendBeacon()",
    run: async (address) => {
      // Chromium says that it will, and does not.
      navigator.sendBeacon(address, "x");
      return undefined;
    },
  },
  { name: "WebSocket", run: (address) => opened(new WebSocket(address.replace(/^http/, "ws")), "open") },
  { name: "EventSource", run: (address) => opened(new EventSource(address), "open") },
  { name: "WebTransport", run: transport },
  { name: "WebRTC", run: peer },
  { name: "<img>", run: (src) => put("img", { src }) },
  { name: "<video>", run: (src) => put("video", { src, preload: "auto" }) },
  { name: "<iframe>", run: (src) => put("iframe", { src }) },
  { name: "<object>", run: (address) => put("object", { data: trusted(address) }) },
  { name: "<script>", run: (address) => put("script", { src: trusted(address) }) },
  { name: "<link rel=stylesheet>", run: (href) => put("link", { rel: "stylesheet", href }) },
  { name: "<link rel=prefetch>", run: (href) => put("link", { rel: "prefetch", href }) },
  { name: "<link rel=preload>", run: (href) => put("link", { rel: "preload", as: "fetch", href }) },
  { name: "<form>", run: submit },
  { name: "CSS url()", run: background },
  {
    name: "CSS @font-face",
    run: async (address) => Boolean(await new FontFace("x", `url("${address}")`).load()),
  },
  { name: "import()", run: async (address) => Boolean(await import(address)) },
  { name: "Worker", run: (address) => opened(new Worker(trusted(address)), "message") },
  { name: "fetch() in a worker", run: worker },
  { name: "SharedWorker", run: async (address) => void new SharedWorker(trusted(address)) },
];

/** The address of another site carries the same name, by which its refusal is known. */
async function anywhere(address: string): Promise<boolean> {
  await fetch(address.replace(/^.*\/(?=leak-test)/, FOREIGN), { mode: "no-cors" });
  return true;
}

function request(address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const sent = new XMLHttpRequest();
    sent.onload = () => resolve(true);
    sent.onerror = () => reject(new Error("refused"));
    sent.open("POST", address);
    sent.send("x");
  });
}

function opened(
  target: EventTarget & { close?(): void; terminate?(): void },
  event: string,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => () => {
      target.close?.();
      target.terminate?.();
      settle();
    };
    target.addEventListener(
      event,
      end(() => resolve(true)),
    );
    target.addEventListener(
      "error",
      end(() => reject(new Error("refused"))),
    );
  });
}

/** An element that fetches its address; it is taken away when that has failed or come. */
function put(tag: string, attributes: Record<string, string>): Promise<boolean | undefined> {
  const made = document.createElement(tag);
  made.hidden = true;
  return new Promise<boolean | undefined>((resolve, reject) => {
    // A frame loads something in any case, if only the message that it was refused.
    made.addEventListener("load", () => resolve(tag === "iframe" ? undefined : true));
    made.addEventListener("error", () => reject(new Error("refused")));
    setTimeout(resolve, 900);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    document.body.append(made);
  }).finally(() => made.remove());
}

async function submit(action: string): Promise<undefined> {
  const frame = document.createElement("iframe");
  frame.name = "leak-test";
  frame.hidden = true;
  const form = document.createElement("form");
  form.method = "post";
  form.target = frame.name;
  form.action = action;
  document.body.append(frame, form);
  form.submit();
  await new Promise((resolve) => setTimeout(resolve, 500));
  form.remove();
  frame.remove();
}

/** By a constructed sheet, as our own styles come: an attribute or an element would be refused as inline style. */
async function background(address: string): Promise<undefined> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `[data-leak-test] { position: fixed; width: 1px; height: 1px; background: url("${address}") }`,
  );
  const made = document.createElement("div");
  made.dataset.leakTest = "";
  document.adoptedStyleSheets.push(sheet);
  document.body.append(made);
  await new Promise((resolve) => setTimeout(resolve, 500));
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  made.remove();
}

/** A worker of a blob, as the engine's is. */
async function worker(address: string): Promise<boolean | undefined> {
  const text = `
    addEventListener("securitypolicyviolation", ({ effectiveDirective }) => postMessage(effectiveDirective));
    fetch(${JSON.stringify(address)}).then(() => postMessage("came"), () => undefined);`;
  const made = new Worker(trusted(URL.createObjectURL(new Blob([text], { type: "text/javascript" }))));
  const answer = await new Promise((resolve) => {
    made.onmessage = ({ data }) => resolve(data);
    made.onerror = () => resolve("worker-src");
    setTimeout(resolve, 900);
  });
  made.terminate();
  if (typeof answer === "string" && answer !== "came") throw new Refused(answer);
  return answer === "came" || undefined;
}

async function transport(address: string): Promise<boolean> {
  const { WebTransport } = globalThis as { WebTransport?: new (url: string) => { ready: Promise<void> } };
  if (!WebTransport) throw new Error("missing");
  await new WebTransport(address.replace(/^http:/, "https:")).ready;
  return true;
}

/** No policy governs it; the page takes it away from itself. */
async function peer(): Promise<boolean> {
  if (globalThis.RTCPeerConnection === undefined) throw new Error("RTCPeerConnection is undefined");
  new RTCPeerConnection().close();
  return true;
}
