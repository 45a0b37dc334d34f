//! `undenied check` for programs: SARIF, GitHub's annotations, what fails a build, and what is left out.

use std::{
    error::Error,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const POLICY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow", "Action": "s3:GetObject",
    "Resource": ["arn:aws:s3:::acme/*", "arn:aws:s3:::acme/été/*"]
  }]
}"#;

fn undenied(arguments: &[&str]) -> Result<Output> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_undenied"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    // Whoever is called in a wrong way does not read it.
    let _ = child.stdin.take().ok_or("no input")?.write_all(POLICY.as_bytes());
    Ok(child.wait_with_output()?)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_build_fails_from_the_severity_that_is_told() -> Result<()> {
    for (severity, status) in [(None, 0), (Some("warning"), 0), (Some("suggestion"), 1)] {
        let mut arguments = vec!["check"];
        arguments.extend(severity.iter().flat_map(|severity| ["--fail-on", severity]));
        arguments.push("-");
        assert_eq!(undenied(&arguments)?.status.code(), Some(status), "{severity:?}");
    }
    let wrong = undenied(&["check", "--fail-on", "bad", "-"])?;
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("use error, security, warning or suggestion"));
    Ok(())
}

#[test]
fn github_shows_a_finding_at_its_line() -> Result<()> {
    let told = text(&undenied(&["check", "--format", "github", "-"])?.stdout);
    let start = "::notice file=-,line=5,endLine=5,col=41,endColumn=66,title=redundant-resource::";
    assert!(told.starts_with(start), "{told}");
    assert!(
        told.contains("`arn:aws:s3:::acme/été/*` is covered") && told.contains("%0A"),
        "{told}"
    );
    assert_eq!(told.lines().count(), 1);
    Ok(())
}

#[test]
fn sarif_names_rule_place_and_message() -> Result<()> {
    let sarif: Value =
        serde_json::from_slice(&undenied(&["check", "--format", "sarif", "-"])?.stdout)?;
    let run = &sarif["runs"][0];
    assert_eq!(
        (&sarif["version"], &run["columnKind"]),
        (&"2.1.0".into(), &"utf16CodeUnits".into())
    );
    let result = &run["results"][0];
    assert_eq!(
        (&result["ruleId"], &result["level"]),
        (&"redundant-resource".into(), &"note".into())
    );
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 5);
    let rule = &run["tool"]["driver"]["rules"][0];
    assert_eq!(rule["properties"]["tags"][1], "REDUNDANT_RESOURCE");
    Ok(())
}

#[test]
fn what_is_ignored_needs_a_reason_and_is_told_where_it_is_not_needed() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("undenied-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let write = |name: &str, lines: &str| -> Result<String> {
        let path = folder.join(name);
        std::fs::write(&path, lines)?;
        Ok(path.display().to_string())
    };
    let known = write(
        "known",
        "# remark\nREDUNDANT_RESOURCE *  For the auditors.\nmissing-version * old\n",
    )?;
    let arguments = ["check", "--fail-on", "suggestion", "--ignore", &known, "-"];
    let output = undenied(&arguments)?;
    assert_eq!(output.status.code(), Some(0));
    assert!(!text(&output.stdout).contains("redundant-resource"));
    assert!(text(&output.stderr).contains("known:3: `missing-version` ignores nothing"));

    let sarif = undenied(&[&arguments[..], &["--format", "sarif"]].concat())?;
    let sarif: Value = serde_json::from_slice(&sarif.stdout)?;
    let suppressed = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(suppressed["justification"], "For the auditors.");

    // Several files count together, however they begin and name a document.
    let other = write("other", "\u{feff}missing-version -\r\n".trim_end())?;
    assert_eq!(undenied(&["check", "--ignore", &other, "-"])?.status.code(), Some(2));
    let other = write("other", "\u{feff}redundant-resource ./* Twice.\r\n")?;
    let none = write("none", "missing-version * old\n")?;
    let arguments = ["check", "--fail-on", "suggestion", "--ignore", &other, "--ignore", &none];
    let output = undenied(&[&arguments[..], &["-"]].concat())?;
    assert_eq!(output.status.code(), Some(0), "{output:?}");

    let bare = write("bare", "redundant-resource *\n")?;
    let output = undenied(&["check", "--ignore", &bare, "-"])?;
    assert!(text(&output.stderr).contains("bare:1: say why"), "{output:?}");
    assert_eq!(output.status.code(), Some(2));
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

#[test]
fn a_file_s_name_stands_for_all_that_is_in_it() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("undenied-several-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (path, known) = (folder.join("printed.txt"), folder.join("known"));
    std::fs::write(&path, format!("{{\"PolicyDocument\": {POLICY}, \"KeyPolicy\": {POLICY}}}"))?;
    std::fs::write(&known, "redundant-resource */printed.txt Said at length.\n")?;
    let (path, known) = (path.display().to_string(), known.display().to_string());
    let json = ["check", "--format", "json", &path];
    assert!(text(&undenied(&json)?.stdout).contains("redundant-resource"));
    let output = undenied(&[&json[..], &["--ignore", &known]].concat())?;
    assert!(!text(&output.stdout).contains("redundant-resource"), "{output:?}");
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

#[test]
fn a_file_without_a_policy_is_named() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("undenied-empty-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    for (name, content) in [("empty.json", ""), ("object.json", "{}"), ("text.txt", "hello")] {
        let path = folder.join(name);
        std::fs::write(&path, content)?;
        let path = path.display().to_string();
        let output = undenied(&["check", &path])?;
        assert!(text(&output.stderr).contains("there is no policy in it"), "{name}: {output:?}");
        assert_eq!(output.status.code(), Some(0));
    }
    assert!(undenied(&["check", "-"])?.stderr.is_empty());
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
