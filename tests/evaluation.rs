//! Every rule of AWS's evaluation as a named test over `undenied authorize`, with the page that says so.
//! Not: what the page or `check` makes of a decision.

#![allow(
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "these helpers are called by tests alone, and `json!` makes values to give away"
)]

#[path = "evaluation/accounts.rs"]
mod accounts;
#[path = "evaluation/assumptions.rs"]
mod assumptions;
#[path = "evaluation/conditions.rs"]
mod conditions;
#[path = "evaluation/keys.rs"]
mod keys;
#[path = "evaluation/order.rs"]
mod order;
#[path = "evaluation/organizations.rs"]
mod organizations;
#[path = "evaluation/principals.rs"]
mod principals;
#[path = "evaluation/s3.rs"]
mod s3;
#[path = "evaluation/unknown.rs"]
mod unknown;

use serde_json::{Value, json};
use undenied::wire::authorize_line;

const ACCOUNT: &str = "111122223333";
const ROLE: &str = "arn:aws:iam::111122223333:role/import";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/import/s1";
const USER: &str = "arn:aws:iam::111122223333:user/jane";
const FOREIGN_ROLE: &str = "arn:aws:iam::999988887777:role/loader";
const BUCKET: &str = "arn:aws:s3:::acme";
const OBJECT: &str = "arn:aws:s3:::acme/mydata/x.csv";

/// A request and what has a say in it.
struct Scene(Value);

/// `principal` reads [`OBJECT`], which [`ACCOUNT`] owns; its context is complete.
fn reading(principal: &str) -> Scene {
    Scene(json!({
        "request": {
            "principal": principal, "action": "s3:GetObject", "resource": OBJECT,
            "resourceAccount": ACCOUNT, "context": {}, "contextComplete": true,
        },
        "policies": [],
        "facts": {},
    }))
}

impl Scene {
    /// Sets a field of the request.
    fn request(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0["request"][name] = value.into();
        self
    }

    fn action(self, action: &str, resource: &str) -> Self {
        self.request("action", action).request("resource", resource)
    }

    fn context(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0["request"]["context"][key] = value.into();
        self
    }

    fn facts(mut self, facts: Value) -> Self {
        self.0["facts"] = facts;
        self
    }

    /// A policy of one statement.
    fn with(self, kind: &str, statement: Value) -> Self {
        self.at(kind, "r-root", statement)
    }

    /// A control policy attached at `target`.
    fn at(mut self, kind: &str, target: &str, statement: Value) -> Self {
        let document = json!({"Version": "2012-10-17", "Statement": [statement]});
        let policy = json!({"kind": kind, "target": target, "document": document});
        self.0["policies"].as_array_mut().unwrap().push(policy);
        self
    }

    fn answer(&self) -> Value {
        serde_json::from_str(&authorize_line(&self.0.to_string())).unwrap()
    }

    #[track_caller]
    fn is(self, decision: &str) -> Self {
        let answer = self.answer();
        assert_eq!(answer["decision"], decision, "{:#}\n{answer:#}", self.0);
        self
    }

    #[track_caller]
    fn blocked_by(self, barriers: &[&str]) -> Self {
        let answer = self.answer();
        assert_eq!(answer["blockedBy"], json!(barriers), "{:#}\n{answer:#}", self.0);
        self
    }

    /// Exactly these assumptions, by how they begin.
    #[track_caller]
    fn assumes(self, beginnings: &[&str]) -> Self {
        let answer = self.answer();
        let all = answer["assumptions"].as_array().cloned().unwrap_or_default();
        let fits = |(told, wanted): (&Value, &&str)| told.as_str().unwrap().starts_with(*wanted);
        let fit = all.len() == beginnings.len() && all.iter().zip(beginnings).all(fits);
        assert!(fit, "{:#}\n{answer:#}", self.0);
        self
    }

    #[track_caller]
    fn missing(self, names: &[&str]) -> Self {
        let answer = self.answer();
        assert_eq!(answer["missing"], json!(names), "{:#}\n{answer:#}", self.0);
        self
    }
}

/// A statement of an identity-based policy.
fn allow(action: &str, resource: &str) -> Value {
    json!({"Effect": "Allow", "Action": action, "Resource": resource})
}

fn deny(action: &str, resource: &str) -> Value {
    json!({"Effect": "Deny", "Action": action, "Resource": resource})
}

/// A statement of a resource-based policy for everything in the bucket.
fn lets(principal: Value) -> Value {
    json!({"Effect": "Allow", "Principal": principal, "Action": "s3:*", "Resource": [BUCKET, "arn:aws:s3:::acme/*"]})
}

fn stops(principal: Value) -> Value {
    let mut statement = lets(principal);
    statement["Effect"] = json!("Deny");
    statement
}

/// `statement` with a condition.
fn when(mut statement: Value, condition: Value) -> Value {
    statement["Condition"] = condition;
    statement
}
