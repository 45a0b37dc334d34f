//! From findings to steps in order: where to click, what to change, what to run. Not: DOM, HTML.

use crate::{
    authorize::Barrier,
    case::{Case, Checked},
    commands::{self, Identity},
    lang::{Localized, Words},
    policy::Kind,
    report::{Finding, Missing, Outcome, Severity, Step, Task, Verdict},
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
    let mut tasks: Vec<Task> =
        documents.iter().map(|document| amend(case, *document, findings)).collect();
    tasks.extend(settings(case));
    let has_changes = !tasks.is_empty();
    tasks.extend(answer.missing.iter().map(ask));
    if answer.outcome == Outcome::Allowed {
        tasks.push(still_denied(case));
    } else if has_changes {
        tasks.push(try_again(case));
    }
    tasks
}

/// One task for each setting that stands in the way.
fn settings(case: &Case<'_>) -> Vec<Task> {
    let Some(settings) = case.input.settings else { return Vec::new() };
    let mut barriers: Vec<Barrier> = Vec::new();
    for barrier in case.denied().flat_map(Checked::blocked_by) {
        if !barriers.contains(&barrier) {
            barriers.push(barrier);
        }
    }
    barriers.into_iter().filter_map(|barrier| (settings.task)(barrier, case)).collect()
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
    let mut steps = vec![Step {
        text: Words {
            en: format!("Open the {} in the AWS Management Console.", name.en),
            ja: format!("AWS マネジメントコンソールで{}を開きます。", name.ja),
        },
        console: console(kind, case),
        ..Step::default()
    }];
    let own = findings.iter().enumerate().filter(|(_, finding)| of_document(finding));
    steps.extend(own.map(|(index, finding)| change(index, finding)));
    steps.push(Step {
        text: Words {
            en: "Save the change, in the console or with the AWS CLI.".to_owned(),
            ja: "コンソールまたは AWS CLI で変更を保存します。".to_owned(),
        },
        commands: commands::save(kind, case).into_iter().collect(),
        ..Step::default()
    });
    let title =
        Words { en: format!("Correct the {}", name.en), ja: format!("{}を修正する", name.ja) };
    Task { title, finding: findings.iter().position(of_document), steps }
}

fn change(index: usize, finding: &Finding) -> Step {
    let text = match finding.fixes.first() {
        Some(fix) => Words {
            en: format!("{} {}.", finding.message.en, fix.title.en),
            ja: format!("{}{}します。", finding.message.ja, polite(&fix.title.ja)),
        },
        None => Words {
            en: format!("{} {}", finding.message.en, finding.why.en),
            ja: format!("{}{}", finding.message.ja, finding.why.ja),
        },
    };
    Step { text, finding: Some(index), ..Step::default() }
}

/// A fix's title as the stem that `します` follows.
fn polite(title: &str) -> &str {
    title.strip_suffix("する").unwrap_or(title)
}

/// Labels of the AWS Management Console on the way to a policy of this kind.
fn console(kind: Kind, case: &Case<'_>) -> Localized<Vec<String>> {
    let identity = Identity::of(case);
    let name = identity.name();
    let bucket = commands::bucket(case);
    match (kind, &identity) {
        (Kind::Identity, Identity::Role(_)) => labels(
            &["IAM", "Access management", "Roles", name, "Permissions policies", "JSON"],
            &["IAM", "アクセス管理", "ロール", name, "許可ポリシー", "JSON"],
        ),
        (Kind::Identity, Identity::User(_)) => labels(
            &["IAM", "Access management", "Users", name, "Permissions policies", "JSON"],
            &["IAM", "アクセス管理", "ユーザー", name, "許可ポリシー", "JSON"],
        ),
        (Kind::Trust, _) => labels(
            &[
                "IAM",
                "Access management",
                "Roles",
                name,
                "Trust relationships",
                "Edit trust policy",
            ],
            &["IAM", "アクセス管理", "ロール", name, "信頼関係", "信頼ポリシーの編集"],
        ),
        (Kind::Bucket, _) => labels(
            &["S3", "Buckets", &bucket, "Permissions", "Bucket policy", "Edit"],
            &["S3", "バケット", &bucket, "アクセス許可", "バケットポリシー", "編集"],
        ),
        _ => Localized::default(),
    }
}

fn labels(en: &[&str], ja: &[&str]) -> Localized<Vec<String>> {
    let owned = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect();
    Localized { en: owned(en), ja: owned(ja) }
}

fn ask(missing: &Missing) -> Task {
    let mut steps = Vec::new();
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

/// What is left to look at when all that was pasted is right.
fn still_denied(case: &Case<'_>) -> Task {
    let bucket = commands::bucket(case);
    let step = |en: &str, ja: &str, console, commands| Step {
        text: Words { en: en.to_owned(), ja: ja.to_owned() },
        console,
        commands,
        finding: None,
    };
    let mut steps = vec![
        step(
            "Check that Object Ownership is \"Bucket owner enforced\": objects that another account uploaded may still be that account's. Changing it may affect other applications that use the bucket.",
            "オブジェクト所有権が「バケット所有者の強制」になっているか確認します。別のアカウントがアップロードしたオブジェクトは、そのアカウントの所有のままの場合があります。変更すると、このバケットを使うほかのアプリケーションに影響することがあります。",
            labels(
                &["S3", "Buckets", &bucket, "Permissions", "Object Ownership"],
                &["S3", "バケット", &bucket, "アクセス許可", "オブジェクト所有権"],
            ),
            vec![format!("aws s3api get-bucket-ownership-controls --bucket {bucket}")],
        ),
        step(
            "Check the default encryption. With SSE-KMS and a customer managed key the role also needs `kms:Decrypt` on that key, in its own policy and in the key policy.",
            "デフォルトの暗号化を確認します。カスタマー管理型キーによる SSE-KMS の場合、ロールのポリシーとキーポリシーの両方で、そのキーに対する `kms:Decrypt` の許可が必要です。",
            labels(
                &["S3", "Buckets", &bucket, "Properties", "Default encryption"],
                &["S3", "バケット", &bucket, "プロパティ", "デフォルトの暗号化"],
            ),
            vec![format!("aws s3api get-bucket-encryption --bucket {bucket}")],
        ),
        step(
            "Ask your organization's administrators whether a service control policy or a resource control policy limits S3.",
            "サービスコントロールポリシーやリソースコントロールポリシーで S3 が制限されていないか、組織の管理者に確認します。",
            Localized::default(),
            Vec::new(),
        ),
    ];
    if let Identity::Role(role) = Identity::of(case) {
        steps.push(step(
            "If you changed the role's policies several times, revoke its active sessions and try again. Other applications that use the role lose their sessions too.",
            "ロールのポリシーを何度か変更した場合は、アクティブなセッションを取り消してから再試行します。このロールを使うほかのアプリケーションのセッションも取り消されます。",
            labels(
                &["IAM", "Access management", "Roles", &role, "Revoke sessions"],
                &["IAM", "アクセス管理", "ロール", &role, "セッションを取り消す"],
            ),
            Vec::new(),
        ));
    }
    let traps = case.profile.map(|profile| profile.traps.as_slice()).unwrap_or_default();
    steps.extend(traps.iter().map(|trap| Step { text: trap.clone(), ..Step::default() }));
    let title = Words {
        en: "If access is still denied".to_owned(),
        ja: "それでもアクセスが拒否される場合".to_owned(),
    };
    Task { title, finding: None, steps }
}
