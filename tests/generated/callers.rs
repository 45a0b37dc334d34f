//! Who calls, and how a policy can name them and others.

use serde_json::{Value, json};

use super::{OTHER, OWN, Plan, Random};

#[derive(Clone, Debug)]
pub(super) struct Caller {
    /// `root`, `user`, `role`, `federated-user`, `provider`, `service` or `anonymous`.
    pub(super) kind: &'static str,
    pub(super) arn: String,
    pub(super) session: Option<String>,
    /// Empty where there is none.
    pub(super) account: &'static str,
}

const PROVIDER: &str = "arn:aws:iam::111122223333:oidc-provider/accounts.example.com";

pub(super) fn any(random: &mut Random) -> Caller {
    let account = random.pick(&[OWN, OWN, OWN, OTHER]);
    let caller = |kind, arn: &str, session: Option<&str>| Caller {
        kind,
        arn: arn.replace("ACCOUNT", account),
        session: session.map(|session| session.replace("ACCOUNT", account)),
        account,
    };
    let session = "arn:aws:sts::ACCOUNT:assumed-role/import/s1";
    match random.below(25) {
        0 | 1 => caller("root", "arn:aws:iam::ACCOUNT:root", None),
        2..=4 => caller("user", "arn:aws:iam::ACCOUNT:user/ann", None),
        5 | 6 => caller("user", "arn:aws:iam::ACCOUNT:user/team/bob", None),
        7..=9 => caller("role", "arn:aws:iam::ACCOUNT:role/import", None),
        10..=13 => caller("role", "arn:aws:iam::ACCOUNT:role/import", Some(session)),
        14..=16 => caller("role", session, None),
        17 => caller(
            "role",
            "arn:aws:iam::ACCOUNT:role/jobs/export",
            Some("arn:aws:sts::ACCOUNT:assumed-role/export/s2"),
        ),
        18 => caller(
            "role",
            "arn:aws:iam::ACCOUNT:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS",
            Some("arn:aws:sts::ACCOUNT:assumed-role/AWSServiceRoleForRDS/s1"),
        ),
        19 | 20 => caller("federated-user", "arn:aws:sts::ACCOUNT:federated-user/fay", None),
        21 | 22 => Caller {
            account: "",
            ..caller("service", random.pick(&["rds.amazonaws.com", "sns.amazonaws.com"]), None)
        },
        23 => Caller { account: "", ..caller("anonymous", "anonymous", None) },
        _ => Caller { account: "", ..caller("provider", PROVIDER, None) },
    }
}

/// A `Principal` or `NotPrincipal`, more often than not with the caller.
pub(super) fn element(random: &mut Random, plan: &Plan, is_all_but: bool) -> Value {
    let everyone = !is_all_but && random.chance(18);
    if everyone && random.chance(50) {
        return json!("*");
    }
    let mut aws = Vec::new();
    let mut services = Vec::new();
    if everyone {
        aws.push("*".to_owned());
    } else if is_all_but && random.chance(60) {
        aws.extend(ways_to_name(plan).into_iter().skip(random.below(2)));
    } else if random.chance(75) {
        let ways = ways_to_name(plan);
        let ways: Vec<&str> = ways.iter().map(String::as_str).collect();
        if !ways.is_empty() {
            aws.push(random.pick(&ways).to_owned());
        }
    }
    if plan.caller.kind == "service" && random.chance(80) {
        services.push(plan.caller.arn.clone());
    }
    for _ in 0..random.below(3) {
        aws.push(somebody(random, plan));
    }
    // Whether an ID stands for one of those that it names is not documented for `NotPrincipal`.
    if !is_all_but && random.chance(6) {
        aws.push(random.pick(&["AROAEXAMPLEID12345678", "AIDAEXAMPLEID12345678"]).to_owned());
    }
    let federated = plan.caller.kind == "provider" && random.chance(80);
    if random.chance(5) || aws.is_empty() && services.is_empty() && !federated {
        services.push("sns.amazonaws.com".to_owned());
    }
    let mut element = json!({});
    if !aws.is_empty() {
        element["AWS"] = one_or_list(random, aws);
    }
    if !services.is_empty() {
        element["Service"] = one_or_list(random, services);
    }
    if federated || random.chance(2) {
        element["Federated"] = json!(random.pick(&[PROVIDER, PROVIDER, "graph.facebook.com"]));
    }
    // Which account it is of, no ARN tells.
    if plan.caller.account.is_empty() && random.chance(10) {
        element["CanonicalUser"] =
            json!("79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be");
    }
    if random.chance(1) {
        element["AWS"] = json!([]);
    }
    element
}

/// Account, entity, session.
pub(super) fn ways_to_name(plan: &Plan) -> Vec<String> {
    let caller = &plan.caller;
    if caller.account.is_empty() {
        return Vec::new();
    }
    let mut ways = vec![caller.account.to_owned(), format!("arn:aws:iam::{}:root", caller.account)];
    if caller.arn.contains(":assumed-role/") {
        ways.push(format!("arn:aws:iam::{}:role/import", caller.account));
    }
    ways.push(caller.arn.clone());
    ways.extend(caller.session.clone());
    ways
}

pub(super) fn somebody(random: &mut Random, plan: &Plan) -> String {
    let known = [
        "ACCOUNT",
        "arn:aws:iam::ACCOUNT:root",
        "arn:aws:iam::ACCOUNT:user/ann",
        "arn:aws:iam::ACCOUNT:user/Ann",
        "arn:aws:iam::ACCOUNT:user/team/bob",
        "arn:aws:iam::ACCOUNT:role/import",
        "arn:aws:iam::ACCOUNT:role/jobs/export",
        "arn:aws:sts::ACCOUNT:assumed-role/import/s1",
        "arn:aws:sts::ACCOUNT:assumed-role/import/s2",
        "arn:aws:sts::ACCOUNT:federated-user/fay",
        "arn:aws:iam::ACCOUNT:role/*",
    ];
    loop {
        let name = random.pick(&known).replace("ACCOUNT", random.pick(&[OWN, OTHER]));
        // Whether a role without its session is this session, nobody can say.
        if plan.caller.session.is_some() || !name.contains(":assumed-role/") {
            return name;
        }
    }
}

/// A value, or a list with it.
pub(super) fn one_or_list(random: &mut Random, mut values: Vec<String>) -> Value {
    if values.len() == 1 && random.chance(50) {
        return json!(values.pop());
    }
    random.shuffle(&mut values);
    json!(values)
}
