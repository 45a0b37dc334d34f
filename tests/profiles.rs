//! Every built-in profile on the policies it asks for: enough is enough, one less is not, and what is
//! not required never denies.

use std::{fs, path::Path};

use serde_json::{Map, Value, json};
use undenied::{
    Outcome, Report, Severity, analyze,
    profile::{self, Auth, ExternalIdUse, Level, NeedOn, PrincipalKind, Profile, TrustNeed},
    wire,
};

const ROLE: &str = "arn:aws:iam::210987654321:role/importer";
const USER: &str = "arn:aws:iam::210987654321:user/importer";

/// What the trust policy names, and what the vendor's console shows of it.
fn trusted(trust: &TrustNeed) -> (Value, Map<String, Value>) {
    let known = trust.known.first();
    let told = |name: &str, value: &str| Map::from_iter([(name.to_owned(), json!(value))]);
    match trust.kind {
        PrincipalKind::Service => (json!({"Service": known}), Map::new()),
        PrincipalKind::Federated => {
            let own = |host: &String| format!("arn:aws:iam::210987654321:oidc-provider/{host}");
            let named = known
                .map(|host| if host == "accounts.google.com" { host.clone() } else { own(host) });
            (json!({"Federated": named}), told("subject", "subject-1"))
        }
        _ if known.is_some() => (json!({"AWS": known}), Map::new()),
        PrincipalKind::Role | PrincipalKind::User => {
            let arn = "arn:aws:iam::999988887777:user/vendor";
            (json!({"AWS": arn}), told("principal", arn))
        }
        _ => (json!({"AWS": "999988887777"}), told("accountId", "999988887777")),
    }
}

/// The trust policy that is asked for, and the facts that go with it.
fn trust_policy(trust: &TrustNeed) -> (Value, Map<String, Value>) {
    let (principal, mut shown) = trusted(trust);
    let mut conditions = Map::new();
    if trust.external_id.usage != ExternalIdUse::Nothing {
        shown.insert("externalId".to_owned(), json!("external-1"));
        conditions.insert("sts:ExternalId".to_owned(), json!("external-1"));
    }
    for key in &trust.condition_keys {
        conditions.insert(key.clone(), json!("subject-1"));
    }
    let mut statement = json!({
        "Effect": "Allow", "Principal": principal, "Action": trust.action,
    });
    if let Some(members) = statement.as_object_mut().filter(|_| !conditions.is_empty()) {
        members.insert("Condition".to_owned(), json!({"StringEquals": conditions}));
    }
    let mut statements = vec![statement];
    if trust.is_self_assuming {
        statements.push(
            json!({"Effect": "Allow", "Principal": {"AWS": ROLE}, "Action": "sts:AssumeRole"}),
        );
    }
    (json!({"Version": "2012-10-17", "Statement": statements}), shown)
}

