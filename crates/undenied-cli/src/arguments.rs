//! The command line's grammar.

use std::{ffi::OsString, path::PathBuf};

use lexopt::{Arg, Parser, ValueExt as _};
use undenied::{Lang, Severity, generate::Form, policy::Kind, wire};

/// What `undenied --help` prints.
pub(crate) const HELP: &str = "\
Why Amazon S3 says AccessDenied, and what to change.

Usage:
  undenied check [OPTIONS] FILE...
  undenied check [OPTIONS] --case CASE.json
  undenied authorize [FILE]
  undenied explain [--format FORMAT] [--lang LANG] [FILE]
  undenied profiles [--format FORMAT] [--lang LANG]
  undenied generate --profile ID [OPTIONS]

check: FILE is a policy, what an `aws` command printed with policies in it, or an error
message; `-` is standard input. What it is (IAM policy, trust policy, bucket
policy, ...) is guessed from its content, or told by --kind before it.

authorize: FILE (or standard input) holds JSON Lines, each one request with the
policies that have a say in it; the answer is one decision a line.

explain: FILE (or standard input) holds an error as it was printed; the answer
says who was refused what, by which kind of policy, and where to look.

profiles: lists the imports, exports and log deliveries that --profile knows.
generate: writes the policies that the profile needs, for the bucket, role and key that
the options name, and no more; what is not told stands in `<` and `>`.

Options:
  --kind KIND          of the files that follow: identity, trust, bucket, key,
                       permissionsBoundary, session, serviceControl,
                       resourceControl, accessPoint, vpcEndpoint, resource
  --profile ID|FILE    whose access to check: one that `undenied profiles`
                       lists, or a JSON file with a profile of your own
  --bucket LOCATION    where the data is: s3://bucket/folder/
  --role-arn ARN       the role (or user) that reads it
  --bucket-account ID  the AWS account that owns the bucket
  --account-id ID      the vendor's AWS account ID
  --external-id ID     the vendor's external ID
  --trust-principal ARN  the vendor's role or user, where its console shows one
  --subject ID         the vendor's identity, where it signs in by web identity
  --key ARN            the KMS key that the objects are encrypted with (generate)
  --fix                show the documents with every fix of what denies, and
                       what they come to; no file is changed (check). With
                       --format cli, cloudformation or terraform: they alone
  --fail-on SEVERITY   exit with 1 for findings from this severity on: error
                       (default), security, warning, suggestion (check)
  --ignore FILE        findings to leave out: on each line a rule (or AWS's
                       code), a document (`*` is a wildcard) and a reason
  --case FILE          the whole case as JSON, instead of all of the above
  --format FORMAT      text or json; explain gives json by default, others text;
                       for check also sarif and github; for generate and
                       check --fix also cli, cloudformation, terraform
  --lang LANG          en (default) or ja
  --help, --version

Exit status of check: 0 nothing denies, 1 something denies or is an error (or as
severe as --fail-on says).
Of authorize: 0 every line was answered.
Of explain: 0 an error was recognised, 1 there is none. Of all: 2 wrong call.
";

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    Help,
    Version,
    Check(Box<Options>),
    /// The file; `-` is standard input.
    Authorize(PathBuf),
    Explain(ExplainOptions),
    Profiles(ProfilesOptions),
    Generate(Box<GenerateOptions>),
}

/// Options of `profiles`.
#[derive(Debug, Default)]
pub(crate) struct ProfilesOptions {
    pub(crate) format: Format,
    pub(crate) lang: Lang,
}

/// Options of `generate`.
#[derive(Debug)]
pub(crate) struct GenerateOptions {
    /// Those that it shares with `check`, the profile among them.
    pub(crate) case: Options,
    pub(crate) key: Option<String>,
    pub(crate) form: Form,
}

/// Options of `explain`.
#[derive(Debug)]
pub(crate) struct ExplainOptions {
    /// `-` is standard input.
    pub(crate) file: PathBuf,
    pub(crate) format: Format,
    pub(crate) lang: Lang,
}

