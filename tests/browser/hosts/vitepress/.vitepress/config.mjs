import { defineConfig } from "vitepress";

export default defineConfig({
  title: "Acme",
  head: [["script", { type: "module", src: "/undenied/undenied-checker.js" }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("undenied-") } } },
  themeConfig: { sidebar: [{ text: "When the import is denied", link: "/denied" }] },
});
