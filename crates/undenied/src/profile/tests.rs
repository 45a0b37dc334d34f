//! The built-in profiles are whole, and slips in one given in place are pointed at.

use super::*;
use crate::catalog::{S3Resource, s3_resource};

fn read_well(text: &str) -> Profile {
    let (profile, slips) = read(text);
    assert_eq!(slips, []);
    profile.unwrap()
}

/// The sentences on `text`, in English, with what each points at.
fn slips(text: &str) -> Vec<String> {
    let (_, slips) = read(text);
    slips.iter().map(|slip| format!("{} {}", slip.span.of(text), slip.words.en)).collect()
}

fn code(text: &str) -> Vec<&str> {
    let mut code: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    code.sort_unstable();
    code
}

/// Labels of consoles, which exist in English only.
fn labels(text: &str) -> Vec<&str> {
    let mut labels: Vec<&str> = text.split("**").skip(1).step_by(2).collect();
    labels.sort_unstable();
    labels
}

#[test]
fn every_built_in_profile_reads_without_slips_under_its_own_id() {
    let mut ids = Vec::new();
    for (id, text) in built_in() {
        let profile = read_well(text);
        assert_eq!(profile.id, id);
        assert!(!ids.contains(&id), "{id} is listed twice");
        ids.push(id);
    }
    assert_eq!(ids.len(), all().len());
    assert_eq!(ids.first(), Some(&"tidb-cloud-dedicated-import"));
    assert_eq!(find(GENERIC_READ).unwrap().id, GENERIC_READ);
}

#[test]
fn pickers_find_tidb_cloud_first_then_vendors_by_name_then_anybody() {
    let rank = |profile: &Profile| match profile.vendor.as_str() {
        "TiDB Cloud" => (0, String::new()),
        "" => (2, String::new()),
        vendor => (1, vendor.to_lowercase()),
    };
    assert!(all().iter().map(rank).is_sorted());
}

#[test]
fn every_action_is_one_of_s3_and_on_its_own_kind_of_resource() {
    for profile in all() {
        for need in &profile.needs {
            let on = match need.on {
                NeedOn::Bucket => S3Resource::Bucket,
                NeedOn::Objects => S3Resource::Object,
            };
            assert_eq!(s3_resource(&need.action), Some(on), "{} {}", profile.id, need.action);
        }
        assert!(profile.needs.iter().any(|need| need.level == Level::Required), "{}", profile.id);
    }
}

#[test]
fn every_text_says_the_same_in_both_languages() {
    for profile in all() {
        let mut texts = vec![&profile.name, &profile.caller];
        texts.extend(&profile.traps);
        texts.extend(profile.needs.iter().filter_map(|need| need.why.as_ref()));
        if let Some(trust) = &profile.trust {
            let id = &trust.external_id;
            texts.extend([&trust.shown_at, &id.shown_at, &id.without]);
        }
        for words in texts {
            assert_eq!(words.en.is_empty(), words.ja.is_empty(), "{words:?}");
            assert_eq!(code(&words.en), code(&words.ja), "{words:?}");
            assert_eq!(labels(&words.en), labels(&words.ja), "{words:?}");
        }
        assert_eq!(profile.links.en.len(), profile.links.ja.len(), "{}", profile.id);
        // Those stand in answers, which know code and no labels.
        let whys = profile.needs.iter().filter_map(|need| need.why.as_ref());
        assert!(profile.traps.iter().chain(whys).all(|words| labels(&words.en).is_empty()));
    }
}

#[test]
fn whoever_must_be_trusted_is_known_or_can_be_asked_for() {
    for profile in all() {
        let Some(trust) = &profile.trust else { continue };
        assert!(!trust.known.is_empty() || !trust.shown_at.en.is_empty(), "{}", profile.id);
        let id = &trust.external_id;
        let is_sent = id.usage != ExternalIdUse::Nothing;
        assert!(!is_sent || !id.shown_at.en.is_empty(), "{}", profile.id);
        let samples = profile.samples.accounts.iter();
        for sample in samples {
            assert!(!trust.known.iter().any(|known| known.contains(sample)), "{}", profile.id);
        }
    }
}