/// Options of `check`.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// Each with the kind told for it.
    pub(crate) files: Vec<(PathBuf, Option<Kind>)>,
    pub(crate) case: Option<PathBuf>,
    /// An id or a file.
    pub(crate) profile: Option<String>,
    pub(crate) bucket: Option<(String, String)>,
    pub(crate) bucket_account: Option<String>,
    pub(crate) role_arn: Option<String>,
    pub(crate) account_id: Option<String>,
    pub(crate) external_id: Option<String>,
    pub(crate) trust_principal: Option<String>,
    pub(crate) subject: Option<String>,
    /// Whether to apply every fix of what denies.
    pub(crate) fix: bool,
    /// The corrected documents alone, in this form.
    pub(crate) form: Option<Form>,
    pub(crate) format: Format,
    /// For programs that show findings beside code.
    pub(crate) report: Option<ReportFormat>,
    pub(crate) fail_on: Option<Severity>,
    pub(crate) ignore: Vec<PathBuf>,
    pub(crate) lang: Option<Lang>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    Sarif,
    GitHub,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
}

/// Reads the arguments behind the program's name.
///
/// # Errors
/// A sentence on the argument that makes no sense.
pub(crate) fn read(arguments: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let mut parser = Parser::from_args(arguments);
    match parser.next().map_err(|error| error.to_string())? {
        Some(Arg::Value(command)) if command == "check" => check(parser),
        Some(Arg::Value(command)) if command == "authorize" => authorize(parser),
        Some(Arg::Value(command)) if command == "explain" => explain(parser),
        Some(Arg::Value(command)) if command == "profiles" => profiles(parser),
        Some(Arg::Value(command)) if command == "generate" => generate(parser),
        Some(Arg::Value(command)) => {
            Err(format!("there is no command `{}`", command.to_string_lossy()))
        }
        Some(Arg::Long("version") | Arg::Short('V')) => Ok(Command::Version),
        Some(Arg::Long("help") | Arg::Short('h')) | None => Ok(Command::Help),
        Some(other) => Err(other.unexpected().to_string()),
    }
}

fn check(mut parser: Parser) -> Result<Command, String> {
    let mut options = Options::default();
    let mut kind = None;
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Arg::Value(file) => options.files.push((file.into(), kind)),
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Long("kind") => kind = Some(known_kind(&value(&mut parser)?)?),
            Arg::Long(name) => {
                let name = name.to_owned();
                set(&mut options, &name, &mut parser)?;
            }
            other => return Err(other.unexpected().to_string()),
        }
    }
    match (&options.case, options.files.is_empty()) {
        (Some(_), false) => Err("give files or --case, not both".to_owned()),
        (None, true) => Err("give at least one file, or --case".to_owned()),
        _ => Ok(Command::Check(Box::new(options))),
    }
}

fn authorize(mut parser: Parser) -> Result<Command, String> {
    let mut file = None;
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Arg::Value(_) if file.is_some() => return Err("give one file, not several".to_owned()),
            Arg::Value(path) => file = Some(path.into()),
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected().to_string()),
        }
    }
    Ok(Command::Authorize(file.unwrap_or_else(|| "-".into())))
}

fn explain(mut parser: Parser) -> Result<Command, String> {
    let mut file = None;
    let mut format = Format::Json;
    let mut lang = Lang::default();
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Arg::Value(_) if file.is_some() => return Err("give one file, not several".to_owned()),
            Arg::Value(path) => file = Some(path.into()),
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Long("format") => format = known_format(&value(&mut parser)?)?,
            Arg::Long("lang") => lang = known_lang(&value(&mut parser)?)?,
            other => return Err(other.unexpected().to_string()),
        }
    }
    let file = file.unwrap_or_else(|| "-".into());
    Ok(Command::Explain(ExplainOptions { file, format, lang }))
}

