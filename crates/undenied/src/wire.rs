//! The JSON that the command line and the npm package read and write, version 1: the only serde in
//! the engine. Positions become UTF-16 offsets here. Not: wasm-bindgen, files.

mod authorize;
mod corrected;
mod explain;
mod facts;
mod fixes;
mod input;
mod intake;
mod output;
mod part;
mod range;
mod remedy;
mod rules;
mod source;
mod told;

pub use authorize::{authorization, authorize_line, barrier_name, refused_line};
pub use corrected::Corrected;
pub use explain::{explanation, explanation_on_lines, suspect_name};
pub use fixes::with_fixes;
pub use input::{Case, kind_from_name, new_fact_of};
pub use intake::{IntakeOut, LONGEST_DOCUMENT, intake};
pub use output::{answer, answer_with};
pub use rules::rules;
pub use source::{Source, SourcedFact, Sources};
pub use told::{Asked, Told, ToldFact, facts_told};

use crate::{
    Impact, Outcome, Severity, explain::Decision, policy::Kind, profile::Level, secrets::SecretKind,
};

/// The number of this version of the format.
pub const SCHEMA: u32 = 1;

/// The format's name of a kind of policy.
#[must_use]
pub const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Identity => "identity",
        Kind::PermissionsBoundary => "permissionsBoundary",
        Kind::Session => "session",
        Kind::ServiceControl => "serviceControl",
        Kind::ResourceControl => "resourceControl",
        Kind::Bucket => "bucket",
        Kind::AccessPoint => "accessPoint",
        Kind::Key => "key",
        Kind::Trust => "trust",
        Kind::VpcEndpoint => "vpcEndpoint",
        Kind::Resource => "resource",
    }
}

/// The format's name of an outcome.
#[must_use]
pub const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Allowed => "allowed",
        Outcome::ExplicitDeny => "explicitDeny",
        Outcome::ImplicitDeny => "implicitDeny",
        Outcome::Undetermined => "undetermined",
    }
}

/// The format's name of how an error says that a call was refused.
#[must_use]
pub const fn decision_name(decision: Decision) -> &'static str {
    match decision {
        Decision::ExplicitDeny => "explicitDeny",
        Decision::ImplicitDeny => "implicitDeny",
        Decision::Unknown => "unknown",
    }
}

/// What [`decision_name`] is the name of; any other text says that it is not known.
#[must_use]
pub fn decision_from_name(name: &str) -> Decision {
    match name {
        "explicitDeny" => Decision::ExplicitDeny,
        "implicitDeny" => Decision::ImplicitDeny,
        _ => Decision::Unknown,
    }
}

/// The format's name of a severity.
#[must_use]
pub const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Security => "security",
        Severity::Warning => "warning",
        Severity::Suggestion => "suggestion",
    }
}

/// The format's name of how much a call is needed.
#[must_use]
pub const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Required => "required",
        Level::Recommended => "recommended",
        Level::Optional => "optional",
    }
}

/// The format's name of what a fix does to access.
#[must_use]
pub const fn impact_name(impact: Impact) -> &'static str {
    match impact {
        Impact::Tidies => "tidies",
        Impact::Narrows => "narrows",
        Impact::Widens => "widens",
    }
}

/// The format's name of a kind of secret.
#[must_use]
pub const fn secret_name(kind: SecretKind) -> &'static str {
    match kind {
        SecretKind::AccessKeyId => "accessKeyId",
        SecretKind::SecretAccessKey => "secretAccessKey",
        SecretKind::SessionToken => "sessionToken",
        SecretKind::Signature => "signature",
        SecretKind::PrivateKey => "privateKey",
        SecretKind::Token => "token",
    }
}

#[cfg(test)]
mod tests;
