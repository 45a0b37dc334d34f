//! Policies that IAM and AWS STS read: identities, boundaries, sessions, roles.

use undenied::policy::Kind;

use super::{ASSUMED, PUBLIC, READ, policy, refused, saved};

const BY_VENDOR: &str =
    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";

const SID_FORM: &str = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";

#[test]
fn iam_reads_elements_first() {
    let kind = Kind::Identity;
    saved(kind, &policy(READ));
    saved(kind, &policy(READ).replace(r#""Version": "2012-10-17", "#, ""));
    refused(kind, &policy(READ).replace("]}", "]"), &["Syntax errors in policy."]);
    refused(
        kind,
        &policy(&READ.replace("\"Action\"", "\"action\"")),
        &["Syntax errors in policy."],
    );
    refused(kind, &policy(&READ.replace("Allow", "Permit")), &["Syntax errors in policy."]);
    refused(kind, &policy(&READ.replace("Allow", "allow")), &["The policy failed legacy parsing"]);
    let no_action = r#""Effect": "Allow", "Resource": "*""#;
    refused(kind, &policy(no_action), &["Policy statement must contain actions."]);
    let no_resource = r#""Effect": "Allow", "Action": "s3:*""#;
    refused(kind, &policy(no_resource), &["Policy statement must contain resources."]);
    let principal = r#""Principal": "*""#;
    let both = format!("{{{READ}}}, {{{READ}, {principal}}}");
    let text = policy("").replace("{}", &both);
    refused(kind, &text, &["Policy document should not specify a principal."]);
    // The whole document is read for slips before any statement is looked into.
    let text = text.replace("\"2012-10-17\"", "\"2026-11-22\"");
    let words = ["Syntax errors in policy.", "Policy document should not specify a principal."];
    refused(kind, &text, &words);
}

#[test]
fn iam_takes_letters_and_digits_once_as_names() {
    let named = |one: &str, other: &str| {
        let both = format!("{{\"Sid\": \"{one}\", {READ}}}, {{\"Sid\": \"{other}\", {READ}}}");
        policy("").replace("{}", &both)
    };
    let words = ["Statement IDs (SID) in a single policy must be unique."];
    for kind in [Kind::Identity, Kind::PermissionsBoundary, Kind::Session] {
        refused(kind, &named("A", "A"), &words);
        let form = match kind {
            Kind::Session => "-",
            _ => SID_FORM,
        };
        refused(kind, &named("A-1", "B"), &[form]);
        saved(kind, &named("A", "a"));
        saved(kind, &named("", ""));
        saved(kind, &named("${Name}", "${Name}"));
    }
    let bucket = |one: &str, other: &str| named(one, other).replace(READ, PUBLIC);
    saved(Kind::Bucket, &bucket("Allow all - really", "B"));
}

#[test]
fn iam_takes_latin_characters() {
    let named = |elements: &str| policy(&format!("\"Sid\": \"許可\", {elements}"));
    for (kind, elements) in [(Kind::Identity, READ), (Kind::Session, READ), (Kind::Trust, ASSUMED)]
    {
        let words = match kind {
            Kind::Trust => vec!["-"],
            Kind::Session => vec!["-", "-"],
            _ => vec!["-", SID_FORM],
        };
        refused(kind, &named(elements), &words);
    }
    saved(Kind::Bucket, &named(PUBLIC));
    let tag = r#""Condition": {"StringEquals": {"aws:PrincipalTag/team": "VALUE"}}"#;
    let tagged = |value: &str| policy(&format!("{READ}, {}", tag.replace("VALUE", value)));
    refused(Kind::Identity, &tagged("分析"), &["-"]);
    saved(Kind::Identity, &tagged("équipe"));
    saved(Kind::Identity, &tagged("\\u5206"));
    saved(Kind::Identity, &tagged("<チーム名>"));
    saved(Kind::ServiceControl, &tagged("分析"));
}

#[test]
fn iam_takes_arns_of_certain_forms() {
    let with = |resource: &str| policy(&READ.replace("arn:aws:s3:::acme/*", resource));
    for (resource, words) in [
        ("acme/data", "Resource acme/data must be in ARN format or \"*\"."),
        ("s3://acme/", "Resource s3://acme/ must be in ARN format or \"*\"."),
        ("arn:aws:s3::acme", "The policy failed legacy parsing"),
        (
            "arn:azure:s3:::acme",
            "Partition \"azure\" is not valid for resource \"arn:azure:s3:::acme\".",
        ),
        ("arn:aws::::acme", "Resource vendor must be fully qualified and cannot contain regexes."),
        (
            "arn:aws:s*:::acme",
            "Resource vendor must be fully qualified and cannot contain regexes.",
        ),
        (
            "arn:aws:s3:us-east-1:111122223333:acme",
            "Resource arn:aws:s3:us-east-1:111122223333:acme can not contain region information.",
        ),
        (
            "arn:aws:iam:us-east-1:111122223333:role/a",
            "IAM resource arn:aws:iam:us-east-1:111122223333:role/a cannot contain region information.",
        ),
        ("arn:aws:iam::111122223333:rolle/a", "-"),
        ("arn:aws:dynamo:us-east-1:111122223333:table/a", "Vendor dynamo is not valid"),
    ] {
        refused(Kind::Identity, &with(resource), &[words]);
        refused(Kind::PermissionsBoundary, &with(resource), &[words]);
        saved(Kind::VpcEndpoint, &policy(&PUBLIC.replace("acme", "a")));
    }
    for resource in [
        "*",
        "arn:aws:*",
        "arn:aws-us-gov:s3:::acme/*",
        "arn:*:s3:::acme",
        "arn:aws:s3:us-east-1:111122223333:accesspoint/a",
        "arn:aws:s3:us-east-1:111122223333:job/*",
        "arn:aws:iam::111122223333:role/a",
        "arn:aws:iam::*:*",
        "${aws:PrincipalTag/arn}",
        "${Bucket.Arn}/*",
        "<bucket ARN>",
        // ARNs of a service may begin otherwise than its actions.
        "arn:aws:catalog:us-east-1:111122223333:portfolio/a",
        "arn:aws:zocalo:us-east-1:111122223333:a",
        "arn:aws:deepracer:us-east-1:111122223333:car/a",
        // Useless, and saved.
        "arn:aws:s3:::acme",
        "arn:aws:sqs:us-east-1:111122223333:queue",
    ] {
        saved(Kind::Identity, &with(resource));
    }
}

#[test]
fn iam_takes_any_action_with_a_vendor() {
    let with = |action: &str| policy(&READ.replace("s3:GetObject", action));
    refused(Kind::Identity, &with("GetObject"), &[BY_VENDOR]);
    let words = ["Actions/Condition can contain only one colon."];
    refused(Kind::Identity, &with("s3:Get:Object"), &words);
    refused(Kind::Identity, &with("a b:GetObject"), &["Vendor a b is not valid"]);
    for action in ["*", "*:*", "s3:HeadObject", "s3:Lst*", "nosuch:Thing", "s3*:Get*", "${Action}"]
    {
        saved(Kind::Identity, &with(action));
    }
    let condition = r#""Condition": {"StringEquals": {"SourceVpc": "vpc-1"}}"#;
    refused(Kind::Identity, &policy(&format!("{READ}, {condition}")), &[BY_VENDOR]);
}

#[test]
fn iam_keeps_values_that_their_operator_can_read_and_sts_takes_any() {
    let with = |operator: &str, value: &str| {
        policy(&format!(r#"{READ}, "Condition": {{"{operator}": {{"aws:x": "{value}"}}}}"#))
    };
    for (operator, wrong, right) in [
        ("NumericLessThan", "ten", "+1.0"),
        ("DateLessThan", "tomorrow", "2026-01-31"),
        ("DateGreaterThan", "31.1.2026", "1767312000"),
        ("IpAddress", "10.0.0.0/33", "203.0.113.7/24"),
        ("NotIpAddress", "2001:db8::1/32", "2001:db8::/32"),
        ("ArnLike", "role/admin", "arn:aws:iam::111122223333:role/a"),
        ("ArnEquals", "arn:aws:iam", "*"),
        ("BinaryEquals", "a", "QmluYXJ5VmFsdWU="),
    ] {
        refused(Kind::Identity, &with(operator, wrong), &["-"]);
        saved(Kind::Session, &with(operator, wrong));
        saved(Kind::Identity, &with(operator, right));
        saved(Kind::Identity, &with(operator, "${aws:PrincipalTag/x}"));
        saved(Kind::Identity, &with(operator, "<value>"));
    }
    saved(Kind::Identity, &with("Bool", "yes"));
}

#[test]
fn a_boundary_is_a_managed_policy() {
    let words = ["Policy document must be version 2012-10-17 or greater."];
    let old = policy(READ).replace("2012-10-17", "2008-10-17");
    refused(Kind::PermissionsBoundary, &old, &words);
    saved(Kind::Identity, &old);
    saved(Kind::PermissionsBoundary, &policy(READ));
}

#[test]
fn a_trust_policy_is_about_whom_and_how() {
    let kind = Kind::Trust;
    saved(kind, &policy(ASSUMED));
    let resource = format!(r#"{ASSUMED}, "Resource": "*""#);
    refused(kind, &policy(&resource), &["Has prohibited field Resource."]);
    refused(kind, &policy(ASSUMED).replace("]}", "]"), &["This policy contains invalid Json"]);
    let with = |principal: &str| policy(&ASSUMED.replace("{\"AWS\": \"111122223333\"}", principal));
    let words = ["AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\"."];
    refused(kind, &with("\"*\""), &words);
    saved(kind, &with(r#"{"AWS": "*"}"#));
    let all_but = ASSUMED.replace("Principal", "NotPrincipal");
    refused(kind, &policy(&all_but), &["Has prohibited field NotPrincipal."]);
    for (principal, shown) in [
        (
            r#"{"AWS": "arn:aws:iam::111122223333:group/a"}"#,
            "\"AWS\":\"arn:aws:iam::111122223333:group/a\"",
        ),
        (
            r#"{"AWS": "arn:aws:iam::111122223333:role/*"}"#,
            "\"AWS\":\"arn:aws:iam::111122223333:role/*\"",
        ),
        (
            r#"{"AWS": "arn:aws:iam::111122223333:role/a "}"#,
            "\"AWS\":\"arn:aws:iam::111122223333:role/a \"",
        ),
        (r#"{"AWS": "arn:aws:iam::1234:root"}"#, "\"AWS\":\"arn:aws:iam::1234:root\""),
        (r#"{"AWS": "admin"}"#, "\"AWS\":\"admin\""),
        (r#"{"Service": "*"}"#, "\"SERVICE\":\"*\""),
        (r#"{"Service": "ec2.amazonaws.con"}"#, "\"SERVICE\":\"ec2.amazonaws.con\""),
        (r#"{"Service": "ec2.amazonaws.com "}"#, "\"SERVICE\":\"ec2.amazonaws.com \""),
    ] {
        refused(kind, &with(principal), &[&format!("Invalid principal in policy: {shown}")]);
    }
    for principal in [
        r#"{"AWS": "AROAEXAMPLEEXAMPLE12"}"#,
        r#"{"AWS": "arn:aws:iam::<account>:root"}"#,
        r#"{"AWS": "arn:aws:iam::${AWS::AccountId}:root"}"#,
        r#"{"AWS": "arn:aws:sts::111122223333:assumed-role/a/b"}"#,
        r#"{"Service": "ec2.amazonaws.com"}"#,
        r#"{"Service": "EC2.amazonaws.com.cn"}"#,
        r#"{"Service": "alexa-appkit.amazon.com"}"#,
        r#"{"Service": "ec2.${AWS::URLSuffix}"}"#,
    ] {
        saved(kind, &with(principal));
    }
    let words = ["AssumeRole policy may only specify STS AssumeRole actions."];
    for action in ["s3:GetObject", "sts:TagSessions", "AssumeRole"] {
        refused(kind, &policy(&ASSUMED.replace("sts:AssumeRole", action)), &words);
    }
    saved(kind, &policy(&ASSUMED.replace("sts:AssumeRole", "sts:TagSession")));
}

#[test]
fn shared_providers_are_to_be_asked_for_what_tells_their_customers_apart() {
    let kind = Kind::Trust;
    let with = |provider: &str, condition: &str| {
        policy(&format!(
            r#""Effect": "Allow", "Principal": {{"Federated": "{provider}"}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {{{condition}}}"#
        ))
    };
    let own = |name: &str| format!("arn:aws:iam::111122223333:oidc-provider/{name}");
    let asks = |operator: &str, key: &str| format!(r#""{operator}": {{"{key}": "repo:acme/app"}}"#);
    for (name, claims) in [
        (
            "token.actions.githubusercontent.com",
            ["sub", "job_workflow_ref", "repository"].as_slice(),
        ),
        ("agent.buildkite.com", &["sub"]),
    ] {
        let provider = own(name);
        for claim in claims {
            let key = format!("{name}:{claim}");
            saved(kind, &with(&provider, &asks("StringEquals", &key)));
            saved(kind, &with(&provider, &asks("StringLike", &key.to_ascii_uppercase())));
            refused(kind, &with(&provider, &asks("StringNotEquals", &key)), &["-"]);
            let denied = with(&provider, &asks("StringNotEquals", &key)).replace("Allow", "Deny");
            saved(kind, &denied);
        }
        refused(kind, &with(&provider, &asks("StringEquals", &format!("{name}:aud"))), &["-"]);
        refused(kind, &with(&provider, ""), &["-"]);
        saved(kind, &with(&provider, &asks("StringEquals", "${Key}")));
    }
    let pools = "cognito-identity.amazonaws.com";
    refused(kind, &with(pools, ""), &["-"]);
    saved(kind, &with(pools, &asks("StringEquals", &format!("{pools}:aud"))));
    saved(kind, &with(pools, &asks("ForAnyValue:StringLike", &format!("{pools}:amr"))));
    // Those that one customer has by itself.
    for name in ["oidc.eks.us-east-1.amazonaws.com/id/AB12", "login.example.com"] {
        saved(kind, &with(&own(name), &asks("StringEquals", &format!("{name}:aud"))));
        saved(kind, &with(&own(name), ""));
    }
}
