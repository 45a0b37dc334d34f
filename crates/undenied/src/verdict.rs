//! All checks summed up in one sentence, and what was taken as given. Not: what to do about it.

use undenied_json::{Span, has};

mod assumptions;
pub(crate) mod barrier;
mod certainty;

use assumptions::objects_are_harmless;
pub(crate) use assumptions::{assumptions, premise_words};

use crate::{
    authorize::Barrier,
    case::{Case, Checked},
    lang::Words,
    policy::Kind,
    report::{
        Assumption, Certainty, Check, Finding, GateOutcome, Missing, Outcome, Place, Verdict,
    },
    wire::kind_from_name,
    words::kind_name,
};

/// The answer to the whole case, led by what a pasted error says is wrong beside policies.
pub(crate) fn sum_up(case: &Case<'_>, findings: &[Finding], assumptions: &[Assumption]) -> Verdict {
    let answer = by_policies(case, findings, assumptions);
    let Some(meaning) = &case.input.not_a_policy else { return answer };
    let Words { en, ja } = &answer.headline;
    let detail = Words {
        en: format!("No policy is to blame for this error. As for the policies: {en}"),
        ja: format!("このエラーの原因はポリシーではありません。ポリシーの判定: {ja}"),
    };
    Verdict { headline: meaning.headline.clone(), detail, ..answer }
}

/// The first call that is denied decides; an open one is open only
/// where none is denied. A request of the user's own is answered alone.
fn by_policies(case: &Case<'_>, findings: &[Finding], assumptions: &[Assumption]) -> Verdict {
    let own = case.input.request.action.is_some();
    let asked: Vec<&Checked> =
        case.checked.iter().filter(|it| it.is_required() && (it.is_own || !own)).collect();
    if let Some(checked) = leading(&asked, findings) {
        let (headline, detail) = setting(case, checked)
            .unwrap_or_else(|| (why_denied(case, checked), first_cause(findings)));
        let (outcome, certainty) = (checked.outcome, certainty::of_denial(case, checked));
        return Verdict { outcome, certainty, headline, detail, missing: Vec::new() };
    }
    let is_open = asked.iter().any(|checked| checked.outcome == Outcome::Undetermined);
    if asked.is_empty() || is_open {
        return open(case, &asked, findings);
    }
    Verdict {
        outcome: Outcome::Allowed,
        certainty: certainty::of_allow(assumptions),
        headline: allowed(case),
        detail: Words {
            en: "If AWS still denies it, the cause is in something that is not pasted here."
                .to_owned(),
            ja: "それでも拒否される場合、原因はここに貼り付けられていない設定にあります。"
                .to_owned(),
        },
        missing: Vec::new(),
    }
}

/// The denied call that the first cause speaks of, else the first; so that headline and detail agree.
fn leading<'a>(asked: &[&'a Checked<'a>], findings: &[Finding]) -> Option<&'a Checked<'a>> {
    let cause = findings.iter().find(|finding| finding.causes_denial);
    let is_named = |checked: &&&Checked| {
        let action = format!("`{}`", checked.call.action);
        cause.is_some_and(|cause| {
            let mut fixes = cause.fixes.iter();
            [&cause.message, &cause.why].iter().any(|words| has(&words.en, &action))
                || fixes.any(|fix| has(&fix.title.en, &action))
        })
    };
    let denied = || asked.iter().filter(|checked| checked.is_denied());
    denied().find(is_named).or_else(|| denied().next()).copied()
}

fn allowed(case: &Case<'_>) -> Words {
    let caller = case.caller_name();
    if case.profile.is_some_and(|profile| !profile.vendor.is_empty()) {
        Words {
            en: format!("These documents give {} the access it needs.", caller.en),
            ja: format!(
                "これらのドキュメントで、{}に必要なアクセスが許可されています。",
                caller.ja
            ),
        }
    } else {
        Words {
            en: "These documents allow the access.".to_owned(),
            ja: "これらのドキュメントで、アクセスは許可されています。".to_owned(),
        }
    }
}

