//! The call that is decided: who, what, on what, with which context.

use super::{Match, context::Context, principal::Naming};
use crate::{
    glob::Glob,
    policy::{Arn, Kind},
};

/// One call to AWS.
#[derive(Clone, Debug)]
pub struct Call {
    pub caller: Caller,
    /// As AWS writes it, for example `s3:GetObject`.
    pub action: String,
    /// ARN; `*` in it stands for any text.
    pub resource: String,
    pub context: Context,
    /// Whether caller and resource belong to one account.
    pub same_account: Match,
    pub caller_policies: CallerPolicies,
    /// What lets the caller in beside policies.
    pub grants: Vec<Grant>,
    /// The caller's account manages its organization: no service control policy binds it.
    pub from_management_account: bool,
    /// The resource's account does: no resource control policy binds it.
    pub to_management_account: bool,
}

/// A grant of a KMS key, an ACL: as good as an Allow in the policy that stands at the resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The kind of policy that it stands beside.
    pub kind: Kind,
    pub naming: Naming,
    pub matched: Match,
    /// Condition key that would settle whether it applies.
    pub missing: Option<String>,
}

/// Where the policies on the caller's side stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallerPolicies {
    /// Among the policies of the case.
    Given,
    /// Not among them: in somebody else's account, or asked already.
    Told { allow: Match, is_bounded: bool },
}

/// Who makes the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    pub kind: CallerKind,
    /// 12 digits.
    pub account: Option<String>,
    /// The role, user or root; for a federated user the user who asked for the session.
    pub arn: Option<Arn>,
    /// The role's or federated user's session.
    pub session: Option<Arn>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallerKind {
    Root,
    User,
    /// A session of a role.
    Role,
    FederatedUser,
    Service(String),
    /// Somebody with a token of this identity provider, who asks for a role.
    Federated(String),
    /// Nobody signed the call.
    Anonymous,
    /// Somebody in an account, or nothing is known.
    Unknown,
}

impl Caller {
    /// From an ARN, a service principal, an account id or `anonymous`; with neither principal nor
    /// session nothing is known.
    #[must_use]
    pub fn parse(principal: Option<&str>, session: Option<&str>) -> Self {
        let session_arn = session.and_then(Arn::parse);
        let unknown = Self { kind: CallerKind::Unknown, account: None, arn: None, session: None };
        let Some(principal) = principal else {
            return match session_arn {
                Some(arn) => Self::of_arn(arn),
                None => unknown,
            };
        };
        if matches!(principal, "anonymous" | "*") {
            return Self { kind: CallerKind::Anonymous, ..unknown };
        }
        if is_provider(principal) {
            return Self { kind: CallerKind::Federated(principal.to_owned()), ..unknown };
        }
        if principal.ends_with(".amazonaws.com") || principal.ends_with(".amazonaws.com.cn") {
            return Self { kind: CallerKind::Service(principal.to_owned()), ..unknown };
        }
        match Arn::parse(principal) {
            Some(arn) => {
                let caller = Self::of_arn(arn);
                let session = session_arn.or(caller.session.clone());
                let is_federated = session.as_ref().is_some_and(Arn::is_federated_user);
                let kind = if is_federated { CallerKind::FederatedUser } else { caller.kind };
                Self { kind, session, ..caller }
            }
            None => {
                let account = crate::policy::is_account_id(principal);
                Self { account: account.then(|| principal.to_owned()), ..unknown }
            }
        }
    }

    fn of_arn(arn: Arn) -> Self {
        let account = (!arn.account().is_empty()).then(|| arn.account().to_owned());
        let (kind, arn, session) = if arn.is_root() {
            (CallerKind::Root, Some(arn), None)
        } else if arn.is_user() {
            (CallerKind::User, Some(arn), None)
        } else if arn.is_role() {
            (CallerKind::Role, Some(arn), None)
        } else if arn.session_role().is_some() {
            (CallerKind::Role, None, Some(arn))
        } else if arn.is_federated_user() {
            (CallerKind::FederatedUser, None, Some(arn))
        } else {
            (CallerKind::Unknown, Some(arn), None)
        };
        Self { kind, account, arn, session }
    }

    /// Name of the role, from the role's or the session's ARN. Role names are unique in an
    /// account whatever their path.
    #[must_use]
    pub fn role_name(&self) -> Option<&str> {
        let from_session = || self.session.as_ref().and_then(Arn::session_role);
        let from_role = self.arn.as_ref().filter(|arn| arn.is_role()).map(Arn::name);
        from_role.or_else(from_session)
    }

    /// The ARN by which a policy names the caller. A session does not show its role's path: most have none, and AWS takes no policy that
    /// names a role that there is not.
    #[must_use]
    pub fn nameable(&self) -> Option<String> {
        if let Some(arn) = &self.arn {
            return Some(arn.as_str().to_owned());
        }
        let session = self.session.as_ref()?;
        let role = session.session_role().filter(|role| !has_own_path(role))?;
        let (partition, account) = (session.partition(), session.account());
        Some(["arn:", partition, ":iam::", account, ":role/", role].concat())
    }

    /// Whether `account`, the owner of what the call is for, is the caller's.
    #[must_use]
    pub fn owns(&self, account: Option<&str>) -> Match {
        match (&self.account, account) {
            (Some(own), Some(account)) => (own == account).into(),
            _ if !self.is_identity() => Match::No,
            _ => Match::Unknown,
        }
    }

    /// Whether AWS knows an account behind the call.
    #[must_use]
    pub const fn is_identity(&self) -> bool {
        !matches!(
            self.kind,
            CallerKind::Anonymous | CallerKind::Service(_) | CallerKind::Federated(_)
        )
    }

    /// Whether the role is one that only an AWS service can use; control policies do not bind it.
    #[must_use]
    pub fn is_service_linked(&self) -> bool {
        let by_path = self.arn.as_ref().is_some_and(|arn| {
            arn.is_role() && arn.resource().starts_with("role/aws-service-role/")
        });
        by_path || self.role_name().is_some_and(|name| name.starts_with("AWSServiceRoleFor"))
    }
}

impl Call {
    /// The resource as a set of texts. `folder/*` stands for what is in the folder, so for names
    /// with at least one more character.
    #[must_use]
    pub fn resource_glob(&self) -> Glob {
        match self.resource.strip_suffix("/*") {
            Some(folder) => Glob::new(&format!("{folder}/?*")),
            None => Glob::new(&self.resource),
        }
    }
}

/// An OpenID Connect or SAML provider, or one of those that AWS knows by name.
fn is_provider(principal: &str) -> bool {
    const KNOWN: [&str; 4] = [
        "accounts.google.com",
        "cognito-identity.amazonaws.com",
        "graph.facebook.com",
        "www.amazon.com",
    ];
    let is_arn = |arn: Arn| {
        let resource = arn.resource();
        resource.starts_with("oidc-provider/") || resource.starts_with("saml-provider/")
    };
    KNOWN.contains(&principal) || Arn::parse(principal).is_some_and(is_arn)
}

/// Whether roles of this name never stand right below `role/`: those of IAM Identity Center are in
/// `aws-reserved/sso.amazonaws.com/`, mostly with a region behind it, and service-linked ones in their service's path. See
/// <https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html>.
pub(super) fn has_own_path(role: &str) -> bool {
    role.starts_with("AWSReservedSSO_") || role.starts_with("AWSServiceRoleFor")
}
