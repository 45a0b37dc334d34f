//! What an error says was refused, and a text with nothing known in it. Not: reading either.

use undenied_json::Span;

use super::{Found, FoundError, Intake, Note, Origin, Provenance, Refused, kinds, remarks};
use crate::{
    explain::Category,
    policy::{self, Arn},
};

pub(super) fn refused(error: &FoundError) -> Option<Refused> {
    let explanation = &error.explanation;
    let is_denied = explanation.category == Category::Denied;
    // Who names no action says where the data is that somebody wanted to reach.
    let source = Some(&explanation.details).filter(|_| explanation.action.is_none());
    let bucket = source.and_then(|details| details.bucket.clone());
    let prefix = source.and_then(|details| details.key.clone());
    let tells = explanation.principal.is_some() || explanation.action.is_some() || bucket.is_some();
    let role = explanation.details.role.clone().filter(|_| explanation.principal.is_some());
    let session = explanation.principal.clone().filter(|_| role.is_some());
    (is_denied && tells).then(|| Refused {
        bucket,
        prefix,
        by: explanation.policy_type.filter(|kind| is_named(*kind)),
        decision: explanation.decision,
        principal: role.or_else(|| explanation.principal.clone()),
        session,
        action: explanation.action.clone(),
        resource: explanation.resource.clone(),
    })
}

/// Whether a message that blames the kind says which document is to blame.
const fn is_named(kind: policy::Kind) -> bool {
    !matches!(kind, policy::Kind::Resource | policy::Kind::Trust)
}

/// A text with nothing known in it: a policy too broken to be known as one, as far as anybody can
/// tell; the caller's ARN or the bucket's URI alone; or no policy at all.
pub(super) fn unknown(paste: &str, notes: Vec<Note>) -> Intake {
    let text = paste.trim();
    let span = Span::new(0, paste.len());
    let is_word = !text.is_empty() && !text.contains(char::is_whitespace);
    if is_word && Arn::parse(text).is_some_and(|arn| arn.is_role() || arn.is_user()) {
        return Intake { principal: Some(text.to_owned()), ..Intake::default() };
    }
    if is_word && text.starts_with("s3://") {
        let (bucket, prefix) = crate::bucket_and_prefix(text).unzip();
        let refused = Some(Refused { bucket, prefix, ..Refused::default() });
        return Intake { refused, ..Intake::default() };
    }
    if !text.is_empty() && !text.contains(['{', '[', '"', ':', '}', ']']) {
        let (words, command) = remarks::unused();
        let notes = if notes.is_empty() { vec![Note { words, command, span }] } else { notes };
        return Intake { notes, ..Intake::default() };
    }
    let kinds::Known { kind, why, others } = kinds::by_itself(None);
    let document = Found {
        kind,
        why,
        others,
        name: None,
        path: String::new(),
        text: paste.to_owned(),
        origin: Origin::whole(paste),
        target: None,
        provenance: Provenance::Unknown,
    };
    Intake { documents: vec![document], ..Intake::default() }
}
