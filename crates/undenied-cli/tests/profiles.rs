//! `undenied profiles` and `--profile` as a user calls them.

use std::{
    io::Write as _,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

fn undenied(arguments: &[&str], input: &str) -> std::io::Result<Output> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_undenied"))
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Whoever is called in a wrong way does not read it.
        let _ = stdin.write_all(input.as_bytes());
    }
    child.wait_with_output()
}

#[test]
fn every_profile_is_listed_in_both_forms() {
    let text = undenied(&["profiles", "--lang", "ja"], "").unwrap();
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    let json = undenied(&["profiles", "--format", "json"], "").unwrap();
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    let listed = json.as_array().unwrap();
    assert_eq!(listed.len(), undenied::profile::all().len());
    for (profile, json) in undenied::profile::all().iter().zip(listed) {
        assert!(text.lines().any(|line| line.starts_with(&profile.id)), "{}", profile.id);
        assert!(text.contains(&profile.name.ja), "{}", profile.id);
        assert_eq!(json["id"], profile.id.as_str());
    }
}

#[test]
fn an_unknown_profile_names_those_near_it() {
    let output = undenied(&["check", "--profile", "snowflake", "role.json"], "").unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("near it are snowflake-storage-integration\n"), "{error}");
    let output = undenied(&["check", "--profile", "nobody", "role.json"], "").unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("known are tidb-cloud-dedicated-import, "), "{error}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_profile_in_a_file_is_used_and_its_slips_have_their_place() {
    let output =
        undenied(&["check", "--profile", "own-profile.json", "--format", "json", "role.json"], "")
            .unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let actions: Vec<&str> = answer["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|check| check["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["s3:ListBucket", "s3:PutObject"]);
    let assumptions = answer["assumptions"].to_string();
    assert!(
        assumptions.contains(
            "own-profile.json:5:3: `profile` has no field `vender`; did you mean `vendor`?"
        ),
        "{assumptions}"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_file_without_a_profile_is_a_wrong_call() {
    let output = undenied(&["check", "--profile", "trust.json", "role.json"], "").unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("trust.json holds no profile\ntrust.json:2:"), "{error}");
    assert_eq!(output.status.code(), Some(2));
}
