//! The format's shapes, on one small case.

use expect_test::{Expect, expect};
use serde_json::Value;

use super::*;
use crate::analyze;

fn check(case: &str, expected: &Expect) {
    let case: Case = serde_json::from_str(case).unwrap();
    let lang = case.language();
    let input = case.into_input().unwrap();
    let report = analyze(&input);
    let json = answer_with(&input, &report, &Sources::default(), None, lang);
    expected.assert_eq(&(json.clone() + "\n"));
    // The same without the lines.
    let answer = answer(&input, &report, lang);
    assert_eq!(
        serde_json::from_str::<Value>(&answer).unwrap(),
        serde_json::from_str::<Value>(&json).unwrap()
    );
}

fn refused(case: &str) -> String {
    let case: Case = serde_json::from_str(case).unwrap();
    case.into_input().unwrap_err()
}

#[test]
fn a_denied_import_is_written_with_utf16_positions() {
    check(
        r#"{"schema":1,"language":"ja","profile":"tidb-cloud-dedicated-import",
            "documents":[
                {"id":"role policy","kind":"identity","text":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"😀\",\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":[\"arn:aws:s3:::acme\",\"arn:aws:s3:::acme/mydata\"]}]}"},
                {"id":"trust","kind":"trust","document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"999988887777"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"x"}}}]}}],
            "request":{"principal":"arn:aws:iam::111122223333:role/import"},
            "facts":{"trust":{"accountId":"999988887777","externalId":"x"},
                     "bucket":{"name":"acme","prefix":"mydata/","account":"111122223333","versioning":"Enabled"}}}"#,
        &expect![[r#"
            {
              "schema": 1,
              "verdict": "implicitDeny",
              "headline": "IAM ポリシーで `s3:GetObject` が許可されていません。",
              "detail": "`arn:aws:s3:::acme/mydata` は 1 つのオブジェクトを指します。フォルダー内のオブジェクトは `arn:aws:s3:::acme/mydata/*` です。",
              "checks": [
                {
                  "action": "sts:AssumeRole",
                  "resource": "arn:aws:iam::111122223333:role/import",
                  "decision": "allowed",
                  "level": "required",
                  "blockedBy": [],
                  "gates": [
                    {
                      "gate": "trust",
                      "outcome": "allowed",
                      "document": "trust"
                    }
                  ],
                  "missing": []
                },
                {
                  "action": "s3:ListBucket",
                  "resource": "arn:aws:s3:::acme",
                  "decision": "undetermined",
                  "level": "required",
                  "blockedBy": [],
                  "gates": [
                    {
                      "gate": "identity",
                      "outcome": "allowed",
                      "document": "role policy"
                    }
                  ],
                  "missing": []
                },
                {
                  "action": "s3:GetBucketLocation",
                  "resource": "arn:aws:s3:::acme",
                  "decision": "undetermined",
                  "level": "required",
                  "blockedBy": [],
                  "gates": [
                    {
                      "gate": "identity",
                      "outcome": "allowed",
                      "document": "role policy"
                    }
                  ],
                  "missing": []
                },
                {
                  "action": "s3:GetObject",
                  "resource": "arn:aws:s3:::acme/mydata/*",
                  "decision": "implicitDeny",
                  "level": "required",
                  "blockedBy": [
                    "identity"
                  ],
                  "gates": [
                    {
                      "gate": "identity",
                      "outcome": "implicitDeny",
                      "document": "role policy"
                    }
                  ],
                  "missing": []
                },
                {
                  "action": "s3:GetObjectVersion",
                  "resource": "arn:aws:s3:::acme/mydata/*",
                  "decision": "implicitDeny",
                  "level": "required",
                  "blockedBy": [
                    "identity"
                  ],
                  "gates": [
                    {
                      "gate": "identity",
                      "outcome": "implicitDeny",
                      "document": "role policy"
                    }
                  ],
                  "missing": []
                }
              ],
              "documents": [
                {
                  "id": "role policy",
                  "kind": "identity",
                  "why": null,
                  "path": "",
                  "text": null
                },
                {
                  "id": "trust",
                  "kind": "trust",
                  "why": null,
                  "path": "",
                  "text": null
                }
              ],
              "facts": [],
              "findings": [
                {
                  "rule": "object-arn-without-wildcard",
                  "code": null,
                  "severity": "error",
                  "causesDenial": true,
                  "document": "role policy",
                  "statement": {
                    "index": 0,
                    "sid": "😀"
                  },
                  "range": {
                    "start": {
                      "offset": 114,
                      "line": 1,
                      "column": 115
                    },
                    "end": {
                      "offset": 140,
                      "line": 1,
                      "column": 141
                    }
                  },
                  "original": null,
                  "message": "`arn:aws:s3:::acme/mydata` は 1 つのオブジェクトを指します。フォルダー内のオブジェクトは `arn:aws:s3:::acme/mydata/*` です。",
                  "why": "ARN の末尾が `/*` になるまで、フォルダー内のファイルに対する `s3:GetObject`、`s3:GetObjectVersion` は拒否されます。",
                  "links": [
                    "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_elements_resource.html"
                  ],
                  "fixes": [
                    {
                      "title": "`/*` を追加",
                      "impact": "widens",
                      "edits": [
                        {
                          "document": "role policy",
                          "start": 139,
                          "end": 139,
                          "text": "/*"
                        }
                      ]
                    }
                  ]
                },
                {
                  "rule": "unsupported-sid",
                  "code": "UNSUPPORTED_SID",
                  "severity": "error",
                  "causesDenial": false,
                  "document": "role policy",
                  "statement": {
                    "index": 0,
                    "sid": "😀"
                  },
                  "range": {
                    "start": {
                      "offset": 44,
                      "line": 1,
                      "column": 45
                    },
                    "end": {
                      "offset": 48,
                      "line": 1,
                      "column": 49
                    }
                  },
                  "original": null,
                  "message": "Sid `😀` に英数字以外の文字が含まれています。",
                  "why": "IAM と AWS Organizations で使えるのは半角の英字と数字だけです。それ以外の文字を取り除いてください。",
                  "links": [
                    "https://docs.aws.amazon.com/ja_jp/IAM/latest/UserGuide/reference_policies_elements_sid.html"
                  ],
                  "fixes": []
                }
              ],
              "refusals": [
                {
                  "document": "role policy",
                  "operation": "PutRolePolicy",
                  "code": "MalformedPolicyDocument",
                  "errors": [
                    {
                      "text": null,
                      "statement": null,
                      "range": {
                        "start": {
                          "offset": 44,
                          "line": 1,
                          "column": 45
                        },
                        "end": {
                          "offset": 48,
                          "line": 1,
                          "column": 49
                        }
                      },
                      "original": null,
                      "meaning": ""
                    },
                    {
                      "text": "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
                      "statement": {
                        "index": 0,
                        "sid": "😀"
                      },
                      "range": {
                        "start": {
                          "offset": 44,
                          "line": 1,
                          "column": 45
                        },
                        "end": {
                          "offset": 48,
                          "line": 1,
                          "column": 49
                        }
                      },
                      "original": null,
                      "meaning": ""
                    }
                  ]
                }
              ],
              "guide": [
                {
                  "title": "IAM ポリシーを修正する",
                  "steps": [
                    {
                      "text": "AWS マネジメントコンソールで IAM ポリシーを開きます。",
                      "console": [
                        "IAM",
                        "アクセス管理",
                        "ロール",
                        "import",
                        "許可ポリシー",
                        "JSON"
                      ],
                      "commands": [],
                      "warning": "",
                      "document": null
                    },
                    {
                      "text": "`arn:aws:s3:::acme/mydata` は 1 つのオブジェクトを指します。フォルダー内のオブジェクトは `arn:aws:s3:::acme/mydata/*` です。`/*` を追加します。",
                      "console": [],
                      "commands": [],
                      "warning": "",
                      "document": null
                    },
                    {
                      "text": "Sid `😀` に英数字以外の文字が含まれています。IAM と AWS Organizations で使えるのは半角の英字と数字だけです。それ以外の文字を取り除いてください。",
                      "console": [],
                      "commands": [],
                      "warning": "",
                      "document": null
                    },
                    {
                      "text": "コンソールまたは AWS CLI で変更を保存します。",
                      "console": [],
                      "commands": [
                        "aws iam put-role-policy --role-name import --policy-name POLICY_NAME --policy-document file://role-policy.json"
                      ],
                      "warning": "",
                      "document": null
                    }
                  ]
                },
                {
                  "title": "再試行",
                  "steps": [
                    {
                      "text": "TiDB Cloud からもう一度試してください。IAM の変更がすべてのリージョンに反映されるまで数分かかることがあります。",
                      "console": [],
                      "commands": [],
                      "warning": "",
                      "document": null
                    }
                  ]
                }
              ],
              "missing": [],
              "assumptions": [
                "考慮していない情報: `bucket.versioning`",
                "バケットにはバケットポリシーがありません。",
                "TiDB Cloud は HTTPS で、新しいセッションから、MFA を使わず、お使いの VPC エンドポイントを経由せずに呼び出します。",
                "アクセス許可の境界、セッションポリシー、サービスコントロールポリシー、リソースコントロールポリシーによる制限はありません。",
                "オブジェクトの所有者はバケットのアカウントで、AWS KMS キーで暗号化されていないか、ロールに復号が許可されています。"
              ],
              "masked": []
            }
        "#]],
    );
}

#[test]
fn what_this_version_cannot_read_is_said() {
    assert!(refused(r#"{"schema":2}"#).contains("`schema` is 2"));
    assert!(refused(r#"{"profile":"nobody"}"#).contains("no profile `nobody`"));
    assert!(refused(r#"{"documents":[{"id":"a"}]}"#).contains("document `a` has no `text`"));
    assert!(refused(r#"{"documents":[{"kind":"b","text":"{}"}]}"#).contains("no kind `b`"));
    assert!(refused(r#"{"request":{"context":{"a":{}}}}"#).contains("context key `a`"));
}

const READ: &str = r#"{"id":{"b":1.0,"a":"日本"},"request":{"principal":"arn:aws:iam::111122223333:role/r","action":"s3:GetObject",
    "resource":"arn:aws:s3:::acme/a","contextComplete":true},
    "policies":[{"kind":"identity","document":{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}}],"trace":true}"#;

#[test]
fn a_single_request_is_decided_and_its_id_given_back() {
    expect![[r#"{"id":{"a":"日本","b":1.0},"decision":"allowed","blockedBy":[],"decisive":[{"policy":0,"statement":0,"sid":null,"effect":"Allow","matched":"yes","because":null,"conditionKey":null}],"missing":[],"assumptions":["The resource belongs to the caller's account."],"trace":[{"action":"s3:GetObject","resource":"arn:aws:s3:::acme/a","decision":"allowed","gates":[{"gate":"identity","outcome":"allowed"}],"statements":[{"policy":0,"statement":0,"sid":null,"range":[13,62],"effect":"Allow","matched":"yes","principal":"yes","action":"yes","resource":"yes","conditions":[]}]}]}"#]]
    .assert_eq(&authorization(READ).unwrap());
}

#[test]
fn a_list_of_requests_is_answered_whole() {
    let answers = authorization(&format!(r#"[{READ},3,{{"id":7}}]"#)).unwrap();
    let answers: Vec<Value> = serde_json::from_str(&answers).unwrap();
    let told: Vec<String> = answers.iter().skip(1).map(Value::to_string).collect();
    assert_eq!(answers.len(), 3);
    assert_eq!(
        answers.first(),
        serde_json::from_str(&authorize_line(&READ.replace('\n', " "))).ok().as_ref()
    );
    expect![[r#"
        {"error":"what to decide is an object with `request` and `policies`","id":null}
        {"error":"`request` is missing","id":7}"#]]
    .assert_eq(&told.join("\n"));
}

#[test]
fn a_single_request_that_makes_no_sense_is_an_error() {
    for (json, error) in [
        ("", "what to decide is an object with `request` and `policies`"),
        ("{}", "`request` is missing"),
        (r#"{"request":{}}"#, "`request.action` is missing"),
        (r#"{"request":{"action":1}}"#, "`request.action` is not a string"),
        (
            r#"{"request":{"action":"s3:GetObject"},"policies":[{"kind":"x"}]}"#,
            "`policies[0]`: there is no kind `x`",
        ),
    ] {
        assert_eq!(authorization(json), Err(error.to_owned()));
    }
}

#[test]
fn a_line_that_is_no_json_says_where() {
    expect![[
        r#"{"id":null,"error":"this line is no JSON: key must be a string at line 1 column 9"}"#
    ]]
    .assert_eq(&authorize_line("{\"id\":1,}"));
    expect![[r#"{"id":1,"error":"duplicate field `action`"}"#]]
        .assert_eq(&authorize_line(r#"{"id":1,"request":{"action":"a","action":"b"}}"#));
}
