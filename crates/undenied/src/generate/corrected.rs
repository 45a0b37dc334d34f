//! Corrected documents as commands and infrastructure code, each for the name that it belongs to. Not: what is
//! corrected in them.

use undenied_json::parse;

use super::code::{Form, Names, expression, in_quotes, indented};
use crate::{Document, Input, Lang, Localized, fix::quoted, policy::Kind, words::kind_name};

/// The `documents` of `input` as one text in `form`, which is one of commands, CloudFormation or Terraform; any other
/// stands for commands. What the form has no way to say, and what is no JSON yet, follows behind `#` or is named in the
/// template's description.
#[must_use]
pub fn write_corrected(documents: &[Document], input: &Input, form: Form, lang: Lang) -> String {
    let site = Site::of(input, lang);
    let mut parts: Vec<String> = Vec::new();
    let mut others: Vec<&Document> = Vec::new();
    for document in documents.iter().filter(|document| !document.text.trim().is_empty()) {
        let part = Part { site: &site, text: document.text.trim(), number: parts.len() + 1 };
        let written = match form {
            _ if !parse(&document.text).errors.is_empty() => None,
            Form::CloudFormation => part.template(document.kind),
            Form::Terraform => part.terraform(document.kind),
            Form::Text | Form::Json | Form::Commands => part.command(document.kind),
        };
        match written {
            Some(written) => parts.push(written),
            None => others.push(document),
        }
    }
    if form == Form::CloudFormation {
        return template(&parts, &others, lang);
    }
    parts.extend(others.into_iter().map(|document| remark(document, lang)));
    parts.join("\n\n") + "\n"
}

/// What the documents belong to.
struct Site {
    names: Names,
    bucket: String,
    key: String,
    endpoint: String,
}

impl Site {
    fn of(input: &Input, lang: Lang) -> Self {
        let or = |told: Option<&String>, en: &str, ja: &str| {
            let unnamed = Localized { en, ja };
            told.cloned().unwrap_or_else(|| format!("<{}>", unnamed.of(lang)))
        };
        let facts = &input.facts;
        let encryption = facts.bucket.encryption.iter().chain(&facts.object.encryption);
        let key = encryption.filter_map(|encryption| encryption.key_arn.as_ref()).next();
        let key = key.or_else(|| facts.keys.first().map(|key| &key.arn));
        let endpoint = facts.call.vpc_endpoint.as_ref().and_then(Option::as_ref);
        Self {
            names: Names::of(input, lang),
            bucket: or(facts.bucket.name.as_ref(), "bucket name", "バケット名"),
            key: or(key, "key ARN", "キーの ARN"),
            endpoint: or(endpoint, "VPC endpoint ID", "VPC エンドポイント ID"),
        }
    }
}

/// One document.
struct Part<'a> {
    site: &'a Site,
    text: &'a str,
    /// 1-based, for names that must differ.
    number: usize,
}

