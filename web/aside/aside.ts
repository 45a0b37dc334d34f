// What stands beside the checker: links that hold everything, the seal and its badge, the copy that works offline.
// Loaded after the page; without it everything else works.

import type { Engines } from "../reader/reader.ts";
import type { Page } from "../reader/reading.ts";
import { Badge } from "./badge.ts";
import { offerLeaks } from "./leak.ts";
import { keepOffline } from "./offline.ts";
import { canSeal, seal } from "./seal.ts";
import { openLinks } from "./share.ts";

export interface World {
  engines: Promise<Engines>;
  /** What has to be here before the page can do without a network; whether it arrives or not. */
  needed: Promise<unknown>[];
  isServed: boolean;
}

export async function accompany(page: Page, { engines, needed, isServed }: World): Promise<void> {
  const badge = new Badge();
  offerLeaks(badge);
  // The address is put right before the seal: Chromium asks for the icon again when it changes.
  await openLinks(page);
  await Promise.allSettled(needed);
  await engines.then(({ program }) => program).catch(() => undefined);
  await loaded();
  if (isServed) await keepOffline();
  if (!canSeal()) return badge.cannotSeal();
  seal();
  badge.isSealed();
  // Made before, the workers could still ask our own server.
  engines.then(
    ({ checks, reads }) => {
      checks.renew();
      reads.renew();
    },
    () => undefined,
  );
}

/** Resolves once the browser has all that index.html names, icon and style sheet with it. */
function loaded(): Promise<unknown> {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => addEventListener("load", resolve, { once: true }));
}
