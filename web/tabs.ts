// The tabs of the skeleton, until the program brings its own. What was typed behind a closed one is kept with the rest.

/** Clicks, arrows, Home and End choose among the tabs in `root`. */
export function listen(root: HTMLElement): void {
  const tabs = [...root.querySelectorAll<HTMLElement>("[role=tab]")];
  const choose = (chosen: HTMLElement) => {
    for (const tab of tabs) {
      const is = tab === chosen;
      tab.setAttribute("aria-selected", String(is));
      tab.tabIndex = is ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls") ?? "")?.toggleAttribute("hidden", !is);
    }
  };
  tabs.forEach((tab, now) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const last = tabs.length - 1;
      const steps: Record<string, number> = {
        ArrowRight: now === last ? 0 : now + 1,
        ArrowLeft: now === 0 ? last : now - 1,
        Home: 0,
        End: last,
      };
      const next = tabs[steps[event.key] ?? -1];
      if (!next) return;
      event.preventDefault();
      choose(next);
      next.focus();
    });
  });
}
