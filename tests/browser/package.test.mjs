// The npm package as its users have it: each example of its README does what it says, in Node.js and in a browser, and
// its types tell what it exports.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { assertClean, start } from "./harness.mjs";
import { serve } from "./server.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PACKAGE = process.env.UNDENIED_NPM ?? join(ROOT, "target/npm");
const TOOLS = join(ROOT, "web/node_modules/.bin");
const run = promisify(execFile);

/** Fenced blocks of the README, with the line where each begins. */
const examples = [];
/** A project that has the package installed. */
let project;
let suite;

before(async () => {
  await access(PACKAGE).catch(() => assert.fail(`${PACKAGE} is missing: run \`cargo xtask package\` first`));
  const readme = await readFile(join(PACKAGE, "README.md"), "utf8");
  for (const { 1: language, 2: code, index } of readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)) {
    examples.push({ language, code, line: readme.slice(0, index).split("\n").length });
  }
  await mkdir(join(ROOT, "web/gen"), { recursive: true });
  // Inside the repository, where TypeScript and esbuild are found.
  project = await mkdtemp(join(ROOT, "web/gen/package-"));
  await mkdir(join(project, "node_modules"));
  await symlink(PACKAGE, join(project, "node_modules/undenied"));
  suite = await start();
});
after(async () => {
  await suite?.stop();
  if (project) await rm(project, { recursive: true });
});

const named = (...languages) => examples.filter(({ language }) => languages.includes(language));

/** What the comments say that a block prints, in order. */
const promised = (code) =>
  [...code.matchAll(/\bconsole\.log\(.*?\); \/\/ (.*)$/gm)].flatMap(([, said]) => said.split(" // "));

async function printed(file) {
  const { stdout } = await run(process.execPath, [file], { cwd: project });
  return stdout.trimEnd().split("\n");
}

test("the README has examples in every form", () => {
  for (const language of ["js", "ts", "cjs", "html"]) assert.notEqual(named(language).length, 0, language);
});

test("each example prints in Node.js what the README says", async () => {
  for (const { language, code, line } of named("js", "ts", "cjs")) {
    const file = join(project, `line-${line}.${language === "cjs" ? "cjs" : "mjs"}`);
    await writeFile(file, code);
    if (language === "ts") {
      await run(join(TOOLS, "esbuild"), [file, "--loader:.mjs=ts", `--outfile=${file}`, "--allow-overwrite"]);
    }
    assert.deepEqual(await printed(file), promised(code), `README.md, line ${line}`);
  }
});

test("each example is right by the package's types, however it is imported", async () => {
  const files = [];
  // An example of an error gives on purpose what the types forbid.
  for (const { language, code, line } of named("js", "ts", "cjs").filter(
    ({ code }) => !code.includes("catch"),
  )) {
    const file = `line-${line}.${language === "cjs" ? "cts" : "mts"}`;
    // As TypeScript writes it.
    const required = code.replace(
      /^const (\{.*\}) = require\((.*)\);$/m,
      "import undenied = require($2);\nconst $1 = undenied;",
    );
    await writeFile(join(project, file), required);
    files.push(file);
  }
  const settings = { target: "es2022", lib: ["es2022", "dom"], types: [], strict: true, noEmit: true };
  for (const [module, moduleResolution] of [
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ]) {
    const own = moduleResolution === "bundler" ? files.filter((file) => file.endsWith(".mts")) : files;
    const compilerOptions = { ...settings, module, moduleResolution };
    await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: own }));
    await run(join(TOOLS, "tsc"), ["--project", project]).catch(({ stdout }) => assert.fail(stdout));
  }
});

test("types and modules name the same exports", async () => {
  const text = await readFile(join(PACKAGE, "index.d.ts"), "utf8");
  const declared = new Set([...text.matchAll(/^export function (\w+)/gm)].map(([, name]) => name));
  assert.match(text, /^export default init;$/m);
  const expected = [...declared, "default"].sort();
  for (const file of ["node.js", "node.cjs", "browser.js", "inline.js"]) {
    const { default: own, ...module } = await import(pathToFileURL(join(PACKAGE, file)));
    const names = file.endsWith(".cjs") ? Object.keys(own) : [...Object.keys(module), "default"];
    assert.deepEqual(names.filter((name) => name !== "module.exports").sort(), expected, file);
  }
});

test("what is published is all there", async () => {
  const manifest = JSON.parse(await readFile(join(PACKAGE, "package.json"), "utf8"));
  const named = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(named));
  const files = [manifest.main, manifest.module, manifest.types, ...named(manifest.exports)];
  for (const file of files) await access(join(PACKAGE, file));
});

test("before it is loaded, the package says what to do", async () => {
  const { check } = await import(`${pathToFileURL(join(PACKAGE, "browser.js"))}?fresh`);
  assert.throws(() => check({}), {
    name: "Error",
    message: "undenied is not loaded yet: `await init()` comes first",
  });
});

test("with the WebAssembly inside, it is there at the first call", async () => {
  const { authorize } = await import(pathToFileURL(join(PACKAGE, "inline.js")));
  assert.equal(authorize({ request: { action: "s3:GetObject" }, policies: [] }).decision, "implicitDeny");
});

test("whatever is given, an error is an Error with a sentence", async () => {
  const { applyFix, authorize, check, explain } = createRequire(import.meta.url)(PACKAGE);
  for (const [call, message] of [
    [() => check(), "a case is a JSON object"],
    [() => check([]), "a case is a JSON object"],
    [() => check({ documents: 1 }), "`documents` is not a list"],
    [() => authorize("x"), "what to decide is an object with `request` and `policies`"],
    [() => authorize({ request: { action: 1 } }), "`request.action` is not a string"],
    [() => applyFix({}), "a fix is an object with `edits`"],
    [() => applyFix(null, {}), "a case is a JSON object"],
    [() => explain("nothing"), "there is no rule `nothing`"],
    [() => explain(), "there is no rule ``"],
  ]) {
    assert.throws(call, { name: "Error", message });
  }
});

test("a page imports it without a bundler, under a strict policy", async () => {
  const [{ code }] = named("html");
  const [, script] = code.match(/<script type="module">\n(.*?)<\/script>/s);
  const body = code.replace(/<script.*<\/script>/s, '<script type="module" src="main.js"></script>');
  const policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'";
  const site = await serve(project, {
    extra: {
      "/": { headers: { "content-security-policy": policy }, body: `${body}<link rel="icon" href="data:,">` },
      "/main.js": { type: "text/javascript", body: script },
    },
  });
  const page = await suite.newPage();
  await page.goto(site.origin);
  await page.waitForFunction(() => document.title !== "Why is it denied?");
  assert.equal(await page.title(), "implicitDeny");
  assertClean(page, site.origin);
  await site.close();
});