/// The case with all that the profile needs, but for the actions that `left_out` says.
fn report(
    profile: &Profile,
    named: &Value,
    left_out: &dyn Fn(Level) -> bool,
) -> Result<Report, String> {
    let kept = |on: NeedOn| -> Vec<&str> {
        let own = profile.needs.iter().filter(|need| need.on == on && !left_out(need.level));
        own.map(|need| need.action.as_str()).collect()
    };
    let mut statements = vec![
        json!({"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}),
        json!({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": ROLE}),
    ];
    for (on, resource) in
        [(NeedOn::Bucket, "arn:aws:s3:::acme"), (NeedOn::Objects, "arn:aws:s3:::acme/data/*")]
    {
        if !kept(on).is_empty() {
            statements.push(json!({"Effect": "Allow", "Action": kept(on), "Resource": resource}));
        }
    }
    let mut documents = vec![
        json!({"kind": "identity", "document": {"Version": "2012-10-17", "Statement": statements}}),
    ];
    let trust = profile.trust.as_ref().map(trust_policy);
    let (policy, shown) = trust.unzip();
    documents.extend(policy.map(|policy| json!({"kind": "trust", "document": policy})));
    let principal = if profile.auth == Auth::User { USER } else { ROLE };
    // Across accounts, the bucket's side would have to allow it, too.
    let account = profile.cross_account.then_some("210987654321");
    let case = json!({
        "profile": named, "request": {"principal": principal}, "documents": documents,
        "facts": {
            "bucket": {"name": "acme", "prefix": "data/", "account": account},
            "trust": shown.unwrap_or_default(),
        },
    });
    let case: wire::Case = serde_json::from_value(case).map_err(|error| error.to_string())?;
    Ok(analyze(&case.into_input()?))
}

#[test]
fn every_file_is_built_in_under_its_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/undenied/profiles");
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        files.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    files.sort();
    let mut ids: Vec<&str> = profile::names().map(|(id, _)| id).collect();
    ids.sort_unstable();
    assert_eq!(files, ids);
}

#[test]
fn what_a_profile_asks_for_is_enough() {
    for profile in profile::all() {
        let report = report(profile, &json!(profile.id), &|_| false).unwrap();
        let found: Vec<&str> = report.findings.iter().map(|it| it.rule.id).collect();
        assert_eq!(found, [""; 0], "{}", profile.id);
        assert_eq!(report.verdict.outcome, Outcome::Allowed, "{}", profile.id);
    }
}

#[test]
fn without_what_is_required_it_is_denied() {
    for profile in profile::all() {
        let report =
            report(profile, &json!(profile.id), &|level| level == Level::Required).unwrap();
        assert_eq!(report.verdict.outcome, Outcome::ImplicitDeny, "{}", profile.id);
    }
}

#[test]
fn what_is_not_required_is_shown_and_never_denies() {
    let mut seen = 0;
    for profile in profile::all() {
        let report =
            report(profile, &json!(profile.id), &|level| level != Level::Required).unwrap();
        assert_eq!(report.verdict.outcome, Outcome::Allowed, "{}", profile.id);
        let advised = |level| profile.needs.iter().filter(move |need| need.level == level).count();
        let denied = report.checks.iter().filter(|check| check.outcome == Outcome::ImplicitDeny);
        let count = advised(Level::Recommended) + advised(Level::Optional);
        assert_eq!(denied.count(), count, "{}", profile.id);
        assert_eq!(report.findings.is_empty(), advised(Level::Recommended) == 0, "{}", profile.id);
        for finding in &report.findings {
            assert_eq!(finding.rule.id, "missing-permission");
            assert_eq!((finding.severity, finding.causes_denial), (Severity::Suggestion, false));
            seen += 1;
        }
    }
    assert!(seen > 3, "only {seen} suggestions");
}

#[test]
fn a_profile_in_place_is_as_good_as_a_built_in_one() {
    for ((_, text), profile) in profile::built_in().zip(profile::all()) {
        let own: Value = serde_json::from_str(text).unwrap();
        for left_out in [Level::Required, Level::Recommended, Level::Optional] {
            let one = report(profile, &json!(profile.id), &|level| level == left_out).unwrap();
            let other = report(profile, &own, &|level| level == left_out).unwrap();
            assert_eq!(format!("{one:?}"), format!("{other:?}"), "{}", profile.id);
        }
    }
}

#[test]
fn a_slip_in_a_profile_in_place_stands_in_the_answer() {
    let case = json!({"profile": {
        "id": "own", "name": {"en": "Own", "ja": "Own"}, "objectActions": [{"action": "s3:GetObject"}], "users": "x",
    }});
    let case: wire::Case = serde_json::from_value(case).unwrap();
    let input = case.into_input().unwrap();
    assert!(input.notes[0].en.starts_with("`profile` has no field `users`"), "{:?}", input.notes);
    let case: wire::Case = serde_json::from_value(json!({"profile": {"id": "own"}})).unwrap();
    let refused = case.into_input().unwrap_err();
    assert!(refused.starts_with("`profile` cannot be read: `name` is missing"), "{refused}");
}

#[test]
fn nothing_of_the_documentation_stands_as_a_default_in_an_answer() {
    for profile in profile::all() {
        let case = json!({"profile": profile.id, "facts": {"bucket": {"name": "acme"}}});
        let case: wire::Case = serde_json::from_value(case).unwrap();
        let input = case.into_input().unwrap();
        let report = analyze(&input);
        let answer = wire::answer(&input, &report, undenied::Lang::En);
        for profile in profile::all() {
            let samples = &profile.samples;
            let ids = samples.external_ids.iter().filter(|id| id.len() > 5);
            for sample in ids.chain(&samples.accounts).chain(&samples.keys) {
                assert!(!answer.contains(sample.as_str()), "{sample} in {answer}");
            }
        }
        assert!(profile.trust.is_none() || report.verdict.outcome == Outcome::Undetermined);
    }
}

/// The outcome of assuming the role, for a profile in place or by id.
fn assumed(profile: &Value, trust: &Value, principal: &Value) -> Result<Outcome, String> {
    let document = json!({"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole",
    }});
    let case = json!({
        "profile": profile, "request": {"principal": ROLE}, "facts": {"trust": trust},
        "documents": [{"kind": "trust", "document": document}],
    });
    let case: wire::Case = serde_json::from_value(case).map_err(|error| error.to_string())?;
    let report = analyze(&case.into_input()?);
    report.checks.first().map(|check| check.outcome).ok_or_else(|| "no check".to_owned())
}

#[test]
fn a_vendor_s_account_is_anybody_there_and_its_user_is_that_one() {
    let (bitmovin, user) = (
        json!("bitmovin-input"),
        json!({"AWS": "arn:aws:iam::630681592166:user/bitmovinCustomerS3Access"}),
    );
    let (account, other) = (json!({"AWS": "630681592166"}), json!({"AWS": "630681592167"}));
    let nothing = json!({});
    for (trust, principal, expected) in [
        (&nothing, &user, Outcome::Allowed),
        (&nothing, &account, Outcome::Allowed),
        (&nothing, &other, Outcome::ImplicitDeny),
        // The documented user is meant where its account is told, and nobody known in another one.
        (&json!({"accountId": "630681592166"}), &user, Outcome::Allowed),
        (&json!({"accountId": "630681592167"}), &user, Outcome::ImplicitDeny),
        (&json!({"accountId": "630681592167"}), &other, Outcome::Allowed),
        (
            &json!({"principal": "arn:aws:iam::630681592166:user/else"}),
            &user,
            Outcome::ImplicitDeny,
        ),
    ] {
        let found = assumed(&bitmovin, trust, principal).unwrap();
        assert_eq!(found, expected, "{trust} {principal}");
    }
    let tidb = json!("tidb-cloud-dedicated-import");
    let told = json!({"accountId": "999988887777"});
    let role = json!({"AWS": "arn:aws:iam::999988887777:role/importer"});
    assert_eq!(assumed(&tidb, &told, &role).unwrap(), Outcome::Undetermined);
    assert_eq!(assumed(&tidb, &nothing, &role).unwrap(), Outcome::Undetermined);
}

#[test]
fn of_several_documented_roles_the_trusted_one_is_meant() {
    let databricks = json!("databricks-unity-catalog");
    let told = json!({"externalId": "x"});
    for (role, expected) in [
        (
            "arn:aws-us-gov:iam::044793339203:role/unity-catalog-prod-UCMasterRole-1QRFA8SGY15OJ",
            Outcome::Allowed,
        ),
        ("arn:aws:iam::414351767826:role/another", Outcome::ImplicitDeny),
    ] {
        assert_eq!(assumed(&databricks, &told, &json!({"AWS": role})).unwrap(), expected, "{role}");
    }
}

#[test]
fn the_customer_s_own_account_may_be_the_one_to_trust() {
    let own = json!({
        "id": "own", "name": {"en": "Own", "ja": "Own"}, "objectActions": [{"action": "s3:GetObject"}],
        "trust": {"principal": {"kind": "self"}},
    });
    let nothing = json!({});
    let trusts = |account: &str| assumed(&own, &nothing, &json!({"AWS": account}));
    assert_eq!(trusts("210987654321").unwrap(), Outcome::Allowed);
    assert_eq!(trusts("999988887777").unwrap(), Outcome::ImplicitDeny);
}
