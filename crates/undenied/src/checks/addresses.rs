//! Address ranges that are not what they seem: with bits behind the length, or of private networks that
//! `aws:SourceIp` never shows.

use core::net::IpAddr;

use super::{Check, Subject, both};
use crate::{
    eval::range,
    lang::{Localized, Words},
    policy::{Comparison, Condition, Operator, Spanned, Statement},
    report::Severity,
    rules::pages,
};
use undenied_json::{Edit, quoted};

pub(super) const CHECKS: &[&Check] = &[&BITS, &PRIVATE, &NOT_PRIVATE, &MIXED, &NOT_MIXED];

static BITS: Check = Check::new(
    "range-with-host-bits",
    "IMPROVE_IP_RANGE",
    Severity::Suggestion,
    pages::CONDITION,
    [
        both("Range with host bits", "ホスト部のある範囲"),
        both(
            "`{}` has bits set behind its length.",
            "`{}` には、プレフィックス長より後ろのビットが含まれています。",
        ),
        both(
            "AWS ignores them and compares with the whole network. Write the network's first address.",
            "これらのビットは無視され、ネットワーク全体と比較されます。ネットワークの先頭アドレスを書いてください。",
        ),
    ],
);

const NEVER_SEEN: Localized<&str> = both(
    "`aws:SourceIp` holds the public address that a call comes from, and is absent behind a VPC endpoint. For private addresses use `aws:VpcSourceIp` with `aws:SourceVpc`.",
    "`aws:SourceIp` は呼び出し元のパブリックアドレスで、VPC エンドポイント経由の呼び出しには含まれません。プライベートアドレスには `aws:VpcSourceIp` を `aws:SourceVpc` とともに使ってください。",
);

static PRIVATE: Check = Check::new(
    "private-source-ip",
    "PRIVATE_IP_ADDRESS",
    Severity::Error,
    pages::CONDITION_KEYS,
    [
        both("Only private source addresses", "プライベートアドレスだけの条件"),
        both(
            "`{}` is compared with private addresses alone: it never matches.",
            "`{}` がプライベートアドレスとだけ比較されており、決して一致しません。",
        ),
        NEVER_SEEN,
    ],
)
.voiding();

static NOT_PRIVATE: Check = Check::new(
    "private-source-ip-excepted",
    "PRIVATE_NOT_IP_ADDRESS",
    Severity::Error,
    pages::CONDITION_KEYS,
    [
        both("Only private addresses are excepted", "プライベートアドレスだけの除外"),
        both(
            "`{}` excepts private addresses alone: it always matches.",
            "`{}` の除外がプライベートアドレスだけのため、常に一致します。",
        ),
        NEVER_SEEN,
    ],
)
.voiding();

static MIXED: Check = Check::new(
    "partly-private-source-ip",
    "PRIVATE_IP_ADDRESS_SUBSET",
    Severity::Suggestion,
    pages::CONDITION_KEYS,
    [
        both("Private source addresses among others", "プライベートアドレスを含む条件"),
        both(
            "The private range `{}` never matches here.",
            "プライベート範囲 `{}` は、ここでは決して一致しません。",
        ),
        NEVER_SEEN,
    ],
);

static NOT_MIXED: Check = Check::new(
    "partly-private-source-ip-excepted",
    "PRIVATE_NOT_IP_ADDRESS_SUBSET",
    Severity::Suggestion,
    pages::CONDITION_KEYS,
    [
        both("Private addresses are excepted among others", "プライベートアドレスを含む除外"),
        both(
            "The private range `{}` excepts nobody here.",
            "プライベート範囲 `{}` で除外される呼び出しはありません。",
        ),
        NEVER_SEEN,
    ],
);

pub(super) fn look(subject: &mut Subject<'_>) {
    for statement in &subject.policy.statements {
        for condition in &statement.conditions {
            let of_addresses = |it: &Operator| it.comparison == Comparison::IpAddress;
            let Some(operator) = condition.operator.filter(of_addresses) else { continue };
            for value in &condition.values {
                bits(subject, statement, value);
            }
            if condition.key.value.eq_ignore_ascii_case("aws:SourceIp") {
                private(subject, statement, condition, operator);
            }
        }
    }
}

