// What each app tells: a decision, a text with its fix, and what an error says.

import { applyFix, authorize, explain } from "undenied";

const request = { action: "s3:GetObject", resource: "arn:aws:s3:::acme/a.csv" };
const fix = { title: "", impact: "widens", edits: [{ document: "a", start: 6, end: 6, text: "/*" }] };

export const told = () =>
  [
    authorize({ request, policies: [] }).decision,
    applyFix("bucket", fix),
    explain("An error occurred (NoSuchBucket)").code,
  ].join(" ");
