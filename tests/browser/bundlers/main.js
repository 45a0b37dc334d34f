// An app as small as can be: its title is the decision.

import init, { authorize } from "undenied";

const request = { action: "s3:GetObject", resource: "arn:aws:s3:::acme/a.csv" };

init()
  .then(() => authorize({ request, policies: [] }).decision)
  .catch(String)
  .then((decision) => {
    document.title = decision;
  });