impl Part<'_> {
    fn command(&self, kind: Kind) -> Option<String> {
        let Names { name, is_user } = &self.site.names;
        let (name, policy) = (in_quotes(name), in_quotes(self.text));
        let command = match kind {
            Kind::Identity => {
                let (verb, flag) = if *is_user {
                    ("put-user-policy", "--user-name")
                } else {
                    ("put-role-policy", "--role-name")
                };
                let own = self.policy_name();
                format!("iam {verb} {flag} {name} --policy-name {own} --policy-document {policy}")
            }
            Kind::Trust => {
                format!(
                    "iam update-assume-role-policy --role-name {name} --policy-document {policy}"
                )
            }
            Kind::Bucket => {
                let bucket = in_quotes(&self.site.bucket);
                format!("s3api put-bucket-policy --bucket {bucket} --policy {policy}")
            }
            Kind::Key => {
                let key = in_quotes(&self.site.key);
                format!("kms put-key-policy --key-id {key} --policy-name default --policy {policy}")
            }
            Kind::VpcEndpoint => {
                let endpoint = in_quotes(&self.site.endpoint);
                format!(
                    "ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint} --policy-document {policy}"
                )
            }
            _ => return None,
        };
        Some(format!("aws {command}"))
    }

    fn policy_name(&self) -> String {
        format!("s3-access-{}", self.number)
    }

    fn template(&self, kind: Kind) -> Option<String> {
        let Names { name, is_user } = &self.site.names;
        let name = quoted(name);
        let (kind, named, text) = match kind {
            Kind::Identity => {
                let (kind, owner) = if *is_user {
                    ("IAM::UserPolicy", "UserName")
                } else {
                    ("IAM::RolePolicy", "RoleName")
                };
                let own = quoted(&self.policy_name());
                (
                    kind,
                    format!("\"{owner}\": {name},\n        \"PolicyName\": {own}"),
                    "PolicyDocument",
                )
            }
            Kind::Trust => {
                ("IAM::Role", format!("\"RoleName\": {name}"), "AssumeRolePolicyDocument")
            }
            Kind::Bucket => {
                let bucket = quoted(&self.site.bucket);
                ("S3::BucketPolicy", format!("\"Bucket\": {bucket}"), "PolicyDocument")
            }
            _ => return None,
        };
        Some(format!(
            "\"Policy{}\": {{\n      \"Type\": \"AWS::{kind}\",\n      \"Properties\": {{\n        {named},\n        \"{text}\": {}\n      }}\n    }}",
            self.number,
            indented(self.text, 8)
        ))
    }

    fn terraform(&self, kind: Kind) -> Option<String> {
        let Names { name, is_user } = &self.site.names;
        let (name, own) = (quoted(name), quoted(&self.policy_name()));
        let (resource, named, text) = match kind {
            Kind::Identity if *is_user => {
                ("iam_user_policy", format!("name = {own}\n  user = {name}"), "policy")
            }
            Kind::Identity => {
                ("iam_role_policy", format!("name = {own}\n  role = {name}"), "policy")
            }
            Kind::Trust => ("iam_role", format!("name = {name}"), "assume_role_policy"),
            Kind::Bucket => {
                let bucket = quoted(&self.site.bucket);
                ("s3_bucket_policy", format!("bucket = {bucket}"), "policy")
            }
            Kind::Key => {
                let key = quoted(&self.site.key);
                ("kms_key_policy", format!("key_id = {key}"), "policy")
            }
            Kind::VpcEndpoint => {
                let endpoint = quoted(&self.site.endpoint);
                ("vpc_endpoint_policy", format!("vpc_endpoint_id = {endpoint}"), "policy")
            }
            _ => return None,
        };
        let policy = expression(self.text, 2);
        Some(format!(
            "resource \"aws_{resource}\" \"s3_access_{}\" {{\n  {named}\n  {text} = {policy}\n}}",
            self.number
        ))
    }
}

fn template(resources: &[String], others: &[&Document], lang: Lang) -> String {
    let names: Vec<&str> = others.iter().map(|it| *kind_name(it.kind).of(lang)).collect();
    let left_out = match lang {
        _ if names.is_empty() => String::new(),
        Lang::En => format!("Not in this template: {}.", names.join(", ")),
        Lang::Ja => format!("このテンプレートに含まれないもの: {}", names.join("、")),
    };
    let description = if left_out.is_empty() {
        String::new()
    } else {
        format!("\n  \"Description\": {},", quoted(&left_out))
    };
    format!(
        "{{\n  \"AWSTemplateFormatVersion\": \"2010-09-09\",{description}\n  \"Resources\": {{\n    {}\n  }}\n}}\n",
        resources.join(",\n    ")
    )
}

fn remark(document: &Document, lang: Lang) -> String {
    let text = format!("{}\n{}", kind_name(document.kind).of(lang), document.text.trim());
    let lines: Vec<String> = text.lines().map(|line| format!("# {line}")).collect();
    lines.join("\n")
}
