// Registers the service worker, which keeps this version of the page for when there is no network, and offers the
// next version once it is there.

import { button, element, say } from "../reader/dom.ts";
import { trusted } from "../trusted.ts";

/** Settles once the worker has fetched all it wants, or will not work. */
export async function keepOffline(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers) return;
  try {
    const address = trusted(new URL("sw.js", document.baseURI).href);
    const registration = await workers.register(address, { updateViaCache: "none" });
    if (workers.controller) await registration.update().catch(() => undefined);
    await settled(registration.installing);
    if (workers.controller && registration.waiting) offer(workers, registration.waiting);
  } catch {
    // Not over HTTPS, switched off, or not there: the page works as before, but not offline.
  }
}

function settled(worker: ServiceWorker | null): Promise<unknown> {
  if (!worker) return Promise.resolve();
  const isDone = () => worker.state !== "installing" && worker.state !== "installed";
  return new Promise<void>((resolve) => {
    const look = () => {
      // A second version stays at "installed" until the first one's pages are closed.
      if (isDone() || (worker.state === "installed" && navigator.serviceWorker.controller)) resolve();
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

function offer(workers: ServiceWorkerContainer, next: ServiceWorker): void {
  const reload = button({ en: "Reload", ja: "再読み込み" }, () => {
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    next.postMessage("take over");
  });
  const words = {
    en: "There is a new version of this page. Reloading clears what you typed.",
    ja: "このページの新しいバージョンがあります。再読み込みすると、入力した内容は消えます。",
  };
  const note = element(
    "p",
    { class: "version", role: "status", "data-version": "" },
    say(words),
    " ",
    reload,
  );
  document.getElementById("foot")?.before(note);
}
