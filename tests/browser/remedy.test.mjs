// From the diagnosis to AWS: corrected documents as code, and changes that no document can make.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertClean, start } from "./harness.mjs";
import * as steps from "./steps.mjs";

let suite;
before(async () => {
  suite = await start();
});
after(() => suite?.stop());

async function open() {
  const page = await suite.open();
  await steps.loaded(page);
  await steps.readerLoaded(page);
  return page;
}

const SLIP = steps.GOOD.identity.replace("mydata/*", "mydata");
const KEY = "arn:aws:kms:us-west-2:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const printed = (command, output) => `$ aws ${command}\n${JSON.stringify(output, null, 2)}\n`;

test("a corrected policy is copied as JSON, commands, CloudFormation and Terraform", async () => {
  const page = await open();
  await steps.give(page, { ...steps.GOOD, identity: SLIP });
  await steps.verdictIs(page, "denied");
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      globalThis.written = text;
    };
  });
  const begins = {
    json: /^\{\s+"Version"/,
    cli: /^aws iam put-role-policy --role-name 'tidb-cloud-import'/,
    cloudformation: /"AWS::IAM::RolePolicy"/,
    terraform: /^resource "aws_iam_role_policy"/,
  };
  for (const [form, expected] of Object.entries(begins)) {
    await page.locator(`.guide [data-form=${form}]`).click();
    await page.locator(`.guide [data-form=${form}]`, { hasText: "Copied" }).waitFor();
    const written = await page.evaluate(() => globalThis.written);
    assert.match(written, expected);
    assert.match(written, /tidb-cloud-source-data\/mydata\/\*/);
    assert.doesNotMatch(written, /sts:AssumeRole/);
  }
  // The text in the box is still the user's.
  assert.equal(await steps.text(page, "identity"), SLIP);
  assertClean(page, suite.origin);
});

test("what no document changes is still to do in AWS, and moves the verdict once it is done", async () => {
  const page = await open();
  await steps.give(page, { ...steps.GOOD, identity: SLIP });
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: KEY } };
  const encryption = { ServerSideEncryptionConfiguration: { Rules: [rule] } };
  await steps.pasteAnything(
    page,
    printed("s3api get-bucket-encryption --bucket tidb-cloud-source-data", encryption),
  );
  await steps.went(page, "fact");
  const metadata = { Arn: KEY, AWSAccountId: "210987654321", KeyManager: "CUSTOMER", KeyState: "Disabled" };
  await steps.pasteAnything(page, printed(`kms describe-key --key-id ${KEY}`, { KeyMetadata: metadata }));
  await steps.went(page, "fact");
  const policy = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::210987654321:root" },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  };
  await steps.pasteAnything(
    page,
    printed(`kms get-key-policy --key-id ${KEY} --policy-name default --query Policy --output text`, policy),
  );
  await page.locator(".station[data-state=denied]", { hasText: "KMS key" }).first().waitFor();

  await steps.applyAllFixes(page);
  const todo = page.locator("[data-todo]");
  await todo.waitFor();
  assert.match(await todo.innerText(), /KMS key[\s\S]*Allowed/);
  await steps.verdictIs(page, "denied");

  await page.locator(".guide [data-action=change-made]").click();
  await steps.verdictIs(page, "allowed");
  await page.locator("[data-action=undo]").click();
  await steps.verdictIs(page, "denied");
  assertClean(page, suite.origin);
});
