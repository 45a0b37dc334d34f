//! From findings to steps in order: where to click, what to change, what to run. Not: DOM, HTML.

mod change;
mod console;
mod draft;
mod questions;
mod root_user;
mod still_denied;
mod vendor;

pub(crate) use console::{bucket_tab, key_console, property, setting};
pub(crate) use draft::draft;
pub(crate) use questions::{Question, question, questions};

use crate::{
    authorize::Barrier,
    case::{Case, Checked},
    commands,
    explain::Meaning,
    lang::Words,
    latin,
    policy::Kind,
    profile::PrincipalKind,
    report::{Finding, Impact, Missing, Outcome, Severity, Step, Task, Verdict},
    words::kind_name,
};

/// What to do, most decisive first: one task for each document to change, then what to add.
pub(crate) fn write(case: &Case<'_>, answer: &Verdict, findings: &[Finding]) -> Vec<Task> {
    let mut documents: Vec<usize> = Vec::new();
    for finding in findings.iter().filter(|finding| is_to_do(finding)) {
        if !documents.contains(&finding.place.document) {
            documents.push(finding.place.document);
        }
    }
    let mut tasks: Vec<Task> = case.input.not_a_policy.iter().map(told_by_error).collect();
    tasks.extend(whom_to_trust(case));
    let of_documents = documents.iter().map(|document| amend(case, *document, findings));
    if a_setting_leads(case) {
        tasks.extend(settings(case));
        tasks.extend(of_documents);
    } else {
        tasks.extend(of_documents);
        tasks.extend(settings(case));
    }
    let has_changes = !tasks.is_empty();
    tasks.extend(root_user::task(case));
    tasks.extend(answer.missing.iter().map(|missing| ask(case, missing)));
    match answer.outcome {
        Outcome::Allowed => tasks.push(still_denied::task(case)),
        Outcome::Undetermined if !has_changes => tasks.extend(still_denied::unasked(case, answer)),
        _ => {}
    }
    if has_changes && answer.outcome != Outcome::Allowed {
        tasks.push(try_again(case));
    }
    tasks
}

/// What the error itself calls for.
fn told_by_error(meaning: &Meaning) -> Task {
    let steps = meaning.steps.iter().map(|step| Step {
        text: step.text.clone(),
        commands: step.command.iter().cloned().collect(),
        ..Step::default()
    });
    let mut steps: Vec<Step> = steps.collect();
    if let Some(last) = steps.last_mut() {
        last.change = Some(change::of_error());
    }
    Task { title: meaning.headline.clone(), finding: None, steps }
}

/// A trust policy cannot be put right before somebody says whom to trust.
fn whom_to_trust(case: &Case<'_>) -> Option<Task> {
    let kind = case.profile?.trust.as_ref()?.kind;
    let is_shown = !matches!(kind, PrincipalKind::Service | PrincipalKind::Federated);
    let checked = case.refused_by_trust().find(|checked| !checked.is_own)?;
    let is_known = checked.call.caller.arn.is_some() || checked.call.caller.account.is_some();
    let asks = crate::missing::key("aws:PrincipalArn", true, case);
    (is_shown && !is_known).then(|| ask(case, &asks))
}

/// One task for each setting that stands in the way.
fn settings(case: &Case<'_>) -> Vec<Task> {
    let Some(settings) = case.input.settings else { return Vec::new() };
    let mut told: Vec<Barrier> = Vec::new();
    let mut tasks = Vec::new();
    for checked in case.denied() {
        for barrier in checked.blocked_by() {
            if !told.contains(&barrier) {
                told.push(barrier);
                tasks.extend((settings.story)(barrier, checked, case).map(|story| story.task));
            }
        }
    }
    tasks
}

/// Whether the first refusal is due to a setting, and no change to a document mends that.
fn a_setting_leads(case: &Case<'_>) -> bool {
    let barriers = case.denied().next().map(Checked::blocked_by).unwrap_or_default();
    let leading = barriers.first();
    leading.is_some_and(|it| !matches!(it, Barrier::Policy(_) | Barrier::PublicAccessBlock))
}

/// Advice that neither denies nor endangers stays in the list of findings.
fn is_to_do(finding: &Finding) -> bool {
    finding.causes_denial || finding.severity <= Severity::Security
}