/// The sentence and the reason, where a setting is what blocks most.
fn setting(case: &Case<'_>, checked: &Checked) -> Option<(Words, Words)> {
    let barrier = checked.blocked_by().first().copied()?;
    let story = (case.input.settings?.story)(barrier, checked, case)?;
    Some((story.headline, story.why))
}

fn why_denied(case: &Case<'_>, checked: &Checked) -> Words {
    let action = &checked.call.action;
    let caller = case.caller_name();
    let blocking = checked.blocked_by().first().copied();
    let Some(Barrier::Policy(blocking)) = blocking else { return Words::default() };
    let kind = kind_name(blocking);
    match (checked.outcome, blocking) {
        (Outcome::ExplicitDeny, _) => Words {
            en: format!("The {} explicitly denies `{action}`.", kind.en),
            ja: format!("{}の明示的な拒否により、`{action}` が拒否されます。", kind.ja),
        },
        (_, Kind::Trust) if checked.assumes_itself() => Words {
            en: "The trust policy does not let the role assume itself.".to_owned(),
            ja: "信頼ポリシーの設定により、ロールが自分自身を引き受けられません。".to_owned(),
        },
        (_, Kind::Trust) => Words {
            en: format!("The trust policy does not let {} assume the role.", caller.en),
            ja: format!("信頼ポリシーの設定により、{}がロールを引き受けられません。", caller.ja),
        },
        _ => Words {
            en: format!("The {} does not allow `{action}`.", kind.en),
            ja: format!("{}で `{action}` が許可されていません。", kind.ja),
        },
    }
}

/// The first finding that explains the denial, and how many more there are. What two say of one place is one problem.
fn first_cause(findings: &[Finding]) -> Words {
    let causes: Vec<&Finding> = findings.iter().filter(|finding| finding.causes_denial).collect();
    let Some((first, others)) = causes.split_first() else { return Words::default() };
    let is_told = |(index, finding): &(usize, &&Finding)| {
        let mut before = causes.iter().take(index + 1);
        before.any(|other| is_inside(&finding.place, &other.place))
    };
    let more = others.iter().enumerate().filter(|other| !is_told(other)).count();
    match more {
        0 => first.message.clone(),
        1 => Words {
            en: format!("{} Behind it is 1 more problem.", first.message.en),
            ja: format!("{}ほかにも原因が 1 件あります。", first.message.ja),
        },
        _ => Words {
            en: format!("{} Behind it are {more} more problems.", first.message.en),
            ja: format!("{}ほかにも原因が {more} 件あります。", first.message.ja),
        },
    }
}

/// Whether one of the places is a part of the other.
fn is_inside(one: &Place, other: &Place) -> bool {
    let is_in = |inner: Span, outer: Span| outer.start <= inner.start && inner.end <= outer.end;
    one.document == other.document && (is_in(one.span, other.span) || is_in(other.span, one.span))
}

fn open(case: &Case<'_>, asked: &[&Checked], findings: &[Finding]) -> Verdict {
    let mut missing: Vec<Missing> = Vec::new();
    for one in asked.iter().flat_map(|checked| &checked.missing) {
        if !missing.iter().any(|known| known.key == one.key) {
            missing.push(one.clone());
        }
    }
    if asked.is_empty() || (case.profile.is_some() && case.target.is_none()) {
        missing.extend(nothing_to_decide(case, &missing));
    }
    // Nobody is asked for what is there, if in the place of another.
    let is_there = |kind| case.readings.iter().any(|reading| reading.looks_like == Some(kind));
    missing.retain(|one| !kind_from_name(&one.key).is_some_and(is_there));
    let (headline, detail) = refused(case, findings).unwrap_or_else(|| {
        let headline = Words {
            en: "Not enough to decide yet.".to_owned(),
            ja: "判定に必要な情報が足りません。".to_owned(),
        };
        let detail = missing.first().map(|missing| missing.ask.clone()).unwrap_or_default();
        (headline, detail)
    });
    let (outcome, certainty) = (Outcome::Undetermined, Certainty::Unknown);
    Verdict { outcome, certainty, headline, detail, missing }
}

