// The widget's children come, change and go after it has started, as frameworks and highlighters have it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS, launch } from "./drivers.mjs";
import { checker, documentation, pause, SLIP, saysVerdict, serveWidget } from "./hosting.mjs";
import { closeAll } from "./server.mjs";
import { GOOD } from "./steps.mjs";

/** Longer than the widget waits for more. */
const SETTLED = 400;
const REFUSED =
  "User: arn:aws:iam::111122223333:role/app is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::acme/x";
/** Counts who watches an element of ours. */
const COUNTER = `<script>
  globalThis.watching = 0;
  const { observe, disconnect } = MutationObserver.prototype;
  const ours = new WeakSet();
  MutationObserver.prototype.observe = function (target, options) {
    if (target.localName === "undenied-checker") { ours.add(this); watching += 1; }
    observe.call(this, target, options);
  };
  MutationObserver.prototype.disconnect = function () {
    if (ours.delete(this)) watching -= 1;
    disconnect.call(this);
  };
</script>`;

let widget;
before(async () => {
  widget = await serveWidget();
});
after(closeAll);

for (const name of BROWSERS) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.stop());

    async function open(content) {
      const docs = await documentation(widget, content, { csp: "", head: COUNTER });
      return browser.open(docs.origin);
    }

    test("blocks that come later are read, as are others and none", async () => {
      const tab = await open('<undenied-checker external-id="kept" lang="en"></undenied-checker>');
      await saysVerdict(tab, "empty");
      await put(tab, [
        ["identity", SLIP],
        ["trust", GOOD.trust],
      ]);
      await saysVerdict(tab, "denied");
      await tab.ask(() => {
        document.querySelector("undenied-checker").shadowRoot.querySelector(".languages [lang=ja]").click();
      });
      assert.deepEqual(await kinds(tab), ["identity", "trust"]);
      assert.equal(await inShadow(tab, "textarea, .rich"), 0, "what is given is to be read");
      await changeText(tab, "mydata", "mydata/*");
      await tab.until(
        (text) => document.querySelector("undenied-checker").documents[0].text === text,
        GOOD.identity,
      );
      // What the reader has chosen stays.
      assert.equal(await inShadow(tab, ".widget[lang=ja]"), 1);
      await tab.ask(() => {
        document.querySelector("undenied-checker [data-doc=identity]").dataset.doc = "session";
      });
      await tab.until(() => document.querySelector("undenied-checker").documents[1]?.kind === "session");
      await put(tab, [
        ["identity", SLIP],
        ["error", REFUSED],
      ]);
      await tab.until(() => {
        const { shadowRoot } = document.querySelector("undenied-checker");
        return shadowRoot.querySelector(".station.caller")?.innerText.includes("role/app");
      });
      assert.deepEqual(await kinds(tab), ["identity", "error"]);
      await put(tab, []);
      await saysVerdict(tab, "empty");
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    test("several changes in a row are one reading", async () => {
      const tab = await open(checker("", SLIP));
      await saysVerdict(tab, "denied");
      await countViews(tab);
      await tab.ask(
        async ([good, blocks]) => {
          const [code] = document.querySelectorAll("undenied-checker code");
          const text = code.textContent;
          for (let part = 1; part <= blocks; part += 1) {
            code.textContent = part < blocks ? text.slice(0, part * 10) : good;
            await new Promise((done) => setTimeout(done, 5));
          }
        },
        [GOOD.identity, 8],
      );
      await saysVerdict(tab, "allowed");
      await pause(tab, SETTLED);
      assert.equal(await tab.ask(() => globalThis.views), 1);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    test("a highlighter that dresses the same text changes nothing", async () => {
      const tab = await open(checker("", SLIP, '<b slot="title">Title</b>'));
      await saysVerdict(tab, "denied");
      await countViews(tab);
      await tab.ask(() => {
        for (const code of document.querySelectorAll("undenied-checker code")) {
          code.parentElement.className = "shiki";
          const dressed = (text, className, ...inside) => {
            const span = Object.assign(document.createElement("span"), { className });
            span.append(...(inside.length > 0 ? inside : [text]));
            return span;
          };
          const lines = code.textContent
            .split("\n")
            .map((line) =>
              dressed(line, "line", ...line.split(/(?=")/).map((word) => dressed(word, "token"))),
            );
          code.replaceChildren(...lines.flatMap((line) => [line, "\n"]));
        }
        document.querySelector("[slot=title]").textContent = "Another title";
      });
      await pause(tab, SETTLED);
      assert.equal(await tab.ask(() => globalThis.views), 0);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    test("what a reader or a script has changed stays, until it is taken back or reset", async () => {
      const tab = await open(checker("mode=edit", SLIP));
      await tab.until(() =>
        document.querySelector("undenied-checker").shadowRoot?.querySelector(".documents[data-ready]"),
      );
      await saysVerdict(tab, "denied");
      await tab.ask(() => document.querySelector("undenied-checker").focus());
      await tab.press("End");
      await tab.type("x");
      await tab.until(() => document.querySelector("undenied-checker").documents[0].text.includes("x\n"));
      await changeText(tab, "mydata", "mydata/*");
      await pause(tab, SETTLED);
      assert.ok((await text(tab)).includes("x\n"));
      await tab.ask(() => document.querySelector("undenied-checker").reset());
      await saysVerdict(tab, "allowed");
      assert.equal(await text(tab), GOOD.identity);
      await changeText(tab, "mydata/*", "mydata");
      await saysVerdict(tab, "denied");
      await tab.ask(
        (documents) => {
          document.querySelector("undenied-checker").documents = documents;
        },
        [{ kind: "identity", text: GOOD.identity }],
      );
      await changeText(tab, '"mydata', '"elsewhere');
      await pause(tab, SETTLED);
      assert.equal(await text(tab), GOOD.identity);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    test("a fix leaves the children as they are, and they do not undo it", async () => {
      const tab = await open(checker("mode=edit", SLIP));
      await saysVerdict(tab, "denied");
      const before = await tab.ask(() => document.querySelector("undenied-checker").innerHTML);
      await tab.until(() => {
        const { shadowRoot } = document.querySelector("undenied-checker");
        shadowRoot.querySelector("[data-action=confirm]")?.click();
        shadowRoot.querySelector(".verdict[data-state=denied] ~ * [data-action=apply]")?.click();
        return shadowRoot.querySelector(".verdict[data-state=allowed]");
      });
      assert.equal(await tab.ask(() => document.querySelector("undenied-checker").innerHTML), before);
      await tab.ask(() => document.querySelector("undenied-checker").lastChild.remove());
      await pause(tab, SETTLED);
      assert.equal(await text(tab), GOOD.identity);
      assert.deepEqual(await kinds(tab), ["identity", "trust"]);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    test("nobody watches an element that is gone; back again, it has what changed meanwhile", async () => {
      const tab = await open(checker("loading=eager", SLIP));
      await saysVerdict(tab, "denied");
      assert.equal(await tab.ask(() => globalThis.watching), 1);
      await changeText(tab, "mydata", "mydata/");
      await tab.ask(async () => {
        globalThis.element = document.querySelector("undenied-checker");
        globalThis.element.remove();
        await new Promise((done) => setTimeout(done));
      });
      assert.equal(await tab.ask(() => globalThis.watching), 0);
      await tab.ask((good) => {
        globalThis.element.querySelector("code").textContent = good;
      }, GOOD.identity);
      await pause(tab, SETTLED);
      await tab.ask(() => document.body.append(globalThis.element));
      await saysVerdict(tab, "allowed");
      assert.equal(await tab.ask(() => globalThis.watching), 1);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });
  });
}

/** Puts these in place of all children. */
function put(tab, blocks) {
  return tab.ask((blocks) => {
    const children = blocks.map(([kind, text]) => {
      const code = document.createElement("code");
      code.dataset.doc = kind;
      code.textContent = text;
      const block = document.createElement("pre");
      block.append(code);
      return block;
    });
    document.querySelector("undenied-checker").replaceChildren(...children);
  }, blocks);
}

/** In the first block, in the node that is there. */
function changeText(tab, from, to) {
  return tab.ask(
    ([from, to]) => {
      const node = document.querySelector("undenied-checker code").firstChild;
      node.data = node.data.replace(from, to);
    },
    [from, to],
  );
}

/** Counts how often the views are made anew, in `views`. */
function countViews(tab) {
  return tab.ask(() => {
    globalThis.views = 0;
    const observer = new MutationObserver((changes) => {
      globalThis.views += changes.filter(({ addedNodes }) => addedNodes.length > 0).length;
    });
    observer.observe(document.querySelector("undenied-checker").shadowRoot, { childList: true });
  });
}

function kinds(tab) {
  return tab.ask(() => document.querySelector("undenied-checker").documents.map(({ kind }) => kind));
}

function text(tab) {
  return tab.ask(() => document.querySelector("undenied-checker").documents[0].text);
}

function inShadow(tab, selector) {
  return tab.ask(
    (selector) => document.querySelector("undenied-checker").shadowRoot.querySelectorAll(selector).length,
    selector,
  );
}