/// Opening a document, each change to it, saving it.
fn amend(case: &Case<'_>, document: usize, findings: &[Finding]) -> Task {
    let kind = case.kind(document);
    let name = kind_name(kind);
    let of_document = |finding: &Finding| is_to_do(finding) && finding.place.document == document;
    let mut steps =
        vec![Step { text: opening(kind), console: console::policy(kind, case), ..Step::default() }];
    let is_told = |finding: &Finding| {
        let others = findings.iter().filter(|other| of_document(other));
        is_mended_by(finding, others)
    };
    let own = findings.iter().enumerate();
    let own = own.filter(|(_, finding)| of_document(finding) && !is_told(finding));
    let own: Vec<(usize, &Finding)> = own.collect();
    let is_first = |(at, (_, finding)): &(usize, &(usize, &Finding))| {
        finding.rule.id != "json-syntax"
            || !own.iter().take(*at).any(|(_, other)| other.message == finding.message)
    };
    // A slip of writing that was made many times over is told once.
    let own = own.iter().enumerate().filter(is_first);
    let own: Vec<Step> = own.map(|(_, (index, finding))| change(case, *index, finding)).collect();
    let reading = case.readings.get(document);
    if let Some(meant) = reading.and_then(|reading| reading.looks_like) {
        let name = kind_name(meant);
        let title = Words {
            en: format!("Move the {}", name.en),
            ja: format!("{}を移動する", name.ja),
        };
        return Task { title, finding: findings.iter().position(of_document), steps: own };
    }
    if let Some(name) = case.managed_by_aws(document) {
        let title = Words {
            en: format!("Attach another policy than `{name}`"),
            ja: format!("`{name}` 以外のポリシーをアタッチする"),
        };
        return Task { title, finding: findings.iter().position(of_document), steps: own };
    }
    if let [step] = own.as_slice()
        && step.change.is_some()
    {
        return change::new_session(case, step.clone());
    }
    steps.extend(own);
    steps.push(Step {
        text: saving(kind),
        commands: reading
            .and_then(|it| commands::save(kind, it.document.target.as_deref(), case))
            .into_iter()
            .collect(),
        ..Step::default()
    });
    let title =
        Words { en: format!("Correct the {}", name.en), ja: format!("{}を修正する", name.ja) };
    Task { title, finding: findings.iter().position(of_document), steps }
}

/// Whether it is a Deny that ends with the fix of a slip in it, whose step says it all.
fn is_mended_by<'f>(finding: &Finding, mut others: impl Iterator<Item = &'f Finding>) -> bool {
    let fix = finding.fixes.first();
    let is_slip = |other: &Finding| other.rule.id != finding.rule.id && other.fixes.first() == fix;
    finding.rule.id == "deny-blocks-access" && fix.is_some() && others.any(is_slip)
}

/// A session policy is in no console: whoever assumes the role sends it along.
fn opening(kind: Kind) -> Words {
    let name = kind_name(kind);
    if kind == Kind::Session {
        return Words {
            en: "Find the session policy in the program that assumes the role.".to_owned(),
            ja: "ロールを引き受けるプログラムで、渡しているセッションポリシーを探します。"
                .to_owned(),
        };
    }
    Words {
        en: format!("Open the {} in the AWS Management Console.", name.en),
        ja: format!("AWS マネジメントコンソールで{}を開きます。", name.ja),
    }
}

fn saving(kind: Kind) -> Words {
    let (en, ja) = if kind == Kind::Session {
        ("Assume the role again with it.", "変更したポリシーで、ロールを引き受け直します。")
    } else {
        (
            "Save the change, in the console or with the AWS CLI.",
            "コンソールまたは AWS CLI で変更を保存します。",
        )
    };
    Words { en: en.to_owned(), ja: ja.to_owned() }
}

fn change(case: &Case<'_>, index: usize, finding: &Finding) -> Step {
    let text = match finding.fixes.first() {
        Some(fix) => {
            let note = latin::note_of(finding);
            Words {
                en: format!("{} {}.{}", finding.message.en, fix.title.en, note.en),
                ja: format!("{}{}します。{}", finding.message.ja, polite(&fix.title.ja), note.ja),
            }
        }
        None => Words {
            en: format!("{} {}", finding.message.en, finding.why.en),
            ja: format!("{}{}", finding.message.ja, finding.why.ja),
        },
    };
    let is_public = case.input.request.principal.as_deref() == Some("anonymous")
        && finding.fixes.first().is_some_and(|fix| fix.impact == Impact::Widens);
    let warning = if is_public { change::to_everyone() } else { Words::default() };
    let change = change::of_finding(case, finding);
    Step { text, finding: Some(index), warning, change, ..Step::default() }
}

/// A fix's title as the stem that `します` follows.
fn polite(title: &str) -> &str {
    title.strip_suffix("する").unwrap_or(title)
}

fn ask(case: &Case<'_>, missing: &Missing) -> Task {
    let mut steps: Vec<Step> = vendor::shows(&missing.key, case).into_iter().collect();
    if let Some(command) = &missing.command {
        steps.push(Step {
            text: Words {
                en: "Run this command and paste its output.".to_owned(),
                ja: "次のコマンドを実行し、出力を貼り付けてください。".to_owned(),
            },
            commands: vec![command.clone()],
            ..Step::default()
        });
    }
    let draft = case.input.settings.and_then(|settings| (settings.draft)(&missing.key, case));
    steps.extend(draft);
    if missing.key == "trust" {
        steps.extend(vendor::untold(case));
    }
    Task { title: missing.ask.clone(), finding: None, steps }
}

fn try_again(case: &Case<'_>) -> Task {
    let caller = case.caller_name();
    let step = Step {
        text: Words {
            en: format!(
                "Let {} try again. IAM changes can take a few minutes to reach every region.",
                caller.en
            ),
            ja: format!(
                "{}からもう一度試してください。IAM の変更がすべてのリージョンに反映されるまで数分かかることがあります。",
                caller.ja
            ),
        },
        ..Step::default()
    };
    let title = Words { en: "Try again".to_owned(), ja: "再試行".to_owned() };
    Task { title, finding: None, steps: vec![step] }
}
