//! What is changed beside the policies though a finding in a policy tells of it. Not: settings, whose stories
//! say so themselves.

use crate::{
    case::Case,
    commands::Identity,
    lang::{Localized, Words},
    report::{Change, Finding, Impact, NewFact, Step, Task},
    rules::is_of_older_sessions,
};

/// Once the finding's advice is followed, where that changes no policy: a Deny of older sessions stays.
pub(super) fn of_finding(case: &Case<'_>, finding: &Finding) -> Option<Change> {
    if !finding.causes_denial || !finding.fixes.is_empty() {
        return None;
    }
    let statement = finding.place.statement.as_ref()?;
    let statement = case.statement(finding.place.document, statement.index)?;
    let age = statement.conditions.iter().find(|condition| is_of_older_sessions(condition))?;
    let time = age.values.first().filter(|time| !time.value.contains('$'))?;
    let new = NewFact::new("aws:TokenIssueTime", &time.value);
    Some(Change { impact: Impact::Tidies, facts: vec![new] })
}

/// A task of its own in the place of one that corrects the document.
pub(super) fn new_session(case: &Case<'_>, step: Step) -> Task {
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
