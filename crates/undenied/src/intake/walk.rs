//! Finding policies inside a command's output, by the names of its members.

use undenied_json::{Node, Span, Text, parse};

use super::{Found, Intake, Note, Transcript, is_policy};
use crate::{
    catalog,
    lang::Words,
    policy::{self, Arn, Kind},
};

/// Every policy below `root`, the caller, and what was left out.
pub(super) fn walk(text: &str, root: &Node) -> Intake {
    let mut walk = Walk { text, principals: Vec::new(), intake: Intake::default() };
    walk.node(root, &Path::Root);
    if let [principal] = walk.principals.as_slice() {
        walk.intake.principal = Some(principal.clone());
    }
    walk.intake
}

struct Walk<'a> {
    text: &'a str,
    principals: Vec<String>,
    intake: Intake,
}

/// The way from the root to a value.
enum Path<'a> {
    Root,
    Member { parent: &'a Path<'a>, node: &'a Node, name: &'a str },
    Element { parent: &'a Path<'a>, index: usize },
}

impl Path<'_> {
    fn text(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Member { parent: Self::Root, name, .. } => (*name).to_owned(),
            Self::Member { parent, name, .. } => format!("{}.{name}", parent.text()),
            Self::Element { parent, index } => format!("{}[{index}]", parent.text()),
        }
    }

    /// The name of the member that it ends in, list positions aside.
    fn name(&self) -> &str {
        match self {
            Self::Root => "",
            Self::Member { name, .. } => name,
            Self::Element { parent, .. } => parent.name(),
        }
    }

    fn is_below(&self, wanted: &str) -> bool {
        match self {
            Self::Root => false,
            Self::Member { parent, name, .. } => *name == wanted || parent.is_below(wanted),
            Self::Element { parent, .. } => parent.is_below(wanted),
        }
    }

    /// The object that holds the value.
    fn holder(&self) -> Option<&Node> {
        match self {
            Self::Member { node, .. } => Some(node),
            Self::Root | Self::Element { .. } => None,
        }
    }
}

impl Walk<'_> {
    // Nesting is bounded by the parser.
    fn node(&mut self, node: &Node, path: &Path<'_>) {
        if is_policy(node) {
            let mut transcript = Transcript::default();
            transcript.keep(self.text, node.span);
            return self.found(transcript, path);
        }
        for (index, element) in node.elements().unwrap_or_default().iter().enumerate() {
            self.node(element, &Path::Element { parent: path, index });
        }
        for member in node.members().unwrap_or_default() {
            let name = member.name.value.as_str();
            self.member(&member.value, &Path::Member { parent: path, node, name });
        }
    }

    fn member(&mut self, value: &Node, path: &Path<'_>) {
        let Some(text) = value.text() else { return self.node(value, path) };
        match path.name() {
            "PolicyArn" => self.attached(&text.value, text.span),
            "Arn" => self.principal(&text.value),
            _ => {
                if let Some(policy) = policy_in(self.text, text) {
                    self.found(policy, path);
                }
            }
        }
    }

    fn found(&mut self, transcript: Transcript, path: &Path<'_>) {
        let (text, origin) = transcript.finish();
        let kind = kind(&text, path);
        let (why, name, target) = Default::default();
        let path = path.text();
        self.intake.documents.push(Found { kind, why, name, path, text, origin, target });
    }

    /// An attached managed policy: AWS's own are known, others have to be fetched.
    fn attached(&mut self, arn: &str, span: Span) {
        if let Some(text) = catalog::managed_policy(arn) {
            let name = Arn::parse(arn).map_or_else(|| arn.to_owned(), |arn| arn.name().to_owned());
            let mut transcript = Transcript::default();
            transcript.write(text, span);
            let (text, origin) = transcript.finish();
            let (why, target) = Default::default();
            let path = name.clone();
            let name = Some(name);
            let kind = Kind::Identity;
            self.intake.documents.push(Found { kind, why, name, path, text, origin, target });
            return;
        }
        let words = Words {
            en: format!(
                "`{arn}` is attached but not here; run `aws iam get-policy-version --policy-arn {arn} --version-id v1` with its default version."
            ),
            ja: format!(
                "`{arn}` がアタッチされていますが、ここには内容がありません。`aws iam get-policy-version --policy-arn {arn} --version-id v1` を、デフォルトのバージョンを指定して実行してください。"
            ),
        };
        self.intake.notes.push(Note { words, command: None, span });
    }

    fn principal(&mut self, arn: &str) {
        let is_caller = Arn::parse(arn)
            .is_some_and(|arn| arn.is_role() || arn.is_user() || arn.session_role().is_some());
        if is_caller && !self.principals.iter().any(|known| known == arn) {
            self.principals.push(arn.to_owned());
        }
    }
}

/// The policy that a string of `source` holds, plain or URL-encoded as the IAM API gives it.
fn policy_in(source: &str, string: &Text) -> Option<Transcript> {
    let value = string.value.as_str();
    let is_encoded = value.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("%7B"));
    let transcript = if is_encoded {
        percent_decoded(string)?
    } else {
        let mut transcript = Transcript::default();
        transcript.decoded(source, string);
        transcript
    };
    let is_object = transcript.text.trim_start().starts_with('{');
    let root = if is_object { parse(&transcript.text).root } else { None };
    root.is_some_and(|root| is_policy(&root)).then_some(transcript)
}

/// A run of `%..` is one place, for a character may take several.
fn percent_decoded(string: &Text) -> Option<Transcript> {
    let value = string.value.as_str();
    let mut transcript = Transcript::default();
    let mut at = 0;
    while at < value.len() {
        let rest = value.get(at..)?;
        let plain = rest.find('%').unwrap_or(rest.len());
        transcript.write(rest.get(..plain)?, string.source(at..at + plain));
        at += plain;
        let mut bytes = Vec::new();
        let start = at;
        while let Some(code) = value.get(at..at + 3).filter(|code| code.starts_with('%')) {
            bytes.push(u8::from_str_radix(code.get(1..)?, 16).ok()?);
            at += 3;
        }
        if bytes.is_empty() && at < value.len() {
            return None;
        }
        transcript.write(&String::from_utf8(bytes).ok()?, string.source(start..at));
    }
    Some(transcript)
}

/// What the member's name says, else what the policy looks like.
fn kind(text: &str, path: &Path<'_>) -> Kind {
    let guessed = policy::guess_from_text(text);
    match path.name() {
        "AssumeRolePolicyDocument" => Kind::Trust,
        "KeyPolicy" => Kind::Key,
        "PolicyDocument" if path.is_below("VpcEndpoints") => Kind::VpcEndpoint,
        "Content" => organizations(path).unwrap_or(guessed),
        "Policy" if text.contains(":accesspoint/") && guessed == Kind::Bucket => Kind::AccessPoint,
        _ => guessed,
    }
}

/// `describe-policy` says beside the content which kind of policy it is.
fn organizations(path: &Path<'_>) -> Option<Kind> {
    let members = path.holder()?.members()?;
    let summary = members.iter().find(|member| member.name.value == "PolicySummary")?;
    let mut summary = summary.value.members()?.iter();
    let kind = summary.find(|member| member.name.value == "Type")?.value.text()?;
    match kind.value.as_str() {
        "SERVICE_CONTROL_POLICY" => Some(Kind::ServiceControl),
        "RESOURCE_CONTROL_POLICY" => Some(Kind::ResourceControl),
        _ => None,
    }
}
