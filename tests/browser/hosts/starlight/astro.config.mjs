import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

const script = { tag: "script", attrs: { type: "module", src: "/undenied/undenied-checker.js" } };

export default defineConfig({
  integrations: [starlight({ title: "Acme", head: [script], sidebar: ["denied"] })],
});
