export default {
  title: "Acme",
  url: "https://docs.example.com",
  baseUrl: "/",
  scripts: [{ src: "/undenied/undenied-checker.js", type: "module" }],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
  themeConfig: { colorMode: { respectPrefersColorScheme: true } },
};
