// The service worker: answers for the files of one version from its own store, all of them or none, and refuses the
// page everything else. Not: when it is registered.

/** What a service worker has of its global scope; the library for workers does not go with the one for pages. */
interface Scope {
  location: Location;
  clients: { get(id: string): Promise<{ url: string } | undefined> };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listen: (event: Event & Task) => void): void;
}

interface Task {
  request: Request;
  clientId: string;
  data: unknown;
  waitUntil(task: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

/** Put in by the build: each file of the page with its hash; the page itself is "./". */
declare const FILES: [path: string, integrity: string][];
/** The hash of them all. */
declare const VERSION: string;

const scope = globalThis as unknown as Scope;
const PREFIX = "undenied-";
const STORE = PREFIX + VERSION;
const PATHS = new Map(FILES.map(([path]) => [new URL(path, scope.location.href).href, path]));

scope.addEventListener("install", (event) => event.waitUntil(fetchAll()));

scope.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));

scope.addEventListener("message", ({ data }) => {
  if (data === "take over") scope.skipWaiting();
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = request.method === "GET" ? listed(request.url) : undefined;
  if (path !== undefined) event.respondWith(stored(path, request));
  // Where people go is their own affair.
  else if (request.mode !== "navigate") event.respondWith(other(event));
});

/** Every file or none: a file that is not of this version fails its hash, and with it the whole version. */
async function fetchAll(): Promise<void> {
  const store = await caches.open(STORE);
  await Promise.all(
    FILES.map(async ([path, integrity]) => {
      const response = await fetch(path, { integrity }).catch(() =>
        fetch(path, { integrity, cache: "reload" }),
      );
      if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
      // A copy, because an answer that was redirected may not be given for a page. Its body is unpacked by now.
      const headers = new Headers(response.headers);
      for (const name of ["content-encoding", "content-length"]) headers.delete(name);
      await store.put(path, new Response(await response.blob(), { headers }));
    }),
  );
}

async function forgetOthers(): Promise<void> {
  const stores = await caches.keys();
  const old = stores.filter((name) => name.startsWith(PREFIX) && name !== STORE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The path of a file of ours, whatever is asked of it (`?lang=ja`). */
function listed(address: string): string | undefined {
  const url = new URL(address);
  const bare = url.origin + url.pathname;
  return PATHS.get(bare.replace(/\/index\.html$/, "/"));
}

async function stored(path: string, request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  return (await store.match(path)) ?? fetch(request);
}

/** Our own pages get nothing that is not theirs; other pages below the same address are none of our business. */
async function other({ request, clientId }: Task): Promise<Response> {
  const client = await scope.clients.get(clientId);
  const isOurs = client !== undefined && listed(client.url) !== undefined;
  return isOurs ? new Response("not a file of this page", { status: 403 }) : fetch(request);
}
