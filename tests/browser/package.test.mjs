// The npm package as its users have it: each example of its README does what it says, in Node.js and in a browser, and
// its types tell what it exports.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
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

test("every answer of `explain` is of its type, no more, no less", async () => {
  const { explain } = createRequire(import.meta.url)(PACKAGE);
  const corpus = join(ROOT, "tests/corpora/denied");
  const texts = await Promise.all(
    (await readdir(corpus)).map((file) => readFile(join(corpus, file), "utf8")),
  );
  const answers = texts.map((text) => explain(text.match(/^```text error\n(.*?)\n```$/ms)[1]));
  assert.ok(answers.length > 100);
  const code = answers.map((answer) => `(${JSON.stringify(answer)}) satisfies Explanation;`).join("\n");
  await writeFile(
    join(project, "answers.mts"),
    `import type { Explanation } from "undenied";\n${code}\nexport {};\n`,
  );
  const compilerOptions = { target: "es2022", module: "nodenext", types: [], strict: true, noEmit: true };
  await writeFile(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["answers.mts"] }),
  );
  await run(join(TOOLS, "tsc"), ["--project", project]).catch(({ stdout }) => assert.fail(stdout));
});

test("types and modules name the same exports", async () => {
  const text = await readFile(join(PACKAGE, "index.d.ts"), "utf8");
  const declared = new Set([...text.matchAll(/^export function (\w+)/gm)].map(([, name]) => name));
  assert.match(text, /^export default init;$/m);
  const expected = [...declared, "default"].sort();
  const hosts = ["node.js", "node.cjs", "browser.js", "inline.js"];
  for (const file of hosts.flatMap((host) => [host, `full.${host}`])) {
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
  const { applyFix, check, explain, init, initExplain } = await import(
    `${pathToFileURL(join(PACKAGE, "browser.js"))}?fresh`
  );
  const early = { name: "Error", message: "undenied is not loaded yet: `await init()` comes first" };
  const earlyExplain = {
    name: "Error",
    message: "`explain` is not loaded yet: `await initExplain()` comes first",
  };
  assert.throws(() => check({}), early);
  assert.throws(() => explain("NoSuchBucket"), earlyExplain);
  await initExplain(await readFile(join(PACKAGE, "undenied_explain_bg.wasm")));
  assert.equal(explain("NoSuchBucket").code, "NoSuchBucket");
  assert.throws(() => applyFix("a", {}), early);
  await init(await readFile(join(PACKAGE, "undenied_bg.wasm")));
  assert.equal(check({}).schema, 1);
});

test("each entry has its engine, and the full one says more of one policy", async () => {
  const statement = { Effect: "Allow", Action: "sqs:GetMessage", Resource: "*" };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const input = { documents: [{ id: "policy", kind: "identity", text }] };
  const codes = async (file, wasm) => {
    const { check, init } = await import(`${pathToFileURL(join(PACKAGE, file))}?engine`);
    await init(wasm && (await readFile(join(PACKAGE, wasm))));
    return check(input).findings.map(({ code }) => code);
  };
  const full = ["INVALID_ACTION"];
  assert.deepEqual(await codes("full.node.js"), full);
  assert.deepEqual(await codes("full.inline.js"), full);
  assert.deepEqual(await codes("full.browser.js", "undenied_full_bg.wasm"), full);
  assert.deepEqual(
    createRequire(import.meta.url)(join(PACKAGE, "full.node.cjs")).check(input).findings.length,
    1,
  );
  assert.deepEqual(await codes("node.js"), []);
  assert.deepEqual(await codes("browser.js", "undenied_bg.wasm"), []);
  for (const [file, name] of [
    ["browser.js", "/undenied_bg.wasm"],
    ["full.browser.js", "/undenied_full_bg.wasm"],
  ])
    assert.ok((await readFile(join(PACKAGE, file), "utf8")).includes(name), file);
});

test("a text is fixed by the offsets of JavaScript's own strings", () => {
  const { applyFix, check } = createRequire(import.meta.url)(PACKAGE);
  const edit = (start, end, text, document = "a") => ({ document, start, end, text });
  const fixed = (text, ...edits) => applyFix(text, { title: "", impact: "tidies", edits });
  assert.equal(fixed("😀あx", edit(3, 4, "y")), "😀あy");
  assert.equal(fixed("1,,2", edit(2, 3, ""), edit(4, 4, "]"), edit(0, 0, "[")), "[1,2]");
  assert.equal(fixed("x", edit(0, 0, "a"), edit(0, 0, "b"), edit(0, 1, "c")), "abc");
  assert.equal(fixed("", edit(0, 0, "a")), "a");

  const text = `\uFEFF{"Version": "2012-10-17",\r\n "Id": "😀 あ", "Statement": [\r\n
    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme"}]}`;
  const request = { principal: "arn:aws:iam::111122223333:role/r", resourceAccount: "111122223333" };
  const input = {
    documents: [{ id: "p", kind: "identity", text }],
    request: { ...request, action: "s3:GetObject", resource: "arn:aws:s3:::acme/x.csv" },
  };
  const fixes = check(input).findings.flatMap((finding) => finding.fixes);
  assert.notEqual(fixes.length, 0);
  for (const fix of fixes) assert.equal(applyFix(text, fix), applyFix(input, fix)[0].text, fix.title);
});

test("`explain` tells what the error says, in either language, without its secrets", () => {
  const { explain } = createRequire(import.meta.url)(PACKAGE);
  const secret = "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKX";
  const error = "An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied";
  const [english, japanese] = [explain(`😀 ${secret}\n${error}`), explain(error, "ja")];
  assert.deepEqual([english.category, english.code, english.client], ["denied", "AccessDenied", "aws-cli"]);
  assert.deepEqual([english.action, english.decision], ["s3:ListBucket", "unknown"]);
  assert.deepEqual([english.places.code.start.line, english.masked[0].kind], [2, "secretAccessKey"]);
  assert.equal(JSON.stringify(english).includes("wJalr"), false);
  assert.match(japanese.headline, /[ぁ-ん]/);
  assert.equal(explain("").category, "noError");
});

test("with the WebAssembly inside, it is there at the first call", async () => {
  const { authorize, explain } = await import(pathToFileURL(join(PACKAGE, "inline.js")));
  assert.equal(authorize({ request: { action: "s3:GetObject" }, policies: [] }).decision, "implicitDeny");
  assert.equal(explain("NoSuchBucket").code, "NoSuchBucket");
});

test("whoever does not explain errors does not carry what does", async () => {
  const weight = async (name) => {
    const [entry, bundle] = [join(project, `${name}.js`), join(project, `${name}.out.js`)];
    await writeFile(entry, `export { ${name} } from "undenied/inline";`);
    await run(join(TOOLS, "esbuild"), [entry, "--bundle", "--format=esm", `--outfile=${bundle}`]);
    return (await readFile(bundle)).length;
  };
  const { length } = await readFile(join(PACKAGE, "undenied_explain_bg.wasm"));
  assert.ok((await weight("explain")) - (await weight("check")) > length);
});

test("whatever is given, an error is an Error with a sentence", async () => {
  const { applyFix, authorize, check, explain } = createRequire(import.meta.url)(PACKAGE);
  const edit = (start, end, document = "a") => ({ document, start, end, text: "" });
  const edited = (...edits) => applyFix("a", { edits });
  for (const [call, message] of [
    [() => check(), "a case is a JSON object"],
    [() => check([]), "a case is a JSON object"],
    [() => check({ documents: 1 }), "`documents` is not a list"],
    [() => authorize("x"), "what to decide is an object with `request` and `policies`"],
    [() => authorize({ request: { action: 1 } }), "`request.action` is not a string"],
    [() => applyFix({}), "a fix is an object with `edits`"],
    [() => applyFix(null, {}), "a case is a JSON object"],
    [() => applyFix("a"), "a fix is an object with `edits`"],
    [() => applyFix("a", []), "a fix is an object with `edits`"],
    [() => applyFix("a", { edits: [] }), "a fix is an object with `edits`"],
    [() => applyFix("a", { edits: [{}] }), "an edit is an object with `document`, `start`, `end` and `text`"],
    [() => edited(edit(0, 2)), "this fix is of another text: an edit lies outside of this one"],
    [() => edited(edit(-1, 0)), "this fix is of another text: an edit lies outside of this one"],
    [() => edited(edit(1, 0)), "this fix is of another text: an edit lies outside of this one"],
    [() => edited(edit(0, 1), edit(0, 1)), "two edits of this fix change the same place"],
    [() => edited(edit(0, 0), edit(1, 1, "b")), "this fix changes several documents: apply it to the case"],
    [() => explain(), "what to explain is a text"],
    [() => explain({}), "what to explain is a text"],
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