fn bits(subject: &mut Subject<'_>, statement: &Statement, value: &Spanned<String>) {
    let Some((IpAddr::V4(address), length)) = range(&value.value) else { return };
    let rest = u32::MAX.checked_shr(length).unwrap_or_default();
    if address.to_bits() & rest == 0 {
        return;
    }
    let [a, b, c, d] = (address.to_bits() & !rest).to_be_bytes();
    let network = format!("{a}.{b}.{c}.{d}/{length}");
    let title = Words { en: format!("Write `{network}`"), ja: format!("`{network}` に変更") };
    let fix = subject.tidy(title, vec![Edit::replace(value.span, quoted(&network))]);
    subject.say_with(&BITS, value.span, statement, &value.value, Some(fix));
}

fn private(
    subject: &mut Subject<'_>,
    statement: &Statement,
    condition: &Condition,
    operator: Operator,
) {
    let (private, others): (Vec<_>, Vec<_>) =
        condition.values.iter().partition(|value| is_private(&value.value));
    let (all, some) =
        if operator.negated { (&NOT_PRIVATE, &NOT_MIXED) } else { (&PRIVATE, &MIXED) };
    match (private.as_slice(), others.is_empty()) {
        ([], _) => {}
        (_, true) => subject.say(all, condition.value_span, statement, &condition.key.value),
        (private, false) => {
            for value in private {
                subject.say(some, value.span, statement, &value.value);
            }
        }
    }
}

/// Wholly inside a network of <https://www.rfc-editor.org/rfc/rfc1918>, or of unique local addresses.
fn is_private(text: &str) -> bool {
    match range(text) {
        Some((IpAddr::V4(address), length)) => {
            let bits = address.to_bits();
            let within = |network: u32, own: u32| length >= own && bits >> (32 - own) == network;
            within(10, 8) || within(0xac1, 12) || within(0xc0a8, 16)
        }
        Some((IpAddr::V6(address), length)) => length >= 7 && address.to_bits() >> 121 == 0xfc >> 1,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::testing::condition;

    #[test]
    fn private_networks_and_host_bits_are_pointed_at() {
        for (rule, operator, values) in [
            ("private-source-ip", "IpAddress", r#"["10.0.0.0/8", "192.168.1.7"]"#),
            ("private-source-ip", "IpAddress", r#""fd00::/8""#),
            ("private-source-ip-excepted", "NotIpAddress", r#""172.16.0.0/12""#),
            ("partly-private-source-ip", "IpAddress", r#"["203.0.113.0/24", "172.31.0.0/16"]"#),
            (
                "partly-private-source-ip-excepted",
                "NotIpAddress",
                r#"["203.0.113.0/24", "10.1.0.0/16"]"#,
            ),
            ("range-with-host-bits", "IpAddress", r#""203.0.113.7/24""#),
        ] {
            condition(rule, operator, "aws:SourceIp", values, true);
        }
    }

    #[test]
    fn public_networks_and_keys_of_a_vpc_are_silent() {
        for (rule, key, values) in [
            ("private-source-ip", "aws:SourceIp", r#""172.32.0.0/16""#),
            ("private-source-ip", "aws:SourceIp", r#""8.0.0.0/6""#),
            ("private-source-ip", "aws:VpcSourceIp", r#""10.0.0.0/8""#),
            ("partly-private-source-ip", "aws:VpcSourceIp", r#"["203.0.113.0/24", "10.0.0.0/8"]"#),
            (
                "range-with-host-bits",
                "aws:SourceIp",
                r#"["203.0.113.0/24", "203.0.113.7", "0.0.0.0/0"]"#,
            ),
        ] {
            condition(rule, "IpAddress", key, values, false);
        }
    }
}
