// Serves a folder the way a static host does, with the headers of Trunk.toml, and remembers every request:
// what the browser says about its requests can be checked against what arrived.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".gz": "application/gzip",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** Servers that still run: one that a failing test left would keep the process alive for ever. */
const open = new Set();

/** Stops every server that still runs. */
export async function closeAll() {
  await Promise.all([...open].map(closed));
}

function closed(server) {
  open.delete(server);
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}

/** The `[serve.headers]` table of Trunk.toml: `Name = "value"`, one a line. */
export async function trunkHeaders() {
  const text = await readFile(new URL("../../Trunk.toml", import.meta.url), "utf8");
  const table = text.split("[serve.headers]\n")[1]?.split(/^\[/m)[0] ?? "";
  return Object.fromEntries(
    [...table.matchAll(/^([\w-]+) = "(.*)"$/gm)].map(([, name, value]) => [name, value]),
  );
}

/**
 * Serves `folder` on a free port of 127.0.0.1. `extra` maps a path to `{ type?, headers?, body }` that is
 * served instead of a file; `headers` go with every other answer. `pack` compresses with brotli what can be, `keep` says
 * for how long a path may be kept.
 *
 * Returns `{ origin, requests, close() }`; `requests` holds `{ method, path, status }` in order of arrival.
 */
export async function serve(folder, { headers = {}, extra = {}, pack, keep } = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const answer = extra[path] ? made(extra[path]) : await file(folder, path, headers, { pack, keep });
    requests.push({ method: request.method, path: request.url, status: answer.status });
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.add(server);
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    requests,
    close: () => closed(server),
  };
}

function made({ type = "text/html; charset=utf-8", headers = {}, body }) {
  return { status: 200, headers: { "content-type": type, ...headers }, body };
}

async function file(folder, path, headers, { pack, keep }) {
  const relative = normalize(decodeURIComponent(path.endsWith("/") ? `${path}index.html` : path));
  const inside = !relative.split(sep).includes("..");
  const body = inside ? await readFile(join(folder, relative)).catch(() => undefined) : undefined;
  const type = TYPES[extname(relative)] ?? "application/octet-stream";
  if (body === undefined) return { status: 404, headers: { "content-type": "text/plain" }, body: "not here" };
  const isPacked = pack && extname(relative) !== ".png";
  const own = {
    "content-type": type,
    ...(keep ? { "cache-control": keep(relative) } : {}),
    ...(isPacked ? { "content-encoding": "br" } : {}),
  };
  return {
    status: 200,
    headers: { ...own, ...headers },
    body: isPacked ? packed(relative, body, pack) : body,
  };
}

const packs = new Map();

/** Packed once. */
function packed(name, body, pack) {
  if (!packs.has(name)) packs.set(name, pack(body));
  return packs.get(name);
}
