// On paper every document stands whole, with line numbers: boxes show a part of it, and closed tabs nothing.

/** Writes the texts of `textOf` out for the time of printing. */
export function listen(textOf: (name: string) => string | undefined): void {
  addEventListener("beforeprint", () => {
    for (const panel of document.querySelectorAll<HTMLElement>("[data-slot]")) {
      const text = textOf(panel.dataset.slot ?? "")?.trimEnd();
      if (text && !panel.querySelector(".printed")) panel.append(...written(panel, text));
    }
  });
  addEventListener("afterprint", () => {
    for (const part of document.querySelectorAll(".printed")) part.remove();
  });
}

function written(panel: HTMLElement, text: string): HTMLElement[] {
  const title = document.createElement("h3");
  const label = panel.getAttribute("aria-labelledby") ?? "";
  title.textContent = document.getElementById(label)?.textContent ?? "";
  const lines = document.createElement("ol");
  lines.lang = "en";
  lines.translate = false;
  for (const line of text.split("\n")) {
    const item = document.createElement("li");
    item.textContent = line;
    lines.append(item);
  }
  for (const part of [title, lines]) part.className = "printed";
  return [title, lines];
}
