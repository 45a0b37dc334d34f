//! The condition keys of a call: what was told of them, and those that follow from the call itself, by
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>.

use super::call::{Caller, CallerKind, has_own_path};
use crate::ContextValue;

/// What a condition key holds in a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    Present(&'a ContextValue),
    Absent,
    Unknown,
}

/// The condition keys of a call. Names are compared ignoring letter case.
#[derive(Clone, Debug, Default)]
pub struct Context {
    entries: Vec<(String, ContextValue)>,
    absent: Vec<String>,
    /// Keys whose value is not known, even where the context is complete.
    unknown: Vec<String>,
    /// Keys not named here are absent, not unknown.
    complete: bool,
}

impl Context {
    /// Empty; `complete` says what a key that is not named is.
    #[must_use]
    pub fn new(complete: bool) -> Self {
        Self { complete, ..Self::default() }
    }

    /// Sets `key` unless it is already known.
    pub fn supply(&mut self, key: &str, value: ContextValue) {
        if !self.is_known(key) {
            self.entries.push((key.to_owned(), value));
        }
    }

    /// Sets `key`, whatever was known of it.
    pub fn set(&mut self, key: &str, value: ContextValue) {
        self.forget(key);
        self.entries.push((key.to_owned(), value));
    }

    /// Sets `key`, or says that the call does not have it, whatever was known of it.
    pub fn assign(&mut self, key: &str, value: Option<&ContextValue>) {
        self.forget(key);
        match value {
            Some(value) => self.entries.push((key.to_owned(), value.clone())),
            None => self.absent.push(key.to_owned()),
        }
    }

    /// Says that nobody knows what `key` holds.
    pub fn set_unknown(&mut self, key: &str) {
        self.forget(key);
        self.unknown.push(key.to_owned());
    }

    fn forget(&mut self, key: &str) {
        self.entries.retain(|(name, _)| !name.eq_ignore_ascii_case(key));
        self.absent.retain(|name| !name.eq_ignore_ascii_case(key));
        self.unknown.retain(|name| !name.eq_ignore_ascii_case(key));
    }

    /// [`Context::supply`] for one text.
    pub fn supply_text(&mut self, key: &str, value: &str) {
        self.supply(key, ContextValue::Single(value.to_owned()));
    }

    /// Says that the call does not have `key`, unless it is already known.
    pub fn supply_absent(&mut self, key: &str) {
        if !self.is_known(key) {
            self.absent.push(key.to_owned());
        }
    }

    /// Says that the call comes through no VPC endpoint.
    pub fn outside_endpoints(&mut self) {
        for key in [
            "aws:SourceVpce",
            "aws:SourceVpc",
            "aws:VpcSourceIp",
            "aws:VpceAccount",
            "aws:VpceOrgID",
        ] {
            self.supply_absent(key);
        }
    }

    /// Says that the call comes through this VPC endpoint, where nobody sees a public address:
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip>.
    pub fn through_endpoint(&mut self, endpoint: &str) {
        self.supply_text("aws:SourceVpce", endpoint);
        self.supply_absent("aws:SourceIp");
    }

    fn is_known(&self, key: &str) -> bool {
        self.find(key).is_some()
            || self.absent.iter().any(|absent| absent.eq_ignore_ascii_case(key))
    }

    fn find(&self, key: &str) -> Option<&ContextValue> {
        let mut entries = self.entries.iter();
        entries.find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    }

