// What no state of the page may have, whatever it shows: things upon one another, things that cannot be read.

/** What is written as large as the verdict or larger, and controls that have the colour of their ground: nothing. */
export function unreadable(page) {
  return page.evaluate(() => {
    const sizeOf = (element) => Number.parseFloat(getComputedStyle(element).fontSize);
    const verdict = document.querySelector(".verdict-headline");
    const isWritten = (element) =>
      element.checkVisibility() &&
      [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    return [...document.querySelectorAll("body *")]
      .filter((element) => isWritten(element) && !verdict.contains(element))
      .filter((element) => {
        const { color, backgroundColor } = getComputedStyle(element);
        return color === backgroundColor || sizeOf(element) >= sizeOf(verdict);
      })
      .map(
        (element) => `${element.localName}.${element.className} ${element.textContent.trim().slice(0, 24)}`,
      );
  });
}

/** Pairs of controls, and of cards beside each other, that lie upon one another. */
export function overlapping(page) {
  return page.evaluate(() => {
    const SLACK = 1;
    const nameOf = (element) =>
      `${element.localName}.${element.className} ${(element.textContent ?? "").trim().slice(0, 24)}`;
    // What a box that scrolls shows of what is in it.
    const seen = (element, { left, top, right, bottom }) => {
      for (let box = element.parentElement; box; box = box.parentElement) {
        if (getComputedStyle(box).overflowY === "visible") continue;
        const frame = box.getBoundingClientRect();
        left = Math.max(left, frame.left);
        top = Math.max(top, frame.top);
        right = Math.min(right, frame.right);
        bottom = Math.min(bottom, frame.bottom);
      }
      return { left, top, right, bottom };
    };
    const boxes = (selector) =>
      [...document.querySelectorAll(selector)]
        .filter((element) => element.checkVisibility() && !element.closest(".bar, .skip:not(:focus)"))
        .flatMap((element) =>
          [...element.getClientRects()].map((rect) => ({ element, rect: seen(element, rect) })),
        )
        .filter(({ rect }) => rect.right - rect.left > SLACK && rect.bottom - rect.top > SLACK);
    const meets = (one, other) =>
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > SLACK &&
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > SLACK;
    const found = [];
    for (const kind of [
      "button, a, input, select, textarea, summary",
      "section, .card, .station, .notice, #intake",
    ]) {
      const all = boxes(kind);
      all.forEach((one, index) => {
        for (const other of all.slice(index + 1)) {
          const isInside = one.element.contains(other.element) || other.element.contains(one.element);
          if (!isInside && meets(one.rect, other.rect))
            found.push(`${nameOf(one.element)} / ${nameOf(other.element)}`);
        }
      });
    }
    return found;
  });
}
