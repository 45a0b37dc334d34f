//! A line above a document that tells its kind: `Trust relationship`, `## バケットポリシー`.

use crate::policy::Kind;
use undenied_json::has;

/// What a heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) struct Heading {
    pub(in crate::intake) kind: Kind,
}

/// In lower case without spaces and hyphens, what holds another phrase before it.
const PHRASES: [(&str, Kind); 44] = [
    ("trustrelationship", Kind::Trust),
    ("trustpolicy", Kind::Trust),
    ("assumerolepolicy", Kind::Trust),
    ("信頼関係", Kind::Trust),
    ("信頼ポリシー", Kind::Trust),
    ("permissionsboundary", Kind::PermissionsBoundary),
    ("permissionboundary", Kind::PermissionsBoundary),
    ("boundarypolicy", Kind::PermissionsBoundary),
    ("アクセス許可の境界", Kind::PermissionsBoundary),
    ("アクセス許可境界", Kind::PermissionsBoundary),
    ("servicecontrolpolicy", Kind::ServiceControl),
    ("サービスコントロールポリシー", Kind::ServiceControl),
    ("resourcecontrolpolicy", Kind::ResourceControl),
    ("リソースコントロールポリシー", Kind::ResourceControl),
    ("sessionpolicy", Kind::Session),
    ("セッションポリシー", Kind::Session),
    ("accesspointpolicy", Kind::AccessPoint),
    ("アクセスポイントポリシー", Kind::AccessPoint),
    ("アクセスポイントのポリシー", Kind::AccessPoint),
    ("endpointpolicy", Kind::VpcEndpoint),
    ("エンドポイントポリシー", Kind::VpcEndpoint),
    ("エンドポイントのポリシー", Kind::VpcEndpoint),
    ("bucketpolicy", Kind::Bucket),
    ("バケットポリシー", Kind::Bucket),
    ("バケットのポリシー", Kind::Bucket),
    ("keypolicy", Kind::Key),
    ("kmspolicy", Kind::Key),
    ("キーポリシー", Kind::Key),
    ("identitypolicy", Kind::Identity),
    ("identitybasedpolicy", Kind::Identity),
    ("permissionspolicy", Kind::Identity),
    ("permissionpolicy", Kind::Identity),
    ("inlinepolicy", Kind::Identity),
    ("rolepolicy", Kind::Identity),
    ("userpolicy", Kind::Identity),
    ("iampolicy", Kind::Identity),
    ("許可ポリシー", Kind::Identity),
    ("iamポリシー", Kind::Identity),
    ("ロールポリシー", Kind::Identity),
    ("ロールのポリシー", Kind::Identity),
    ("インラインポリシー", Kind::Identity),
    ("アイデンティティベースのポリシー", Kind::Identity),
    ("scp", Kind::ServiceControl),
    ("rcp", Kind::ResourceControl),
];

/// Lines that say nothing else name the policy by these words, too.
const ALONE: [(&str, Kind); 6] = [
    ("boundary", Kind::PermissionsBoundary),
    ("境界", Kind::PermissionsBoundary),
    ("trust", Kind::Trust),
    ("bucket", Kind::Bucket),
    ("kms", Kind::Key),
    ("vpcendpoint", Kind::VpcEndpoint),
];

/// Longer lines are prose that mentions a policy rather than names one.
const LONGEST: usize = 120;

/// What `line` says of the document below it; `None` where it names no kind, or several.
pub(in crate::intake) fn heading(line: &str) -> Option<Heading> {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST || line.contains(['{', '}', '[', ']', '"']) {
        return None;
    }
    let letters = line.chars().filter(|char| char.is_alphanumeric() || *char == 'ー');
    let mut plain: String = letters.flat_map(char::to_lowercase).collect();
    if let Some((_, kind)) = ALONE.iter().find(|(word, _)| *word == plain) {
        return Some(Heading { kind: *kind });
    }
    let mut found = None;
    for (phrase, kind) in PHRASES {
        if !plain.contains(phrase) || (phrase.len() == 3 && !has_word(line, phrase)) {
            continue;
        }
        if found.is_some_and(|other| other != kind) {
            return None;
        }
        found = Some(kind);
        plain = plain.replace(phrase, " ");
    }
    found.map(|kind| Heading { kind })
}

/// Whether a managed policy of this name or ARN is meant as a permissions boundary.
pub(in crate::intake) fn names_boundary(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    has(&name, "boundary") || has(&name, "境界")
}

/// `scp` alone, not in `describe`.
fn has_word(line: &str, word: &str) -> bool {
    let mut words = line.split(|char: char| !char.is_ascii_alphanumeric());
    words.any(|found| found.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_tells_one_kind() {
        for (line, expected) in [
            ("Bucket policy:", Some(Kind::Bucket)),
            ("## Trust relationship", Some(Kind::Trust)),
            ("// identity-based policy", Some(Kind::Identity)),
            ("**信頼ポリシー**", Some(Kind::Trust)),
            ("バケットポリシーは以下の通りです。", Some(Kind::Bucket)),
            ("--- the SCP of the root ---", Some(Kind::ServiceControl)),
            ("VPC エンドポイントポリシー", Some(Kind::VpcEndpoint)),
            ("kms-key-policy.json", Some(Kind::Key)),
            ("the bucket policy and the IAM policy", None),
            ("I describe it", None),
            ("\"Sid\": \"bucket policy\"", None),
        ] {
            assert_eq!(heading(line).map(|heading| heading.kind), expected, "{line}");
        }
    }
}
