//! What is generated works: decided as allowed, and read back from every form.

use super::*;
use crate::{
    BucketFacts, Document, Encryption, Facts, Outcome, Request, SETTINGS, TrustFacts, analyze,
    intake,
    profile::{self, PrincipalKind},
};

const KEY: &str =
    "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/// What the vendor of `profile` would show, and a bucket of this account.
fn input(profile: &Profile, bucket_account: &str) -> Input {
    let has_known = profile.trust.as_ref().is_some_and(|trust| !trust.known.is_empty());
    let shows_arn = profile.trust.as_ref().is_some_and(|trust| {
        matches!(trust.kind, PrincipalKind::Role | PrincipalKind::User) && trust.known.is_empty()
    });
    let principal = shows_arn.then(|| "arn:aws:iam::999988887777:role/vendor".to_owned());
    Input {
        settings: Some(&SETTINGS),
        request: Request {
            principal: Some("arn:aws:iam::111122223333:role/import".into()),
            ..Request::default()
        },
        facts: Facts {
            trust: TrustFacts {
                account_id: (!has_known).then(|| "999988887777".to_owned()),
                external_id: Some("ext-1".into()),
                subject: Some("1234567890".into()),
                principal,
            },
            bucket: BucketFacts {
                name: Some("acme".into()),
                prefix: Some("mydata/".into()),
                account: Some(bucket_account.into()),
                encryption: Some(Encryption {
                    algorithm: "aws:kms".into(),
                    key_arn: Some(KEY.into()),
                    bucket_key_enabled: Some(false),
                }),
                ..BucketFacts::default()
            },
            ..Facts::default()
        },
        ..Input::default()
    }
}

fn verdict(input: &Input, profile: &Profile, documents: Vec<(Kind, String)>) -> String {
    let documents = documents.into_iter().enumerate();
    let documents = documents.map(|(index, (kind, text))| Document {
        id: format!("{index}"),
        kind,
        text,
        target: None,
    });
    let case =
        Input { documents: documents.collect(), profile: Some(profile.clone()), ..input.clone() };
    let report = analyze(&case);
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    format!("{:?}", report.verdict.outcome)
}

#[test]
fn what_is_generated_is_allowed_in_every_profile() {
    for profile in profile::all() {
        for account in ["111122223333", "444455556666"] {
            let input = input(profile, account);
            let generated = generate(&input, profile, Lang::En);
            let documents = generated.into_iter().map(|it| (it.kind, it.policy)).collect();
            let found = verdict(&input, profile, documents);
            assert_eq!(found, format!("{:?}", Outcome::Allowed), "{}", profile.id);
        }
    }
}

#[test]
fn every_form_is_read_back_as_the_same_policies() {
    for profile in profile::all() {
        let mut input = input(profile, "111122223333");
        input.facts.bucket.encryption = None;
        let generated = generate(&input, profile, Lang::En);
        for form in [Form::Text, Form::Json, Form::Commands, Form::CloudFormation, Form::Terraform]
        {
            let text = write(&generated, &input, form, Lang::En);
            let found = intake::read(&text).documents;
            let documents = found.into_iter().map(|it| (it.kind, it.text)).collect();
            let found = verdict(&input, profile, documents);
            assert_eq!(
                found,
                format!("{:?}", Outcome::Allowed),
                "{} as {form:?}\n{text}",
                profile.id
            );
        }
    }
}

/// Policies of IAM and AWS KMS take no such letters, those of S3 do.
#[test]
fn a_folder_with_a_japanese_name_is_written_as_each_service_takes_it() {
    let profile = profile::by_id("tidb-cloud-dedicated-import").unwrap();
    let mut input = input(&profile, "444455556666");
    input.facts.bucket.prefix = Some("資料/📄/".into());
    let generated = generate(&input, &profile, Lang::En);
    let of_kind = |kind| generated.iter().find(|it| it.kind == kind).unwrap();
    let (identity, bucket) = (of_kind(Kind::Identity), of_kind(Kind::Bucket));
    assert!(identity.policy.contains("arn:aws:s3:::acme/??/??/*"), "{}", identity.policy);
    assert!(bucket.policy.contains("arn:aws:s3:::acme/資料/📄/*"), "{}", bucket.policy);
    assert_eq!((identity.note.is_some(), bucket.note.is_some()), (true, false));
    for form in [Form::Text, Form::Json, Form::Commands, Form::CloudFormation, Form::Terraform] {
        let text = write(&generated, &input, form, Lang::En);
        assert!(text.contains("`?` stands for"), "{form:?}: {text}");
    }
    let documents = generated.into_iter().map(|it| (it.kind, it.policy)).collect();
    assert_eq!(verdict(&input, &profile, documents), format!("{:?}", Outcome::Allowed));
}

#[test]
fn what_only_the_user_knows_is_a_placeholder_in_the_user_s_language() {
    let profile = profile::by_id("tidb-cloud-dedicated-import").unwrap();
    let shown = |lang| {
        let generated = generate(&Input::default(), &profile, lang);
        generated.into_iter().map(|it| it.policy).collect::<String>()
    };
    assert!(shown(Lang::En).contains("arn:aws:s3:::<bucket name>/*"));
    assert!(shown(Lang::Ja).contains("<TiDB Cloud の外部 ID>"));
}

#[test]
fn nothing_is_generated_that_the_case_does_not_need() {
    let profile = profile::by_id("generic-s3-read").unwrap();
    let mut input = input(&profile, "111122223333");
    input.facts.bucket.encryption = None;
    let kinds: Vec<Kind> =
        generate(&input, &profile, Lang::En).into_iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [Kind::Identity]);
}
