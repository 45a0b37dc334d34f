//! The call of a line: who makes it, for what, and the keys it carries, those that follow from the
//! call filled in. Not: deciding.

use serde_json::{Value, json};

use super::{each, text};

#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) caller: Caller,
    pub(super) action: String,
    pub(super) resource: String,
    pub(super) resource_account: String,
    /// Made by S3 in the caller's name.
    pub(super) is_forwarded: bool,
    /// Behind an access point: whether the caller's own policies allow the call.
    pub(super) own_side: Option<bool>,
    context: Vec<(String, Value)>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Caller {
    /// `root`, `user`, `role`, `federated-user`, `provider`, `service` or `anonymous`.
    pub(super) kind: String,
    /// Empty where there is none.
    pub(super) account: String,
    /// Of the user, the role, the account or the federated user; the name of a service.
    pub(super) arn: String,
    pub(super) session: Option<String>,
    /// Unique ID of the user or the role; empty where the call does not tell.
    pub(super) id: String,
    /// There is a boundary.
    pub(super) is_bounded: bool,
}

impl Caller {
    fn read(line: &Value) -> Self {
        let principal = line["request"]["principal"].as_str().unwrap_or_default();
        let parts: Vec<&str> = principal.splitn(6, ':').collect();
        let [_, _, _, _, account, resource] = parts.as_slice() else {
            let kind = if principal == "anonymous" { "anonymous" } else { "service" };
            return Self { kind: kind.to_owned(), arn: principal.to_owned(), ..Self::default() };
        };
        if resource.starts_with("oidc-provider/") {
            let kind = "provider".to_owned();
            return Self { kind, arn: principal.to_owned(), ..Self::default() };
        }
        let policies = line["policies"].as_array();
        let mut caller = Self {
            kind: resource.split('/').next().unwrap_or_default().to_owned(),
            account: (*account).to_owned(),
            arn: principal.to_owned(),
            session: line["request"]["session"].as_str().map(str::to_owned),
            id: String::new(),
            is_bounded: policies
                .into_iter()
                .flatten()
                .any(|policy| policy["kind"] == "permissionsBoundary"),
        };
        if caller.kind == "assumed-role" {
            let role = resource.split('/').nth(1).unwrap_or_default();
            caller.kind = "role".to_owned();
            caller.arn = format!("arn:aws:iam::{account}:role/{role}");
            caller.session = Some(principal.to_owned());
        }
        caller
    }

    /// Whether identity-based policies can be attached.
    pub(super) fn is_entity(&self) -> bool {
        ["user", "role", "federated-user"].contains(&self.kind.as_str())
    }

    pub(super) fn is_root(&self) -> bool {
        self.kind == "root"
    }

    pub(super) fn is_federated(&self) -> bool {
        self.kind == "federated-user"
    }

    pub(super) fn is_service_linked(&self) -> bool {
        self.arn.contains(":role/aws-service-role/")
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable>
    fn type_name(&self) -> &'static str {
        match self.kind.as_str() {
            "root" => "Account",
            "user" => "User",
            "role" => "AssumedRole",
            "federated-user" => "FederatedUser",
            _ => "Anonymous",
        }
    }
}

impl Call {
    pub(super) fn read(line: &Value) -> Self {
        let request = &line["request"];
        let member = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
        let mut call = Self {
            caller: Caller::read(line),
            action: member("action"),
            resource: member("resource"),
            resource_account: member("resourceAccount"),
            is_forwarded: false,
            own_side: None,
            context: Vec::new(),
        };
        for (key, value) in request["context"].as_object().into_iter().flatten() {
            call.carry(key, value.clone());
        }
        let id = call.key("aws:userid").map(text).unwrap_or_default();
        call.caller.id = id.split(':').next().unwrap_or_default().to_owned();
        if call.is_through_point() {
            let point = call.resource.split('/').take(2).collect::<Vec<_>>().join("/");
            let account = point.split(':').nth(4).unwrap_or_default().to_owned();
            let origin = line["facts"]["accessPoint"]["networkOrigin"].as_str();
            call.carry("s3:DataAccessPointArn", json!(point));
            call.carry("s3:DataAccessPointAccount", json!(account));
            if let Some(origin) = origin {
                call.carry("s3:AccessPointNetworkOrigin", json!(origin));
            }
        }
        call.derive();
        call
    }

    pub(super) fn is_through_point(&self) -> bool {
        self.resource.contains(":accesspoint/")
    }

    /// The same call for something else in the same account.
    pub(super) fn for_resource(&self, resource: &str) -> Self {
        Self { resource: resource.to_owned(), ..self.clone() }
    }

    /// The call to KMS that S3 makes for this one, in the caller's name.
    pub(super) fn forwarded(&self, action: &str, key: &str, keys: &[(&str, String)]) -> Self {
        let mut call = self.clone();
        call.action = action.to_owned();
        call.resource = key.to_owned();
        call.resource_account = key.split(':').nth(4).unwrap_or_default().to_owned();
        call.is_forwarded = true;
        call.context.retain(|(name, _)| !name.ends_with(":resourceaccount"));
        for (name, value) in keys {
            call.carry(name, json!(value));
        }
        call.derive();
        call
    }

    pub(super) fn service(&self) -> &str {
        self.action.split(':').next().unwrap_or_default()
    }

    /// One value, or a list for a key with several; `None` where the call does not carry the key.
    pub(super) fn key(&self, name: &str) -> Option<&Value> {
        let name = name.to_lowercase();
        self.context.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub(super) fn is_aws_managed_key(&self, line: &Value) -> bool {
        let is_it = |key: &Value| {
            key["manager"] == "AWS" && key["arn"].as_str() == Some(self.resource.as_str())
        };
        self.is_forwarded && each(&line["facts"]["keys"]).any(is_it)
    }

    fn carry(&mut self, key: &str, value: Value) {
        if self.key(key).is_none() {
            let value = if value.is_array() { value } else { json!(text(&value)) };
            self.context.push((key.to_lowercase(), value));
        }
    }

    /// Keys that follow from who calls and for what.
    fn derive(&mut self) {
        let caller = self.caller.clone();
        let is_service = caller.kind == "service";
        self.carry("aws:ResourceAccount", json!(self.resource_account));
        if self.service() == "s3" {
            self.carry("s3:ResourceAccount", json!(self.resource_account));
        }
        // A call that is not signed does not carry it.
        if !["anonymous", "provider"].contains(&caller.kind.as_str()) {
            self.carry("aws:PrincipalIsAWSService", json!(is_service.to_string()));
        }
        if is_service {
            self.carry("aws:PrincipalServiceName", json!(caller.arn));
            return;
        }
        if caller.kind == "provider" {
            return;
        }
        self.carry("aws:PrincipalType", json!(caller.type_name()));
        if caller.kind == "anonymous" {
            self.carry("aws:PrincipalAccount", json!("anonymous"));
            self.carry("aws:userid", json!("anonymous"));
            return;
        }
        self.carry("aws:PrincipalAccount", json!(caller.account));
        self.carry("aws:PrincipalArn", json!(caller.arn));
        if self.service() == "kms" {
            self.carry("kms:CallerAccount", json!(caller.account));
        }
        let name = caller.arn.rsplit('/').next().unwrap_or_default();
        match caller.kind.as_str() {
            "user" => self.carry("aws:username", json!(name)),
            "root" => self.carry("aws:userid", json!(caller.account)),
            "federated-user" => {
                self.carry("aws:userid", json!(format!("{}:{name}", caller.account)));
            }
            _ => {}
        }
    }
}
