//! Corrected documents as commands and infrastructure code, each for the name that it belongs to. Not: what is
//! corrected in them.

use undenied_json::parse;

use super::code::{Form, Names, expression, in_quotes, indented};
use crate::{
    Document, Input, Lang, Localized,
    fix::quoted,
    policy::{Arn, Kind},
    words::kind_name,
};

/// The `documents` of `input` as one text in `form`, which is one of commands, CloudFormation or Terraform; any other
/// stands for commands. A session policy, which is no resource, in code, and what is no JSON yet, follow behind `#` or are
/// named in the template's description.
#[must_use]
pub fn write_corrected(documents: &[Document], input: &Input, form: Form, lang: Lang) -> String {
    let site = Site::of(input, lang);
    let mut parts: Vec<String> = Vec::new();
    let mut others: Vec<&Document> = Vec::new();
    for document in documents.iter().filter(|document| !document.text.trim().is_empty()) {
        let part = Part {
            site: &site,
            text: document.text.trim(),
            key: document.target.as_deref().filter(|_| document.kind == Kind::Key),
            number: parts.len() + 1,
        };
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
        let has_more = |document: &Document| {
            let is_whole = !matches!(document.kind, Kind::Identity | Kind::Trust | Kind::Bucket);
            is_whole && !others.iter().any(|it| it.id == document.id)
        };
        let of_more: Vec<&Document> = documents.iter().filter(|it| has_more(it)).collect();
        return template(&parts, &others, &of_more, lang);
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
    vpc: String,
    region: String,
    access_point: String,
    /// Of the access point.
    account: String,
    lang: Lang,
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
        let point = facts.access_point.clone().unwrap_or_default();
        let of_call = input.request.resource.as_deref().and_then(Arn::parse);
        let of_call = of_call.filter(|arn| arn.resource().starts_with("accesspoint/"));
        let own = of_call.as_ref().map(|arn| arn.account().to_owned());
        let named = of_call.as_ref().and_then(|arn| arn.resource().split('/').nth(1));
        Self {
            vpc: or(point.vpc.as_ref(), "VPC ID", "VPC の ID"),
            region: or(facts.bucket.region.as_ref(), "region", "リージョン"),
            access_point: or(
                named.map(ToOwned::to_owned).or(point.name).as_ref(),
                "access point name",
                "アクセスポイント名",
            ),
            account: or(own.or(point.account).as_ref(), "account ID", "アカウント ID"),
            names: Names::of(input, lang),
            bucket: or(facts.bucket.name.as_ref(), "bucket name", "バケット名"),
            key: or(key, "key ARN", "キーの ARN"),
            endpoint: or(endpoint, "VPC endpoint ID", "VPC エンドポイント ID"),
            lang,
        }
    }
}

