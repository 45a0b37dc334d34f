//! What fires in trust policies, and what does not.

use crate::{policy::Kind, rules::testing::check};

/// One `Allow` statement of `elements`; `marked` stands under carets where something is found.
fn one(rule: &str, elements: &str, marked: &str, message: &str) {
    let line =
        format!(r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", {elements}}}]}}"#);
    let carets = match message {
        "" => String::new(),
        message => {
            let at = " ".repeat(line.find(marked).unwrap());
            format!("{at}{} {message}\n", "^".repeat(marked.len()))
        }
    };
    check(rule, Kind::Trust, &format!("\n{line}\n{carets}"));
}

const ASSUME: &str = r#""Action": "sts:AssumeRole""#;
const GITHUB: &str = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

/// Web identities of `provider` under `operator` with `key` and `value`.
fn web(provider: &str, operator: &str, key: &str, value: &str) -> String {
    format!(
        r#""Principal": {{"Federated": "{provider}"}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {{"{operator}": {{"{key}": "{value}"}}}}"#
    )
}

#[test]
fn principals_that_trust_policies_do_not_take() {
    let rule = "not-principal-in-trust-policy";
    let marked = "\"NotPrincipal\"";
    one(rule, &format!(r#"{marked}: {{"AWS": "111122223333"}}, {ASSUME}"#), marked, "takes no");
    one(rule, &format!(r#""Principal": {{"AWS": "111122223333"}}, {ASSUME}"#), "", "");
    let bucket = r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "s3:*", "Resource": "arn:aws:s3:::acme/*"}]}
"#;
    check(rule, Kind::Bucket, bucket);
    let rule = "bare-star-in-trust-policy";
    one(rule, &format!(r#""Principal": "*", {ASSUME}"#), "\"*\"", "does not take");
    one(rule, &format!(r#""Principal": {{"AWS": "*"}}, {ASSUME}"#), "", "");
    let organization = r#""Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}"#;
    let line = format!(r#""Principal": "*", {ASSUME}, {organization}"#);
    one(rule, &line, "\"*\"", "does not take");
}

#[test]
fn a_federated_principal_is_a_provider_or_a_domain() {
    let rule = "invalid-federated-principal";
    let with =
        |name: &str| format!(r#""Principal": {{"Federated": {name}}}, "Action": "sts:TagSession""#);
    for wrong in [
        "\"http://accounts.google.com\"",
        "\"arn:aws:iam::111122223333:role/idp\"",
        "\"arn:aws:iam::1111:saml-provider/idp\"",
        "\"okta\"",
    ] {
        one(rule, &with(wrong), wrong, "names no identity provider");
    }
    for right in [
        "\"accounts.google.com\"",
        "\"arn:aws-cn:iam::111122223333:saml-provider/idp\"",
        "\"arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/1\"",
        "\"${ProviderArn}\"",
        "\"arn:aws:iam::<ACCOUNT>:saml-provider/idp\"",
    ] {
        one(rule, &with(right), "", "");
    }
}

#[test]
fn each_kind_of_principal_has_its_way_to_assume() {
    let rule = "assume-action-of-other-principals";
    let saml = r#"{"Federated": "arn:aws:iam::111122223333:saml-provider/idp"}"#;
    let web = r#"{"Federated": "cognito-identity.amazonaws.com"}"#;
    let role = r#"{"AWS": "arn:aws:iam::111122223333:role/a"}"#;
    let service = r#"{"Service": "ec2.amazonaws.com"}"#;
    let (plain, with_saml, with_web) =
        ("\"sts:AssumeRole\"", "\"sts:AssumeRoleWithSAML\"", "\"sts:AssumeRoleWithWebIdentity\"");
    for (principal, right) in [(saml, with_saml), (web, with_web), (role, plain), (service, plain)]
    {
        for action in [plain, with_saml, with_web] {
            let elements =
                format!(r#""Principal": {principal}, "Action": [{action}, "sts:TagSession"]"#);
            one(rule, &elements, action, if action == right { "" } else { "No principal" });
        }
    }
    let mixed = r#"{"Federated": "${Provider}", "AWS": "111122223333"}"#;
    for (principal, action) in [
        (saml, "\"sts:*\""),
        (web, "\"sts:AssumeRole*\""),
        (r#"{"AWS": "*"}"#, with_web),
        (mixed, with_saml),
    ] {
        one(rule, &format!(r#""Principal": {principal}, "Action": {action}"#), "", "");
    }
}

#[test]
fn roles_anywhere_needs_three_actions() {
    let rule = "roles-anywhere-lacks-action";
    let with = |action: &str| {
        format!(r#""Principal": {{"Service": "rolesanywhere.amazonaws.com"}}, "Action": {action}"#)
    };
    one(
        rule,
        &with("\"sts:AssumeRole\""),
        "\"sts:AssumeRole\"",
        "`sts:SetSourceIdentity`, `sts:TagSession`",
    );
    one(rule, &with(r#"["sts:AssumeRole", "sts:TagSession", "sts:setsourceidentity"]"#), "", "");
    one(rule, &with("\"sts:*\""), "", "");
    one(rule, &with("\"sts:AssumeRole\"").replace("rolesanywhere", "ec2"), "", "");
    check(
        rule,
        Kind::Trust,
        r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"}, "Action": ["sts:TagSession", "sts:SetSourceIdentity"]}]}
"#,
    );
}

#[test]
fn a_web_identity_is_asked_who_it_is() {
    let rule = "web-identity-without-condition";
    let google = "accounts.google.com";
    let marked = "\"accounts.google.com\"";
    one(rule, &web(google, "StringEquals", "aws:SourceIp", "x"), marked, "which identities");
    one(rule, &web(google, "StringEquals", "Accounts.google.com:aud", "x"), "", "");
    one(rule, &web(google, "StringEquals", "${Issuer}:aud", "x"), "", "");
    let eks = "oidc.eks.us-east-1.amazonaws.com/id/1";
    let provider = format!("arn:aws:iam::111122223333:oidc-provider/{eks}");
    one(rule, &web(&provider, "StringEquals", &format!("{eks}:sub"), "x"), "", "");
    let saml = r#""Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/idp"}, "Action": "sts:AssumeRoleWithSAML""#;
    one(rule, saml, "", "");
    one(rule, &web(GITHUB, "StringEquals", "aws:SourceIp", "x"), "", "");
    one(rule, &web("http://accounts.google.com", "StringEquals", "aws:SourceIp", "x"), "", "");
}

#[test]
fn github_is_asked_for_the_repository() {
    let rule = "github-without-repository";
    let key = |claim: &str| format!("token.actions.githubusercontent.com:{claim}");
    let marked = format!("\"{GITHUB}\"");
    one(rule, &web(GITHUB, "StringEquals", &key("aud"), "x"), &marked, "which repositories");
    for claim in ["sub", "job_workflow_ref"] {
        one(rule, &web(GITHUB, "StringLike", &key(claim), "repo:acme/app:*"), "", "");
    }
    one(rule, &web("accounts.google.com", "StringEquals", "aws:SourceIp", "x"), "", "");
    let rule = "github-wildcard";
    let marked = "\"repo:acme/app:*\"";
    one(rule, &web(GITHUB, "StringLike", &key("sub"), "repo:acme/app:*"), marked, "whatever");
    let exact = "repo:acme/app:ref:refs/heads/main";
    one(rule, &web(GITHUB, "StringLike", &key("sub"), exact), "", "");
    one(rule, &web(GITHUB, "StringNotLike", &key("sub"), "repo:acme/app:*"), "", "");
    one(rule, &web(GITHUB, "StringLike", &key("aud"), "*"), "", "");
}

#[test]
fn a_role_stands_for_its_sessions() {
    let rule = "session-beside-its-role";
    let session = "\"arn:aws:sts::111122223333:assumed-role/app/i-1\"";
    let with = |role: &str| format!(r#""Principal": {{"AWS": [{session}, "{role}"]}}, {ASSUME}"#);
    one(rule, &with("arn:aws:iam::111122223333:role/path/app"), session, "is a session");
    one(rule, &with("arn:aws:iam::444455556666:role/app"), "", "");
    one(rule, &with("arn:aws:iam::111122223333:role/apps"), "", "");
}

#[test]
fn set_operators_are_for_several_audiences() {
    let (any, confirm) = ("for-any-value-of-one-audience", "set-operator-on-audience");
    let key = "token.actions.githubusercontent.com:aud";
    let marked = "\"ForAnyValue:StringEquals\"";
    let known = web(GITHUB, "ForAnyValue:StringEquals", key, "sts.amazonaws.com");
    one(any, &known, marked, "has one value");
    one(confirm, &known, "", "");
    one(any, &web(GITHUB, "StringEquals", key, "sts.amazonaws.com"), "", "");
    let other = web("idp.example.com", "ForAnyValue:StringEquals", "idp.example.com:aud", "x");
    one(confirm, &other, marked, "several values");
    one(any, &other, "", "");
    one(confirm, &other.replace("ForAnyValue:", ""), "", "");
    one(confirm, &web("idp.example.com", "ForAnyValue:StringEquals", "SAML:aud", "x"), "", "");
}
