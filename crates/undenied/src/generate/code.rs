//! Generated policies as commands and infrastructure code. Not: what stands in them.

use undenied_json::replaced;

use super::Generated;
use crate::{
    Input, Lang, Localized,
    fix::quoted,
    policy::{Arn, Kind},
};

/// What to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Each policy under its title, in Markdown.
    #[default]
    Text,
    /// A list of the policies, for programs.
    Json,
    /// Commands of the AWS CLI.
    Commands,
    /// A CloudFormation template, as JSON.
    CloudFormation,
    /// Terraform, in HCL.
    Terraform,
}

/// `generated` as one text. Policies that are to be added to what is there have no command of their
/// own: each would replace what others rely on. They follow as JSON, behind `#`; a template has no room
/// for them.
#[must_use]
pub fn write(generated: &[Generated], input: &Input, form: Form, lang: Lang) -> String {
    let names = Names::of(input, lang);
    let find = |kind: Kind| generated.iter().find(|policy| policy.kind == kind);
    let (identity, trust) = (find(Kind::Identity), find(Kind::Trust));
    let mut parts: Vec<String> = match form {
        Form::Text => generated.iter().map(|policy| titled(policy, lang)).collect(),
        Form::Json => return list(generated, lang),
        Form::Commands => commands(identity, trust, &names),
        Form::CloudFormation => return template(identity, trust, &names),
        Form::Terraform => terraform(identity, trust, &names),
    };
    if form != Form::Text {
        let note = identity.and_then(|it| it.note.as_ref());
        parts.splice(0..0, note.map(|note| comment(note.of(lang))));
        let additions = generated.iter().filter(|policy| policy.is_addition);
        parts.extend(additions.map(|policy| {
            comment(&format!("{}\n{}", explained(policy, lang).join("\n"), policy.policy))
        }));
    }
    parts.join("\n\n") + "\n"
}

/// Whom the policies are for.
pub(super) struct Names {
    pub(super) name: String,
    pub(super) is_user: bool,
}

impl Names {
    pub(super) fn of(input: &Input, lang: Lang) -> Self {
        let arn = input.request.principal.as_deref().and_then(Arn::parse);
        let unnamed = Localized { en: "<role name>", ja: "<ロール名>" };
        let name = arn.as_ref().map_or(*unnamed.of(lang), Arn::name).to_owned();
        Self { name, is_user: arn.is_some_and(|arn| arn.is_user()) }
    }
}

fn title(policy: &Generated, lang: Lang) -> String {
    let add = Localized {
        en: " (add its statements to the policy that is there)",
        ja: "（既存のポリシーにステートメントを追加）",
    };
    let add = if policy.is_addition { *add.of(lang) } else { "" };
    format!("{}{add}", policy.title.of(lang))
}

/// Title and note.
fn explained(policy: &Generated, lang: Lang) -> Vec<String> {
    let note = policy.note.iter().map(|note| note.of(lang).clone());
    core::iter::once(title(policy, lang)).chain(note).collect()
}

/// Each line of `text` behind `#`.
fn comment(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("# {line}")).collect();
    lines.join("\n")
}

fn titled(policy: &Generated, lang: Lang) -> String {
    format!("## {}\n\n```json\n{}\n```", explained(policy, lang).join("\n\n"), policy.policy)
}

fn list(generated: &[Generated], lang: Lang) -> String {
    let entries = generated.iter().map(|policy| {
        let note = policy.note.as_ref();
        let note = note.map(|note| format!("    \"note\": {},\n", quoted(note.of(lang))));
        format!(
            "  {{\n    \"kind\": {},\n    \"title\": {},\n{}    \"isAddition\": {},\n    \"document\": {}\n  }}",
            quoted(crate::wire::kind_name(policy.kind)),
            quoted(policy.title.of(lang)),
            note.unwrap_or_default(),
            policy.is_addition,
            indented(&policy.policy, 4)
        )
    });
    let entries: Vec<String> = entries.collect();
    format!("[\n{}\n]\n", entries.join(",\n"))
}

