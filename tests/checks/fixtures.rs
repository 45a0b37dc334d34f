//! Tiny policies for every code and kind of policy, `fixtures/*.txt`: `+` where the code is said, at `«»`, and `-` where
//! something much like it is right. What a line leaves out of its statement is what a policy of the kind has.

use std::{collections::BTreeMap, fs, path::Path};

use undenied::{Document, Finding, Fix, Input, Report, Severity, analyze, policy::Kind, wire};

/// Letters for kinds, as `codes.txt` has them.
const LETTERS: [(char, &[Kind]); 11] = [
    ('i', &[Kind::Identity]),
    ('p', &[Kind::PermissionsBoundary]),
    ('s', &[Kind::Session]),
    ('I', &[Kind::Identity, Kind::PermissionsBoundary, Kind::Session]),
    ('S', &[Kind::ServiceControl]),
    ('C', &[Kind::ResourceControl]),
    ('B', &[Kind::Bucket]),
    ('A', &[Kind::AccessPoint]),
    ('K', &[Kind::Key]),
    ('T', &[Kind::Trust]),
    ('V', &[Kind::VpcEndpoint]),
];

/// What the policies of one code show.
#[derive(Default)]
pub(crate) struct Shown {
    pub(crate) fires: Vec<Kind>,
    pub(crate) silent: Vec<Kind>,
    /// What looks like it and is harmless.
    pub(crate) note: String,
}

pub(crate) fn kinds(letters: &str) -> Vec<Kind> {
    let of = |letter: char| LETTERS.iter().find(|(known, _)| *known == letter).unwrap().1;
    letters.chars().flat_map(of).copied().collect()
}

/// Names of kinds, each once.
pub(crate) fn names(kinds: &[Kind]) -> String {
    let mut names: Vec<&str> = kinds.iter().map(|kind| wire::kind_name(*kind)).collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

/// What is shown of each code, and what is not as the file says, or as grave as AWS has it.
pub(crate) fn read(
    all: &BTreeMap<&str, &str>,
    severities: &BTreeMap<&str, &str>,
) -> (BTreeMap<String, Shown>, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("checks/fixtures");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut shown, mut wrong) = (BTreeMap::<String, Shown>::new(), Vec::new());
    for path in paths {
        let mut code = String::new();
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let place = format!("{}:{}", path.file_name().unwrap().display(), number + 1);
            let (sign, rest) = line.split_once(' ').unwrap_or((line, ""));
            match sign {
                "" | "//" => {}
                "#" => {
                    code = rest.to_owned();
                    assert!(all.contains_key(rest), "{place}: no code {rest}");
                    assert!(!shown.contains_key(rest), "{place}: {rest} again");
                    shown.insert(code.clone(), Shown::default());
                }
                "harmless:" => shown.get_mut(&code).unwrap().note = rest.to_owned(),
                "+" | "-" => {
                    let (letters, fragment) = rest.split_once(' ').unwrap();
                    let letters = if letters == "*" { all[code.as_str()] } else { letters };
                    for kind in kinds(letters) {
                        let of = (code.as_str(), severities[code.as_str()]);
                        let told = tell(of, kind, fragment, sign == "+");
                        wrong.extend(
                            told.err().map(|why| {
                                format!("{place} {code} {}: {why}", wire::kind_name(kind))
                            }),
                        );
                        let of = shown.get_mut(&code).unwrap();
                        (if sign == "+" { &mut of.fires } else { &mut of.silent }).push(kind);
                    }
                }
                _ => panic!("{place}: {line}"),
            }
        }
    }
    (shown, wrong)
}

/// Whether `fragment` in a policy of `kind` is answered as it should be.
fn tell(
    (code, severity): (&str, &str),
    kind: Kind,
    fragment: &str,
    fires: bool,
) -> Result<(), String> {
    let (text, marks) = unmarked(&policy(kind, fragment));
    let document = Document { id: "p".into(), kind, text: text.clone(), target: None };
    let report = analyze(&Input { documents: vec![document], ..Input::default() });
    let said = report.findings.iter().filter(|it| it.code == Some(code));
    let mut places: Vec<(usize, usize)> =
        said.map(|it| (it.place.span.start, it.place.span.end)).collect();
    places.sort_unstable();
    places.dedup();
    if places != marks {
        let at: Vec<&str> = places.iter().map(|(start, end)| &text[*start..*end]).collect();
        return Err(format!("said at {at:?} in {text}"));
    }
    if fires && marks.is_empty() {
        return Err("nothing is marked".to_owned());
    }
    for finding in report.findings.iter().filter(|it| it.code == Some(code)) {
        let said = format!("{:?}", finding.severity).to_lowercase();
        if said != severity && !(said == "error" && is_refused(&report, finding)) {
            return Err(format!("{said}, not {severity}, in {text}"));
        }
        for fix in &finding.fixes {
            mends(code, kind, &text, &report, fix)?;
        }
    }
    // What is right is right altogether.
    let error = report.findings.iter().find(|it| it.severity == Severity::Error);
    match error.filter(|_| !fires) {
        Some(error) => Err(format!("{} ({:?}) in {text}", error.rule.id, error.code)),
        None => Ok(()),
    }
}

