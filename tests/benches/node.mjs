// How long the npm package takes for one request against documents at AWS's size limits, beside the native
// program for the same lines: `cargo build --release -p undenied-cli && cargo xtask wasm`, then
// `node tests/benches/node.mjs PATH/TO/undenied target/npm`. Prints both; nothing fails on a slow machine.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , program, folder] = process.argv;
const ROUNDS = 400;
/** Characters that AWS allows for each kind of policy. */
const LIMITS = { identity: 6_144, trust: 2_048, bucket: 20_480, key: 32_768, serviceControl: 10_240 };

function policy(kind, size) {
  const principal = ["identity", "serviceControl"].includes(kind)
    ? {}
    : { Principal: { AWS: "arn:aws:iam::111122223333:role/import" } };
  const statement = (index) => ({
    Sid: `S${index}`,
    Effect: "Allow",
    ...principal,
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: [`arn:aws:s3:::acme-${index}`, `arn:aws:s3:::acme-${index}/*`],
    Condition: { StringLike: { "aws:UserAgent": [`a*b*c${index}`, "x?z"] } },
  });
  const count = Math.floor(size / JSON.stringify(statement(100)).length);
  const statements = Array.from({ length: count }, (_, index) => statement(index));
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const line = {
  request: {
    principal: "arn:aws:iam::111122223333:role/import",
    action: "s3:GetObject",
    resource: "arn:aws:s3:::acme-7/mydata/x.csv",
    resourceAccount: "111122223333",
  },
  policies: Object.entries(LIMITS).map(([kind, size]) => ({ kind, document: policy(kind, size) })),
};

const { authorize, default: init } = await import(pathToFileURL(`${folder}/undenied.js`));
await init({ module_or_path: readFileSync(`${folder}/undenied_bg.wasm`) });
for (let round = 0; round < 50; round += 1) authorize(line);
const start = performance.now();
for (let round = 0; round < ROUNDS; round += 1) authorize(line);
const wasm = (performance.now() - start) / ROUNDS;

const input = `${JSON.stringify(line)}\n`;
const run = (rounds) => {
  const start = performance.now();
  spawnSync(program, ["authorize"], { input: input.repeat(rounds), maxBuffer: 1 << 30 });
  return performance.now() - start;
};
run(1);
const native = (run(ROUNDS + 1) - run(1)) / ROUNDS;
console.log(
  `wasm under Node ${wasm.toFixed(2)} ms, native ${native.toFixed(2)} ms, ${(wasm / native).toFixed(1)} times`,
);