/// In single quotes for a shell.
pub(super) fn in_quotes(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn commands(
    identity: Option<&Generated>,
    trust: Option<&Generated>,
    Names { name, is_user }: &Names,
) -> Vec<String> {
    let (verb, flag) = if *is_user {
        ("put-user-policy", "--user-name")
    } else {
        ("put-role-policy", "--role-name")
    };
    let name = in_quotes(name);
    let identity = identity.map(|policy| {
        let policy = in_quotes(&policy.policy);
        format!("aws iam {verb} {flag} {name} --policy-name s3-access --policy-document {policy}")
    });
    let trust = trust.map(|policy| {
        let policy = in_quotes(&policy.policy);
        format!("aws iam update-assume-role-policy --role-name {name} --policy-document {policy}")
    });
    identity.into_iter().chain(trust).collect()
}

/// `text` with each line but the first moved to the right.
pub(super) fn indented(text: &str, by: usize) -> String {
    text.replace('\n', &format!("\n{}", " ".repeat(by)))
}

fn template(
    identity: Option<&Generated>,
    trust: Option<&Generated>,
    Names { name, is_user }: &Names,
) -> String {
    let policy = identity.map(|it| indented(&it.policy, 8)).unwrap_or_default();
    let name = quoted(name);
    let resource = match trust {
        Some(trust) => format!(
            "\"Role\": {{\n      \"Type\": \"AWS::IAM::Role\",\n      \"Properties\": {{\n        \"RoleName\": {name},\n        \"AssumeRolePolicyDocument\": {},\n        \"Policies\": [{{ \"PolicyName\": \"s3-access\", \"PolicyDocument\": {policy} }}]\n      }}\n    }}",
            indented(&trust.policy, 8)
        ),
        None => {
            let (kind, owner) =
                if *is_user { ("UserPolicy", "UserName") } else { ("RolePolicy", "RoleName") };
            format!(
                "\"Policy\": {{\n      \"Type\": \"AWS::IAM::{kind}\",\n      \"Properties\": {{\n        \"{owner}\": {name},\n        \"PolicyName\": \"s3-access\",\n        \"PolicyDocument\": {policy}\n      }}\n    }}"
            )
        }
    };
    // In English: ASCII passes every tool around CloudFormation.
    let note = identity.and_then(|it| it.note.as_ref());
    let note = note.map(|note| format!("  \"Description\": {},\n", quoted(&note.en)));
    let note = note.unwrap_or_default();
    format!(
        "{{\n  \"AWSTemplateFormatVersion\": \"2010-09-09\",\n{note}  \"Resources\": {{\n    {resource}\n  }}\n}}\n"
    )
}

/// JSON is an expression of HCL, but for what Terraform fills in.
pub(super) fn expression(policy: &str, by: usize) -> String {
    let escaped = replaced(&replaced(policy, "${", "$${"), "%{", "%%{");
    format!("jsonencode({})", indented(&escaped, by))
}

fn terraform(
    identity: Option<&Generated>,
    trust: Option<&Generated>,
    Names { name, is_user }: &Names,
) -> Vec<String> {
    let mut parts = Vec::new();
    let name = quoted(name);
    if let Some(trust) = trust {
        parts.push(format!(
            "resource \"aws_iam_role\" \"s3_access\" {{\n  name               = {name}\n  assume_role_policy = {}\n}}",
            expression(&trust.policy, 2)
        ));
    }
    let (kind, owner) = if *is_user { ("user", "user") } else { ("role", "role") };
    let reference = if trust.is_some() { "aws_iam_role.s3_access.name".to_owned() } else { name };
    if let Some(identity) = identity {
        parts.push(format!(
            "resource \"aws_iam_{kind}_policy\" \"s3_access\" {{\n  name   = \"s3-access\"\n  {owner}   = {reference}\n  policy = {}\n}}",
            expression(&identity.policy, 2)
        ));
    }
    parts
}