/// Whether AWS would not save the policy for what is said there, whatever its validator makes of it.
fn is_refused(report: &Report, finding: &Finding) -> bool {
    let own = finding.place.span;
    let mut errors = report.refusals.iter().flat_map(|refusal| &refusal.errors);
    errors.any(|error| {
        let other = error.place.span;
        own.start <= other.end && other.start <= own.end
    })
}

/// Whether `fix` takes away what the code is said of, and leaves no error that was not there.
fn mends(code: &str, kind: Kind, text: &str, before: &Report, fix: &Fix) -> Result<(), String> {
    let edits: Vec<_> = fix.edits.iter().map(|edit| edit.edit.clone()).collect();
    let fixed = undenied_json::apply(text, &edits).map_err(|it| format!("{it:?}"))?;
    let document = Document { id: "p".into(), kind, text: fixed.clone(), target: None };
    let after = analyze(&Input { documents: vec![document], ..Input::default() });
    let said = |report: &Report| report.findings.iter().filter(|it| it.code == Some(code)).count();
    let error = after.findings.iter().find(|it| {
        it.severity == Severity::Error
            && before.findings.iter().all(|was| was.rule.id != it.rule.id)
    });
    match error {
        _ if said(&after) >= said(before) => Err(format!("{} leaves it in {fixed}", fix.title.en)),
        Some(error) => Err(format!("{} leaves {} in {fixed}", fix.title.en, error.rule.id)),
        None => Ok(()),
    }
}

/// The whole policy: of one statement, where `fragment` is no document of its own.
fn policy(kind: Kind, fragment: &str) -> String {
    let mut text = match fragment.strip_prefix("@ ") {
        _ if fragment.starts_with(['{', '«']) && !fragment.starts_with("«\"") => {
            fragment.to_owned()
        }
        // At the brace that opens the statement.
        Some(rest) => {
            let statement = statement(kind, rest);
            format!(r#"{{"Version": "2012-10-17", "Statement": [«{{»{}]}}"#, &statement[1..])
        }
        None => format!(r#"{{"Version": "2012-10-17", "Statement": [{{: {fragment} :}}]}}"#),
    };
    while let Some(start) = text.find("{:") {
        let end = start + text[start..].find(":}").expect("`{:` ends in `:}`");
        let statement = statement(kind, text[start + 2..end].trim());
        text.replace_range(start..end + 2, &statement);
    }
    for (word, filler) in [("{pad ", "a"), ("{spaces ", " ")] {
        while let Some(start) = text.find(word) {
            let end = start + text[start..].find('}').unwrap();
            let length: usize = text[start + word.len()..end].parse().unwrap();
            text.replace_range(start..=end, &filler.repeat(length));
        }
    }
    text
}

/// A statement with `members`, and with what else a policy of `kind` has, but for what `-Element` takes out.
fn statement(kind: Kind, members: &str) -> String {
    const OBJECT: &str = "arn:aws:s3:::acme/*";
    const ROLE: &str = r#"{"AWS": "arn:aws:iam::111122223333:role/import"}"#;
    let (effect, principal, action, resource) = match kind {
        Kind::ServiceControl => ("Deny", "", "s3:GetObject", OBJECT),
        Kind::ResourceControl => ("Deny", "\"*\"", "s3:GetObject", OBJECT),
        Kind::Bucket => ("Allow", ROLE, "s3:GetObject", OBJECT),
        Kind::AccessPoint => (
            "Allow",
            ROLE,
            "s3:GetObject",
            "arn:aws:s3:us-east-1:111122223333:accesspoint/acme/object/*",
        ),
        Kind::Key => ("Allow", ROLE, "kms:Decrypt", "*"),
        Kind::Trust => ("Allow", ROLE, "sts:AssumeRole", ""),
        Kind::VpcEndpoint => ("Allow", "\"*\"", "s3:GetObject", OBJECT),
        _ => ("Allow", "", "s3:GetObject", OBJECT),
    };
    let mut rest = members;
    let mut left_out = Vec::new();
    while let Some(after) = rest.strip_prefix('-') {
        let (name, after) = after.split_once(' ').unwrap_or((after, ""));
        left_out.push(name);
        rest = after;
    }
    let plain = rest.replace(['«', '»'], "");
    let has = |name: &str| {
        left_out.contains(&name)
            || [name.to_owned(), format!("Not{name}")]
                .iter()
                .any(|name| plain.contains(&format!("\"{name}\": ")))
    };
    let mut all = Vec::new();
    if !has("Effect") {
        all.push(format!("\"Effect\": \"{effect}\""));
    }
    if !has("Principal") && !principal.is_empty() {
        all.push(format!("\"Principal\": {principal}"));
    }
    if !has("Action") {
        all.push(format!("\"Action\": \"{action}\""));
    }
    if !has("Resource") && !resource.is_empty() {
        all.push(format!("\"Resource\": \"{resource}\""));
    }
    if !rest.is_empty() {
        all.push(rest.replace("{action}", action).replace("{resource}", resource));
    }
    format!("{{{}}}", all.join(", "))
}

/// `text` without its marks, and what stood between them.
fn unmarked(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut plain, mut marks, mut open) = (String::new(), Vec::new(), Vec::new());
    for character in text.chars() {
        match character {
            '«' => open.push(plain.len()),
            '»' => marks.push((open.pop().unwrap(), plain.len())),
            other => plain.push(other),
        }
    }
    marks.sort_unstable();
    (plain, marks)
}
