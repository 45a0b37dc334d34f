//! What is changed beside the policies though a finding in a policy tells of it. Not: settings, whose stories
//! say so themselves.

use crate::{
    case::Case,
    commands::{self, Identity},
    lang::{Localized, Words},
    policy::Arn,
    report::{Change, Finding, Impact, NewFact, Step, Task},
    rules::{calls_for_mfa, is_acl, is_of_older_sessions},
};

/// Once the finding's advice is followed, where that changes no policy: a Deny of older sessions stays.
pub(super) fn of_finding(case: &Case<'_>, finding: &Finding) -> Option<Change> {
    if !finding.causes_denial || !finding.fixes.is_empty() {
        return None;
    }
    let statement = finding.place.statement.as_ref()?;
    let statement = case.statement(finding.place.document, statement.index)?;
    if finding.rule.id == "condition-not-met" {
        let acl =
            statement.conditions.iter().find(|condition| is_acl(condition))?.values.first()?;
        let facts = vec![NewFact::new(ACL, &acl.value)];
        return Some(Change { impact: Impact::Tidies, facts });
    }
    if let Some(mfa) = statement.conditions.iter().find(|it| calls_for_mfa(case, it)) {
        let is_age = mfa.key.value.eq_ignore_ascii_case(MFA_AGE);
        let (key, value) = if is_age { (MFA_AGE, "1") } else { (MFA, "true") };
        return Some(Change { impact: Impact::Tidies, facts: vec![NewFact::new(key, value)] });
    }
    let age = statement.conditions.iter().find(|condition| is_of_older_sessions(condition))?;
    let time = age.values.first().filter(|time| !time.value.contains('$'))?;
    let new = NewFact::new("aws:TokenIssueTime", &time.value);
    Some(Change { impact: Impact::Tidies, facts: vec![new] })
}

const ACL: &str = "call.acl";
const MFA: &str = "aws:MultiFactorAuthPresent";
const MFA_AGE: &str = "aws:MultiFactorAuthAge";

/// A task of its own in the place of one that corrects the document.
pub(super) fn new_session(case: &Case<'_>, step: Step) -> Task {
    let mut facts = step.change.iter().flat_map(|change| &change.facts);
    if let Some(fact) = facts.clone().find(|fact| fact.key == ACL) {
        let bucket = commands::bucket(case);
        let commands = vec![format!("aws s3 cp FILE s3://{bucket}/KEY --acl {}", fact.value)];
        let title = Localized {
            en: "Upload with the ACL that the policy asks for",
            ja: "ポリシーが求める ACL を指定してアップロードする",
        };
        let (finding, step) = (step.finding, Step { commands, ..step });
        return Task { title: title.words(), finding, steps: vec![step] };
    }
    if facts.any(|fact| fact.key == MFA || fact.key == MFA_AGE) {
        return with_mfa(case, step);
    }
    let arn = case.input.request.principal.as_deref().unwrap_or("ROLE_ARN");
    let commands = match Identity::of(case) {
        Identity::Role(_) => {
            vec![format!("aws sts assume-role --role-arn {arn} --role-session-name NEW_SESSION")]
        }
        Identity::User(_) => Vec::new(),
    };
    let title =
        Localized { en: "Begin a new session", ja: "新しいセッションを開始する" };
    Task { title: title.words(), finding: step.finding, steps: vec![Step { commands, ..step }] }
}

/// The serial number of a virtual device is an ARN with the device's name, mostly the user's.
fn with_mfa(case: &Case<'_>, step: Step) -> Task {
    let caller = case.input.request.principal.as_deref().and_then(Arn::parse);
    let serial = caller.map_or_else(
        || "MFA_ARN".to_owned(),
        |arn| format!("arn:{}:iam::{}:mfa/{}", arn.partition(), arn.account(), arn.name()),
    );
    let commands = vec![
        format!("aws iam list-mfa-devices --user-name {}", Identity::of(case).name()),
        format!("aws sts get-session-token --serial-number {serial} --token-code MFA_CODE"),
    ];
    let title = Localized { en: "Call with MFA", ja: "MFA を使って呼び出す" };
    Task { title: title.words(), finding: step.finding, steps: vec![Step { commands, ..step }] }
}

/// What an error told is put right: no policy has a part in it.
pub(super) fn of_error() -> Change {
    Change { impact: Impact::Tidies, facts: vec![NewFact::new("error", "null")] }
}

/// Who opens something to everyone should know the other ways.
pub(super) fn to_everyone() -> Words {
    Localized {
        en: "Everyone on the internet can then read it. To keep the bucket private, sign the call, or go through CloudFront with origin access control.",
        ja: "以後は、インターネット上の誰でも読み取れます。バケットを非公開のままにするには、署名付きで呼び出すか、オリジンアクセスコントロールを使う CloudFront を経由してください。",
    }
    .words()
}
