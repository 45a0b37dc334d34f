//! A statement for everyone under S3 Block Public Access: it shuts other accounts out of the
//! bucket, or AWS does not save it.

use super::{Rule, pages};
use crate::{
    Setting,
    authorize::Barrier,
    case::{Case, Checked},
    eval::Match,
    fix::{fix, quoted},
    lang::{Localized, Words},
    policy::{Kind, Statement},
    report::{Finding, Fix, Impact, Severity},
};
use undenied_json::Edit;

pub(super) static RULE: Rule = Rule {
    id: "public-statement-restricted",
    code: None,
    severity: Severity::Error,
    title: Localized {
        en: "Statement for everyone under Block Public Access",
        ja: "ブロックパブリックアクセスの対象になるステートメント",
    },
    links: pages::BLOCK_PUBLIC_ACCESS,
    check,
};

fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(settings) = case.input.settings else { return };
    let block = &case.input.facts.bucket.public_access_block;
    let on = Setting::Told(true);
    let shut_out = case.denied().find(|checked| is_shut_out(checked));
    let is_refused = block.block_public_policy == on;
    if shut_out.is_none() && !is_refused {
        return;
    }
    for (document, _, policy) in case.of_kind(Kind::Bucket) {
        for statement in &policy.statements {
            if (settings.is_public)(statement, Kind::Bucket) == Match::Yes {
                findings.push(finding(case, shut_out, document, statement));
            }
        }
    }
}

fn is_shut_out(checked: &Checked) -> bool {
    !checked.call.action.starts_with("s3:Put")
        && checked.blocked_by().contains(&Barrier::PublicAccessBlock)
}

fn finding(
    case: &Case<'_>,
    shut_out: Option<&Checked>,
    document: usize,
    statement: &Statement,
) -> Finding {
    let span = statement.principal.as_ref().map_or(statement.span, |element| element.value_span);
    let (message, why) =
        if shut_out.is_some() { (SHUTS_OUT, SHUTS_OUT_WHY) } else { (REFUSED, REFUSED_WHY) };
    let place = case.place(document, span, Some(statement.index));
    let mut finding = RULE.finding(place, message.words(), why.words());
    finding.causes_denial = shut_out.is_some();
    if !finding.causes_denial {
        finding.severity = Severity::Warning;
    }
    finding.fixes.extend(shut_out.and_then(|checked| name_caller(checked, document, statement)));
    finding
}

const SHUTS_OUT: Localized<&str> = Localized {
    en: "This statement is for everyone, so `RestrictPublicBuckets` shuts every other account out of the bucket.",
    ja: "このステートメントは全員を対象としているため、`RestrictPublicBuckets` により、ほかのアカウントがすべて拒否されます。",
};

const SHUTS_OUT_WHY: Localized<&str> = Localized {
    en: "Even statements that name the caller do not help while this one is there. Name its principals, or add a condition with fixed values, for example on `aws:PrincipalOrgID` or `aws:SourceVpce`.",
    ja: "このステートメントがある間は、呼び出し元を指定したステートメントも効きません。プリンシパルを指定するか、`aws:PrincipalOrgID` や `aws:SourceVpce` などを固定の値に限る条件を追加してください。",
};

const REFUSED: Localized<&str> = Localized {
    en: "This statement is for everyone, so AWS refuses to save the policy while `BlockPublicPolicy` is on.",
    ja: "このステートメントは全員を対象としているため、`BlockPublicPolicy` が有効な間は、このポリシーを保存できません。",
};

const REFUSED_WHY: Localized<&str> = Localized {
    en: "Saving it ends with AccessDenied, even for administrators. Name its principals, or add a condition with fixed values.",
    ja: "管理者であっても、保存しようとすると AccessDenied になります。プリンシパルを指定するか、固定の値に限る条件を追加してください。",
};

fn name_caller(checked: &Checked, document: usize, statement: &Statement) -> Option<Fix> {
    let caller = checked.call.caller.arn.as_ref()?.as_str();
    let element = statement.principal.as_ref()?;
    if element.polarity == crate::policy::Polarity::AllBut {
        return None;
    }
    let title = Words {
        en: format!("Allow `{caller}` instead of everyone"),
        ja: format!("全員ではなく `{caller}` だけを許可"),
    };
    let principal = format!("{{ \"AWS\": {} }}", quoted(caller));
    let edit = Edit::replace(element.value_span, principal);
    Some(fix(title, Impact::Narrows, document, vec![edit]))
}

#[cfg(test)]
mod tests {
    use crate::{
        Input, SETTINGS, Setting,
        policy::Kind,
        rules::testing::{check_told, import},
    };

    const ROLE: &str = r#"
{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
"#;

    const PUBLIC: &str = r#"
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject*", "s3:List*", "s3:GetBucketLocation"], "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*"]}]}
"#;

    fn with_block(account: &str, restricts: bool, refuses: bool) -> Input {
        let mut input = import();
        input.settings = Some(&SETTINGS);
        input.facts.bucket.account = Some(account.into());
        let block = &mut input.facts.bucket.public_access_block;
        block.restrict_public_buckets = Setting::Told(restricts);
        block.block_public_policy = Setting::Told(refuses);
        input
    }

    fn check_bucket(input: Input, text: &str) {
        check_told(
            "public-statement-restricted",
            input,
            &[(Kind::Identity, ROLE), (Kind::Bucket, text)],
        );
    }

    #[test]
    fn a_statement_for_everyone_shuts_other_accounts_out() {
        let carets = format!("{PUBLIC}{}^^^ shuts every other account out\n", " ".repeat(73));
        check_bucket(with_block("444455556666", true, false), &carets);
    }

    #[test]
    fn a_public_policy_is_not_saved() {
        let carets = format!("{PUBLIC}{}^^^ refuses to save\n", " ".repeat(73));
        check_bucket(with_block("111122223333", false, true), &carets);
    }

    #[test]
    fn named_principals_and_the_bucket_s_own_account_are_silent() {
        check_bucket(with_block("111122223333", true, false), PUBLIC);
        check_bucket(with_block("444455556666", false, false), PUBLIC);
        check_bucket(
            with_block("444455556666", true, true),
            &PUBLIC.replace(r#""*", "Action""#, r#"{"AWS": "111122223333"}, "Action""#),
        );
    }
}