fn profiles(mut parser: Parser) -> Result<Command, String> {
    let mut options = ProfilesOptions::default();
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Long("format") => options.format = known_format(&value(&mut parser)?)?,
            Arg::Long("lang") => options.lang = known_lang(&value(&mut parser)?)?,
            other => return Err(other.unexpected().to_string()),
        }
    }
    Ok(Command::Profiles(options))
}

fn generate(mut parser: Parser) -> Result<Command, String> {
    let mut case = Options::default();
    let mut key = None;
    let mut form = Form::default();
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Long("key") => key = Some(value(&mut parser)?),
            Arg::Long("format") => form = known_form(&value(&mut parser)?)?,
            Arg::Long(name) => {
                let name = name.to_owned();
                set(&mut case, &name, &mut parser)?;
            }
            other => return Err(other.unexpected().to_string()),
        }
    }
    if case.profile.is_none() || case.case.is_some() {
        return Err("give --profile, and no --case: whose access to write policies for".to_owned());
    }
    Ok(Command::Generate(Box::new(GenerateOptions { case, key, form })))
}

fn known_form(name: &str) -> Result<Form, String> {
    match name {
        "text" => Ok(Form::Text),
        "json" => Ok(Form::Json),
        "cli" => Ok(Form::Commands),
        "cloudformation" => Ok(Form::CloudFormation),
        "terraform" => Ok(Form::Terraform),
        other => Err(format!(
            "there is no format `{other}`; use text, json, cli, cloudformation or terraform (for check also sarif or github)"
        )),
    }
}

fn set(options: &mut Options, name: &str, parser: &mut Parser) -> Result<(), String> {
    match name {
        "case" => options.case = Some(value(parser)?.into()),
        "profile" => options.profile = Some(value(parser)?),
        "bucket" => {
            let location = value(parser)?;
            let found = undenied::bucket_and_prefix(&location);
            options.bucket = Some(found.ok_or_else(|| format!("`{location}` names no bucket"))?);
        }
        "bucket-account" => options.bucket_account = Some(value(parser)?),
        "role-arn" => options.role_arn = Some(value(parser)?),
        "account-id" => options.account_id = Some(value(parser)?),
        "external-id" => options.external_id = Some(value(parser)?),
        "trust-principal" => options.trust_principal = Some(value(parser)?),
        "subject" => options.subject = Some(value(parser)?),
        "fix" => options.fix = true,
        "fail-on" => options.fail_on = Some(known_severity(&value(parser)?)?),
        "ignore" => options.ignore.push(value(parser)?.into()),
        "format" => match value(parser)?.as_str() {
            name @ ("text" | "json") => options.format = known_format(name)?,
            "sarif" => options.report = Some(ReportFormat::Sarif),
            "github" => options.report = Some(ReportFormat::GitHub),
            name => options.form = Some(known_form(name)?),
        },
        "lang" => options.lang = Some(known_lang(&value(parser)?)?),
        other => return Err(format!("there is no option `--{other}`")),
    }
    Ok(())
}

fn value(parser: &mut Parser) -> Result<String, String> {
    let value = parser.value().map_err(|error| error.to_string())?;
    value.string().map_err(|error| error.to_string())
}

fn known_format(name: &str) -> Result<Format, String> {
    match name {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        other => Err(format!("there is no format `{other}`; use text or json")),
    }
}

fn known_severity(name: &str) -> Result<Severity, String> {
    let all = [Severity::Error, Severity::Security, Severity::Warning, Severity::Suggestion];
    let known = all.into_iter().find(|severity| wire::severity_name(*severity) == name);
    known.ok_or_else(|| {
        format!("there is no severity `{name}`; use error, security, warning or suggestion")
    })
}

fn known_lang(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| format!("there is no language `{tag}`; use en or ja"))
}

fn known_kind(name: &str) -> Result<Kind, String> {
    wire::kind_from_name(name).ok_or_else(|| format!("there is no kind `{name}`"))
}