    /// What `key` holds.
    #[must_use]
    pub fn lookup(&self, key: &str) -> Lookup<'_> {
        match self.find(key) {
            // A key over no values is as good as none.
            Some(ContextValue::List(values)) if values.is_empty() => Lookup::Absent,
            Some(value) => Lookup::Present(value),
            None if self.unknown.iter().any(|name| name.eq_ignore_ascii_case(key)) => {
                Lookup::Unknown
            }
            None if self.complete || self.is_known(key) => Lookup::Absent,
            None => Lookup::Unknown,
        }
    }

    /// Fills in the keys that follow from the caller, the resource's account and other keys.
    pub fn derive(&mut self, caller: &Caller, resource_account: Option<&str>) {
        if let Some(account) = resource_account {
            self.supply_text("aws:ResourceAccount", account);
            self.supply_text("s3:ResourceAccount", account);
        }
        self.derive_chain();
        let (principal_type, is_service) = match &caller.kind {
            CallerKind::Root => (Some("Account"), "false"),
            CallerKind::User => (Some("User"), "false"),
            CallerKind::Role => (Some("AssumedRole"), "false"),
            CallerKind::FederatedUser => (Some("FederatedUser"), "false"),
            CallerKind::Anonymous => (Some("Anonymous"), "false"),
            CallerKind::Service(_) => (None, "true"),
            CallerKind::Federated(_) | CallerKind::Unknown => (None, "false"),
        };
        // Only calls that are signed have it.
        if matches!(caller.kind, CallerKind::Anonymous | CallerKind::Federated(_)) {
            self.supply_absent("aws:PrincipalIsAWSService");
        } else {
            self.supply_text("aws:PrincipalIsAWSService", is_service);
        }
        if let Some(principal_type) = principal_type {
            self.supply_text("aws:PrincipalType", principal_type);
        }
        match &caller.kind {
            CallerKind::Service(name) => {
                self.supply_text("aws:PrincipalServiceName", name);
                let names = ContextValue::List(vec![name.clone()]);
                self.supply("aws:PrincipalServiceNamesList", names);
                self.supply_absent("aws:username");
            }
            CallerKind::Anonymous => {
                self.supply_text("aws:PrincipalAccount", "anonymous");
                self.supply_text("aws:userid", "anonymous");
                for key in [
                    "aws:PrincipalArn",
                    "aws:PrincipalOrgID",
                    "aws:PrincipalOrgPaths",
                    "aws:username",
                ] {
                    self.supply_absent(key);
                }
                self.outside_services();
            }
            _ => self.derive_identity(caller),
        }
    }

    /// Services that call on somebody's behalf, the first and the last of them by keys of their own.
    fn derive_chain(&mut self) {
        let Some(chain) = self.find("aws:CalledVia").cloned() else { return };
        let (first, last) = (chain.texts().first(), chain.texts().last());
        if let Some((first, last)) = first.zip(last) {
            self.supply_text("aws:CalledViaFirst", first);
            self.supply_text("aws:CalledViaLast", last);
            self.supply_text("aws:ViaAWSService", "true");
        }
    }

    /// The keys that AWS sets only in calls of its own services.
    fn outside_services(&mut self) {
        for key in [
            "aws:PrincipalServiceName",
            "aws:PrincipalServiceNamesList",
            "aws:SourceArn",
            "aws:SourceAccount",
            "aws:SourceOrgID",
            "aws:SourceOrgPaths",
        ] {
            self.supply_absent(key);
        }
    }

    fn derive_identity(&mut self, caller: &Caller) {
        if let Some(account) = &caller.account {
            self.supply_text("aws:PrincipalAccount", account);
        }
        let federated =
            caller.session.as_ref().filter(|_| caller.kind == CallerKind::FederatedUser);
        if let Some(arn) = federated.or(caller.arn.as_ref()) {
            self.supply_text("aws:PrincipalArn", arn.as_str());
        } else if let Some((session, role)) = caller.session.as_ref().zip(caller.role_name()) {
            // A session does not show its role's path, so this is certain only where all is told.
            if has_own_path(role) {
                self.set_unknown("aws:PrincipalArn");
            } else if self.complete {
                let (partition, account) = (session.partition(), session.account());
                let role = format!("arn:{partition}:iam::{account}:role/{role}");
                self.supply_text("aws:PrincipalArn", &role);
            }
        }
        if let (CallerKind::Root, Some(account)) = (&caller.kind, &caller.account) {
            self.supply_text("aws:userid", account);
        }
        if let Some(arn) = federated {
            self.supply_text("aws:userid", &format!("{}:{}", arn.account(), arn.name()));
        }
        match (&caller.kind, &caller.arn) {
            (CallerKind::User, Some(arn)) => self.supply_text("aws:username", arn.name()),
            (CallerKind::Root | CallerKind::Role | CallerKind::FederatedUser, _) => {
                self.supply_absent("aws:username");
            }
            _ => {}
        }
        self.outside_services();
    }
}
