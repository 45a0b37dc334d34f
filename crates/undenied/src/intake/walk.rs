//! Finding policies inside a command's output, by the names of its members.

use undenied_json::{Node, Span, parse};

use super::{Found, Intake, is_policy};
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
            let text = blanked(self.text, node.span);
            self.found(text, path);
            return;
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
            "PolicyArn" => self.attached(&text.value),
            "Arn" => self.principal(&text.value),
            _ => {
                if let Some(policy) = policy_in(&text.value) {
                    self.found(policy, path);
                }
            }
        }
    }

    fn found(&mut self, text: String, path: &Path<'_>) {
        let kind = kind(&text, path);
        self.intake.documents.push(Found { kind, path: path.text(), text });
    }

    /// An attached managed policy: AWS's own are known, others have to be fetched.
    fn attached(&mut self, arn: &str) {
        if let Some(text) = catalog::managed_policy(arn) {
            let name = Arn::parse(arn).map_or_else(|| arn.to_owned(), |arn| arn.name().to_owned());
            let found = Found { kind: Kind::Identity, path: name, text: text.to_owned() };
            self.intake.documents.push(found);
            return;
        }
        self.intake.notes.push(Words {
            en: format!("`{arn}` is attached but not here; run `aws iam get-policy-version --policy-arn {arn} --version-id v1` with its default version."),
            ja: format!("`{arn}` がアタッチされていますが、ここには内容がありません。`aws iam get-policy-version --policy-arn {arn} --version-id v1` を、デフォルトのバージョンを指定して実行してください。"),
        });
    }

    fn principal(&mut self, arn: &str) {
        let is_caller = Arn::parse(arn)
            .is_some_and(|arn| arn.is_role() || arn.is_user() || arn.session_role().is_some());
        if is_caller && !self.principals.iter().any(|known| known == arn) {
            self.principals.push(arn.to_owned());
        }
    }
}

/// The policy that a string holds, plain or URL-encoded as the IAM API gives it.
fn policy_in(value: &str) -> Option<String> {
    let decoded = if value.starts_with("%7B") || value.starts_with("%7b") {
        percent_decoded(value)?
    } else {
        value.to_owned()
    };
    let is_object = decoded.trim_start().starts_with('{');
    let root = if is_object { parse(&decoded).root } else { None };
    root.is_some_and(|root| is_policy(&root)).then_some(decoded)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) = (digit(rest.next())?, digit(rest.next())?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
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

/// `text` with everything outside `kept` replaced by white space that takes as many lines, columns
/// and UTF-16 units.
fn blanked(text: &str, kept: Span) -> String {
    let mut blanked = String::with_capacity(text.len());
    for (offset, character) in text.char_indices() {
        let is_kept = kept.start <= offset && offset < kept.end;
        if is_kept || matches!(character, '\n' | '\r') {
            blanked.push(character);
        } else {
            blanked.extend(std::iter::repeat_n(' ', character.len_utf16()));
        }
    }
    blanked.truncate(blanked.trim_end().len());
    blanked
}
