//! One text, one look: what forms of wrapping and of order do to the same sentence.

use super::*;

const SENTENCE: &str = "User: arn:aws:iam::111122223333:user/etl is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::acme/x.csv\" because no identity-based policy allows the s3:GetObject action";

fn reads(text: &str) -> Explanation {
    let explanation = explain(text);
    assert_eq!(
        explanation.principal.as_deref(),
        Some("arn:aws:iam::111122223333:user/etl"),
        "{text}"
    );
    assert_eq!(explanation.action.as_deref(), Some("s3:GetObject"), "{text}");
    assert_eq!(explanation.resource.as_deref(), Some("arn:aws:s3:::acme/x.csv"), "{text}");
    assert_eq!(explanation.policy_type, Some(Kind::Identity), "{text}");
    assert_eq!(explanation.others, 0, "{text}");
    explanation
}

#[test]
fn a_sentence_is_read_whatever_width_it_was_cut_at() {
    let letters: Vec<char> = SENTENCE.chars().collect();
    for width in 20..=letters.len() {
        let lines: Vec<String> = letters.chunks(width).map(|line| line.iter().collect()).collect();
        reads(&lines.join("\n"));
        reads(&lines.join("\r\n"));
        reads(&lines.join("\n│ "));
    }
}

#[test]
fn the_code_may_stand_on_either_side() {
    let quoted = SENTENCE.replace('"', "\\\"");
    for text in [
        format!("{{\"message\": \"{quoted}\", \"code\": \"AccessDenied\"}}"),
        format!("{{\"Code\": \"AccessDenied\", \"Message\": \"{quoted}\"}}"),
        format!("AccessDenied: {SENTENCE}"),
    ] {
        assert_eq!(reads(&text).code.as_deref(), Some("AccessDenied"), "{text}");
    }
}

#[test]
fn a_session_is_told_from_what_follows_on_the_next_line() {
    let text = "User: arn:aws:iam::999988887777:user/vendor is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/import\nretrying in 5 seconds";
    assert_eq!(explain(text).resource.as_deref(), Some("arn:aws:iam::111122223333:role/import"));
}

#[test]
fn different_errors_are_counted_and_repeated_ones_are_not() {
    let one = "An error occurred (ExpiredToken) when calling the PutObject operation: The provided token has expired.\n";
    let other = "An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied\n";
    let explanation = explain(&[one, other, other, one].concat());
    assert_eq!(explanation.action.as_deref(), Some("s3:ListBucket"));
    assert_eq!(explanation.others, 1);
}

#[test]
fn a_long_text_takes_linear_time() {
    for part in [
        "is not authorized to perform: ",
        "User: ",
        "arn:aws:s3:::a ",
        "An error occurred (",
        "An error occurred (AccessDenied) when calling the ",
        "operation error S3: ",
        "(Service: ",
        "status code: 403, request id: ",
        "<Error><Code>",
        "オペレーション",
        "権限がありません",
        "AccessDenied: ",
        "\"code\":\"AccessDenied\"",
        "{\"eventName\":\"errorCode\"",
        "\\\"",
        "&amp;",
        "%20",
        "because no ",
    ] {
        let _ = explain(&part.repeat(100_000 / part.len()));
    }
}

#[test]
fn words_of_vendors_say_who_wanted_what() {
    for (text, operation, action, principal) in [
        (
            "OSError: When reading information for key 'x/y.parquet' in bucket 'acme': AWS Error ACCESS_DENIED during HeadObject operation: No response body.",
            Some("HeadObject"),
            "s3:GetObject",
            None,
        ),
        (
            "Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity",
            None,
            "sts:AssumeRoleWithWebIdentity",
            None,
        ),
        (
            "Error fetching credentials: AccessDeniedException: Unauthorized Exception! EKS does not have permissions to assume the associated role.",
            None,
            "sts:AssumeRole",
            Some("pods.eks.amazonaws.com"),
        ),
        (
            "SQL execution error: Error assuming AWS_ROLE. Please verify the role and externalId are configured correctly in your AWS policy.",
            None,
            "sts:AssumeRole",
            None,
        ),
    ] {
        let told = explain(text);
        assert_eq!(told.category, Category::Denied, "{text}");
        assert_eq!(told.operation.as_deref(), operation, "{text}");
        assert_eq!(told.action.as_deref(), Some(action), "{text}");
        assert_eq!(told.principal.as_deref(), principal, "{text}");
    }
}

#[test]
fn an_object_lock_is_no_policy() {
    let text = "An error occurred (AccessDenied) when calling the DeleteObject operation: Access Denied because object protected by object lock.";
    let told = explain(text);
    assert!(told.not_a_policy_problem);
    assert_eq!(told.suspects, [Suspect::ObjectLock]);
}

#[test]
fn a_code_by_itself_gives_way_to_a_sentence() {
    let quoted = SENTENCE.replace('"', "\\\"");
    reads(&format!(
        "ServiceError(ServiceError {{ source: Unhandled(Unhandled {{ source: ErrorMetadata {{ code: Some(\"AccessDenied\"), message: Some(\"{quoted}\") }} }}) }})"
    ));
    reads(&SENTENCE.replace("identity-based", "identity\u{2011}based"));
}
