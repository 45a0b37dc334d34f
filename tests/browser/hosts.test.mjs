// The widget on the plain page of hosts/html, which says its policy itself. Other hosts: `cargo xtask hosts`.

import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { DIST } from "./harness.mjs";
import { look } from "./hosts/look.mjs";

test("on a plain page with a strict policy and Trusted Types the widget says what denies and shows the fix", async () => {
  const folder = await mkdtemp(join(tmpdir(), "undenied-html-"));
  await cp(fileURLToPath(new URL("hosts/html", import.meta.url)), folder, { recursive: true });
  await cp(join(DIST, "widget"), join(folder, "undenied"), { recursive: true });
  const { said, code, wrong, missing } = await look("html", folder, join(folder, "picture.png"));
  assert.ok(said.includes("The IAM policy does not allow s3:GetObject."), said.join(" | "));
  assert.match(code, /"arn:aws:s3:::acme\/mydata\/\*"$/m);
  assert.deepEqual({ wrong, missing }, { wrong: [], missing: [] });
  await rm(folder, { recursive: true });
});