/// One document.
struct Part<'a> {
    site: &'a Site,
    text: &'a str,
    /// The key that a key policy was given for.
    key: Option<&'a str>,
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
                let own = self.policy_name(kind);
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
                let key = in_quotes(self.key());
                format!("kms put-key-policy --key-id {key} --policy-name default --policy {policy}")
            }
            Kind::VpcEndpoint => {
                let endpoint = in_quotes(&self.site.endpoint);
                format!(
                    "ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint} --policy-document {policy}"
                )
            }
            Kind::AccessPoint => {
                let (account, name) =
                    (in_quotes(&self.site.account), in_quotes(&self.site.access_point));
                format!(
                    "s3control put-access-point-policy --account-id {account} --name {name} --policy {policy}"
                )
            }
            Kind::PermissionsBoundary => {
                let arn = self.unnamed(kind, "ARN");
                format!(
                    "iam create-policy-version --policy-arn {arn} --set-as-default --policy-document {policy}"
                )
            }
            Kind::Session => {
                let role = self.unnamed(Kind::Trust, "role ARN");
                format!(
                    "sts assume-role --role-arn {role} --role-session-name s3-access --policy {policy}"
                )
            }
            Kind::ServiceControl | Kind::ResourceControl => {
                let id = self.unnamed(kind, "ID");
                format!("organizations update-policy --policy-id {id} --content {policy}")
            }
            Kind::Resource => return None,
        };
        Some(format!("aws {command}"))
    }

    /// What nobody told of a policy of this kind.
    fn unnamed(&self, kind: Kind, what: &str) -> String {
        let name = kind_name(kind);
        in_quotes(&match self.site.lang {
            Lang::En => format!("<{} {what}>", name.en),
            Lang::Ja => format!("<{}の {what}>", name.ja),
        })
    }

    fn key(&self) -> &str {
        self.key.unwrap_or(&self.site.key)
    }

    fn policy_name(&self, kind: Kind) -> String {
        let of = if kind == Kind::PermissionsBoundary { "-boundary" } else { "" };
        format!("s3-access{of}-{}", self.number)
    }

    fn template(&self, kind: Kind) -> Option<String> {
        let Names { name, is_user } = &self.site.names;
        let (name, own) = (quoted(name), quoted(&self.policy_name(kind)));
        let (kind, named, text) = match kind {
            Kind::Identity => {
                let (kind, owner) = if *is_user {
                    ("IAM::UserPolicy", "UserName")
                } else {
                    ("IAM::RolePolicy", "RoleName")
                };
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
            // CloudFormation has their policies in the resources themselves.
            Kind::Key => ("KMS::Key", String::new(), "KeyPolicy"),
            Kind::VpcEndpoint => {
                let service = format!("com.amazonaws.{}.s3", self.site.region);
                let (vpc, service) = (quoted(&self.site.vpc), quoted(&service));
                (
                    "EC2::VPCEndpoint",
                    format!("\"VpcId\": {vpc},\n        \"ServiceName\": {service}"),
                    "PolicyDocument",
                )
            }
            Kind::AccessPoint => {
                let (name, bucket) = (quoted(&self.site.access_point), quoted(&self.site.bucket));
                (
                    "S3::AccessPoint",
                    format!("\"Name\": {name},\n        \"Bucket\": {bucket}"),
                    "Policy",
                )
            }
            Kind::PermissionsBoundary => {
                ("IAM::ManagedPolicy", format!("\"ManagedPolicyName\": {own}"), "PolicyDocument")
            }
            Kind::ServiceControl | Kind::ResourceControl => (
                "Organizations::Policy",
                format!("\"Name\": {own},\n        \"Type\": {}", quoted(of_organization(kind))),
                "Content",
            ),
            Kind::Session | Kind::Resource => return None,
        };
        let named = if named.is_empty() { named } else { format!("{named},\n        ") };
        // What is deleted from a stack must not be deleted in AWS.
        let kept = match kind {
            "KMS::Key" => "\n      \"DeletionPolicy\": \"Retain\",",
            _ => "",
        };
        Some(format!(
            "\"Policy{}\": {{\n      \"Type\": \"AWS::{kind}\",{kept}\n      \"Properties\": {{\n        {named}\"{text}\": {}\n      }}\n    }}",
            self.number,
            indented(self.text, 8)
        ))
    }

    fn terraform(&self, kind: Kind) -> Option<String> {
        let Names { name, is_user } = &self.site.names;
        let (name, own) = (quoted(name), quoted(&self.policy_name(kind)));
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
                let key = quoted(self.key());
                ("kms_key_policy", format!("key_id = {key}"), "policy")
            }
            Kind::VpcEndpoint => {
                let endpoint = quoted(&self.site.endpoint);
                ("vpc_endpoint_policy", format!("vpc_endpoint_id = {endpoint}"), "policy")
            }
            Kind::AccessPoint => {
                let Site { region, account, access_point, .. } = self.site;
                let arn = format!("arn:aws:s3:{region}:{account}:accesspoint/{access_point}");
                let arn = quoted(&arn);
                ("s3control_access_point_policy", format!("access_point_arn = {arn}"), "policy")
            }
            Kind::PermissionsBoundary => ("iam_policy", format!("name = {own}"), "policy"),
            Kind::ServiceControl | Kind::ResourceControl => {
                let of = quoted(of_organization(kind));
                ("organizations_policy", format!("name = {own}\n  type = {of}"), "content")
            }
            Kind::Session | Kind::Resource => return None,
        };
        let policy = expression(self.text, 2);
        Some(format!(
            "resource \"aws_{resource}\" \"s3_access_{}\" {{\n  {named}\n  {text} = {policy}\n}}",
            self.number
        ))
    }
}

/// As AWS Organizations calls the type of a control policy.
const fn of_organization(kind: Kind) -> &'static str {
    match kind {
        Kind::ResourceControl => "RESOURCE_CONTROL_POLICY",
        _ => "SERVICE_CONTROL_POLICY",
    }
}

fn template(
    resources: &[String],
    others: &[&Document],
    of_more: &[&Document],
    lang: Lang,
) -> String {
    let names = |documents: &[&Document]| {
        let names: Vec<&str> = documents.iter().map(|it| *kind_name(it.kind).of(lang)).collect();
        names.join(match lang {
            Lang::En => ", ",
            Lang::Ja => "、",
        })
    };
    let (left_out, more) = (names(others), names(of_more));
    let mut notes: Vec<String> = Vec::new();
    if !left_out.is_empty() {
        notes.push(match lang {
            Lang::En => format!("Not in this template: {left_out}."),
            Lang::Ja => format!("このテンプレートに含まれないもの: {left_out}"),
        });
    }
    if !more.is_empty() {
        notes.push(match lang {
            Lang::En => format!("Import the existing resource into the stack, or take the policy over to the template that has it: {more}."),
            Lang::Ja => format!("既存のリソースをスタックにインポートするか、そのリソースがあるテンプレートにポリシーを移してください: {more}"),
        });
    }
    let description = if notes.is_empty() {
        String::new()
    } else {
        format!("\n  \"Description\": {},", quoted(&notes.join(" ")))
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