/// A document that AWS would not save cannot be what is in force.
fn refused(case: &Case<'_>, findings: &[Finding]) -> Option<(Words, Words)> {
    let mut readings = case.readings.iter().enumerate();
    let (document, reading) = readings.find(|(_, reading)| reading.is_refused())?;
    let name = kind_name(reading.document.kind);
    let headline = Words {
        en: format!("AWS would refuse to save this {}.", name.en),
        ja: format!("この{}は AWS に保存できません。", name.ja),
    };
    let place = reading.refusals.first().and_then(|refusal| refusal.errors.first());
    let is_it = |finding: &&Finding| {
        let span = place.map(|error| error.place.span);
        finding.place.document == document && Some(finding.place.span) == span
    };
    let of_document = |finding: &&Finding| finding.place.document == document;
    let first = findings.iter().find(is_it).or_else(|| findings.iter().find(of_document));
    Some((headline, first.map(|finding| finding.message.clone()).unwrap_or_default()))
}

fn nothing_to_decide(case: &Case<'_>, known: &[Missing]) -> Option<Missing> {
    if case.profile.is_none() {
        return Some(Missing {
            key: "profile".to_owned(),
            ask: Words {
                en: "Say whose access to check: choose a profile, or name the bucket.".to_owned(),
                ja: "確認するアクセスを指定してください。プロファイルを選ぶか、バケットを指定します。".to_owned(),
            },
            command: None,
        });
    }
    let is_known = |key: &str| known.iter().any(|missing| missing.key == key);
    if case.of_kind(Kind::Identity).next().is_none() && !is_known("identity") {
        return Some(crate::missing::document(Kind::Identity, case));
    }
    case.target.is_none().then(|| Missing {
        key: "bucket.name".to_owned(),
        ask: Words {
            en: "Enter the bucket, for example `s3://bucket/folder/`.".to_owned(),
            ja: "バケットを入力してください（例: `s3://bucket/folder/`）。".to_owned(),
        },
        command: None,
    })
}

/// The checks as the report shows them.
pub(crate) fn checks(case: &Case<'_>) -> Vec<Check> {
    case.checked.iter().map(|checked| check(case, checked)).collect()
}

fn check(case: &Case<'_>, checked: &Checked) -> Check {
    let gates = checked.decision.gates.iter().map(|gate| {
        let evidence = gate.decisive.and_then(|index| checked.decision.evidence.get(index));
        let document = evidence.and_then(|evidence| checked.document_of(evidence.policy));
        let place = evidence.zip(document).and_then(|(evidence, document)| {
            let statement = case.statement(document, evidence.statement)?;
            Some(case.place(document, statement.span, Some(statement.index)))
        });
        let first = case.of_kind(gate.kind).next().map(|(index, ..)| index);
        let outcome = match (first, checked.outcome) {
            // Nobody gave the document, so nothing is known of this gate.
            (None, Outcome::Undetermined) => Outcome::Undetermined,
            _ => gate.outcome,
        };
        let (gate, name) = (Barrier::Policy(gate.kind), kind_name(gate.kind).words());
        GateOutcome { gate, name, outcome, document: document.or(first), place }
    });
    let settings = checked.passages.iter().map(|passage| GateOutcome {
        gate: passage.barrier,
        name: name(case, passage.barrier),
        outcome: passage.outcome(),
        document: None,
        place: None,
    });
    Check {
        action: checked.call.action.clone(),
        resource: checked.call.resource.clone(),
        outcome: checked.outcome,
        level: checked.level,
        gates: gates.chain(settings).collect(),
        blocked_by: checked.blocked_by(),
        missing: checked.missing.clone(),
    }
}

fn name(case: &Case<'_>, barrier: Barrier) -> Words {
    case.input.settings.map(|settings| (settings.name)(barrier).words()).unwrap_or_default()
}