#[test]
fn the_example_for_authors_is_a_profile_with_every_field() {
    let readme = include_str!("../../profiles/README.md");
    let example = readme.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let profile = read_well(example);
    let trust = profile.trust.as_ref().unwrap();
    assert_eq!(trust.external_id.severity, Severity::Security);
    assert_eq!(profile.sends_prefix, [SentPrefix::FolderWithSlash, SentPrefix::Nothing]);
    for field in read::FIELDS.iter().copied() {
        assert!(example.contains(&format!("\"{field}\":")), "the example lacks {field}");
        assert!(readme.contains(&format!("`{field}")) || field == "$schema", "{field}");
    }
}

const OWN: &str = r#"{"id": "own", "name": {"en": "Own", "ja": "Own"}, "objectActions": [{"action": "s3:PutObject"}]}"#;

#[test]
fn little_is_needed_for_a_profile() {
    let profile = read_well(OWN);
    assert_eq!(profile.auth, Auth::Any);
    assert_eq!(profile.caller.en, "the caller");
    assert_eq!(profile.needs.len(), 1);
}

#[test]
fn what_is_not_understood_is_pointed_at_and_the_rest_is_read() {
    let own = OWN.replace(
        r#""id": "own","#,
        r#""id": "own", "bucketAction": [], "use": "imports", "auth": 1,"#,
    );
    assert_eq!(
        slips(&own),
        [
            "\"bucketAction\" `profile` has no field `bucketAction`; did you mean `bucketActions`?",
            "\"imports\" `use` does not know `imports`; it takes one of `import`, `export`, `logs`, `both`.",
            "1 `auth` takes a string, not a number.",
        ]
    );
    assert!(read(&own).0.is_some());
    assert_eq!(slips(&OWN.replace(r#""id": "own", "#, "")), ["{ `id` is missing; add it."]);
    assert_eq!(
        slips(&OWN.replace(r#""ja": "Own""#, r#""jp": "Own""#)),
        [
            "\"jp\" `name` has no field `jp`; it takes `en`, `ja`.",
            "{ `name.ja` is missing; add it.",
        ]
    );
    assert_eq!(
        slips(&OWN.replace("\"}]}", "\"}],}")),
        [", This is not valid JSON here; correct it."]
    );
}

#[test]
fn an_action_that_is_none_of_the_resource_s_is_left_out() {
    for (action, said) in [
        ("PutObject", "lacks its service; write `s3:PutObject`"),
        ("s3:ListBucket", "acts on buckets; list it under `bucketActions`"),
        ("s3:Put*", "is no S3 action on a bucket or object"),
        ("kms:Decrypt", "is no S3 action on a bucket or object"),
    ] {
        let text = OWN.replace("s3:PutObject", action);
        let found = slips(&text);
        assert!(found[0].contains(said), "{found:?}");
        assert_eq!(read(&text).0, None);
    }
}

#[test]
fn what_is_no_profile_is_none() {
    for text in ["", "[]", "{}", "x", r#"{"id": "a"}"#] {
        let (profile, slips) = read(text);
        assert_eq!(profile, None);
        assert!(!slips.is_empty(), "{text}");
    }
}

#[test]
fn an_unknown_id_is_told_the_near_ones() {
    assert!(unknown("tidb-cloud-migrations").ends_with("near it are tidb-cloud-migration"));
    assert!(unknown("fivetran").ends_with("near it are fivetran-s3"));
    assert!(unknown("snowflak").ends_with("near it are snowflake-storage-integration"));
    let near = unknown("tidb_dedicated");
    assert!(near.contains("tidb-cloud-dedicated-import") && !near.contains("starter"), "{near}");
    assert!(unknown("nobody").contains("known are tidb-cloud-dedicated-import, "));
}

#[test]
fn a_damaged_profile_is_read_as_far_as_it_goes() {
    for (_, text) in built_in() {
        for cut in (0..text.len()).step_by(7).filter(|cut| text.is_char_boundary(*cut)) {
            let (before, after) = text.split_at(cut);
            for damaged in [before, after, &format!("{before}]{after}")] {
                for slip in read(damaged).1 {
                    assert!(slip.span.end <= damaged.len() && !slip.words.ja.is_empty());
                }
            }
        }
    }
}
