// Whether the page around the element is light or dark.

/** What a documentation tool says, else what colour its page has; nothing where the browser alone decides. */
export function themeOfHost(): "light" | "dark" | undefined {
  const { documentElement: html, body } = document;
  const scheme = document.querySelector("[data-md-color-scheme]")?.getAttribute("data-md-color-scheme");
  const told = `${html.dataset.theme ?? ""} ${scheme ?? ""}`;
  if (html.classList.contains("dark") || /dark|slate/.test(told)) return "dark";
  if (/light|default/.test(told)) return "light";
  for (const element of [body, html]) {
    const [, red, green, blue, alpha] =
      /^rgba?\((\d+), (\d+), (\d+)(.*)\)/.exec(getComputedStyle(element).backgroundColor) ?? [];
    // Nothing is painted where it ends in `, 0`.
    if (red && !alpha?.endsWith(", 0"))
      return Number(red) + Number(green) * 2 + Number(blue) < 400 ? "dark" : "light";
  }
  return undefined;
}

/** Calls `changed` whenever that, or the page's language, may have changed; gives what ends it. */
export function follow(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  const attributeFilter = ["class", "data-theme", "data-md-color-scheme", "lang", "style"];
  for (const element of [document.documentElement, document.body])
    observer.observe(element, { attributeFilter });
  const media = matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    media.removeEventListener("change", changed);
  };
}
