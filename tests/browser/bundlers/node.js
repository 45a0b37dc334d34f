// The same on a server.

import { authorize } from "undenied";

const request = { action: "s3:GetObject", resource: "arn:aws:s3:::acme/a.csv" };

console.log(authorize({ request, policies: [] }).decision);
