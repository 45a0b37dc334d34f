//! The page that says how undenied decides: what it reads, in which order, what it takes as given, what it cannot see.
//! The facts are those of `crates/ARCHITECTURE.md`.

use undenied::Lang;

use super::{
    html::{Element, element, said},
    shell::Page,
    words::{Label, label},
};

pub(super) const PAGE: Page = Page {
    stem: "how",
    title: label("How it decides", "判定のしくみ"),
    description: label(
        "How undenied decides whether Amazon S3 allows a call: what it reads, in which order, what it takes as given, what it cannot see, and where your text goes: nowhere.",
        "Amazon S3 へのアクセスが許可されるかどうかを undenied が判定するしくみです。読み取るもの、順序、前提、わからないこと、貼り付けた内容の扱いを説明します。",
    ),
};

struct Section {
    id: &'static str,
    title: Label,
    blocks: &'static [Block],
}

enum Block {
    Says(Label),
    Lists(&'static [Label]),
    /// In order.
    Steps(&'static [Label]),
}

use Block::{Lists, Says, Steps};

const SECTIONS: [Section; 9] = [
    Section {
        id: "short",
        title: label("In short", "概要"),
        blocks: &[Says(label(
            "undenied reads what you paste, decides each call as AWS does, and shows the statement or setting that decides. The explanation is the evidence of that decision; nothing is explained a second time. All of it runs in your browser, and AWS is not asked.",
            "undenied は、貼り付けられた内容を読み取り、呼び出しを 1 つずつ AWS と同じ手順で判定して、結果を決めたステートメントや設定を示します。表示する説明は、その判定の根拠そのものです。すべてブラウザ内で動作し、AWS への問い合わせは行いません。",
        ))],
    },
    Section {
        id: "read",
        title: label("What is read", "読み取るもの"),
        blocks: &[Lists(&[
            label(
                "**Policies**: IAM, trust, bucket, KMS key, access point and VPC endpoint policies, permissions boundaries, session policies, service and resource control policies. Broken JSON is read all the same, and each slip is pointed at.",
                "**ポリシー**：IAM ポリシー、信頼ポリシー、バケットポリシー、KMS キーポリシー、アクセスポイントポリシー、VPC エンドポイントポリシー、アクセス許可の境界、セッションポリシー、サービスコントロールポリシー（SCP）、リソースコントロールポリシー（RCP）。JSON が壊れていても読み取り、誤りを 1 つずつ示します。",
            ),
            label(
                "**Error messages, outputs of the AWS CLI, CloudTrail events, CloudFormation, Terraform** and other infrastructure code: the policies, the settings and the refused call are taken out of them.",
                "**エラーメッセージ、AWS CLI の出力、CloudTrail イベント、CloudFormation や Terraform などのコード**：ポリシー、設定、拒否された呼び出しを取り出します。",
            ),
            label(
                "**Settings**: whose the bucket is, Object Ownership, encryption and its key, Requester Pays, Block Public Access, Object Lock, access points.",
                "**設定**：バケットの所有アカウント、オブジェクト所有権、暗号化とキー、リクエスタ支払い、ブロックパブリックアクセス、オブジェクトロック、アクセスポイント。",
            ),
            label(
                "**The calls**: a profile knows which calls a vendor's import or export makes, and as whom. Without a profile it is the call of the error message.",
                "**呼び出し**：プロファイルには、ベンダーのインポートやエクスポートがどの呼び出しを、誰として行うかが定義されています。プロファイルがない場合は、エラーメッセージにある呼び出しを判定します。",
            ),
        ])],
    },
    Section {
        id: "order",
        title: label("In which order", "判定の順序"),
        blocks: &[
            Says(label(
                "A call passes if every gate that applies to it lets it through. The gates, in the order in which they are shown:",
                "呼び出しは、関係するすべての段階を通過した場合にだけ許可されます。画面では次の順に並びます。",
            )),
            Steps(&[
                label(
                    "**Trust policy**, where a role is assumed: it must name the caller, and its conditions must be met, such as the external ID.",
                    "**信頼ポリシー**（ロールを引き受ける場合）：呼び出し元が指定され、外部 ID などの条件を満たしている必要があります。",
                ),
                label(
                    "**IAM policies** of the caller.",
                    "**IAM ポリシー**：呼び出し元にアタッチされたものです。",
                ),
                label(
                    "**Permissions boundary and session policy**. They limit and never grant.",
                    "**アクセス許可の境界とセッションポリシー**：範囲を制限するだけで、許可を与えることはありません。",
                ),
                label(
                    "**Service and resource control policies** of the organization. At every level something must allow.",
                    "**組織の SCP と RCP**：どの階層でも許可されている必要があります。",
                ),
                label(
                    "**VPC endpoint policy**, where the call comes through an endpoint.",
                    "**VPC エンドポイントポリシー**：エンドポイントを経由する呼び出しだけに適用されます。",
                ),
                label(
                    "**Access point policy and bucket policy**. Within one account the Allow of the IAM policy or of the bucket policy is enough; across accounts it takes both.",
                    "**アクセスポイントポリシーとバケットポリシー**：同じアカウント内では、IAM ポリシーとバケットポリシーのどちらかが許可していれば十分です。アカウントをまたぐ場合は両方の許可が必要です。",
                ),
                label(
                    "**KMS key policy and the key itself**, where objects are encrypted with a key: Amazon S3 calls AWS KMS in the caller's name.",
                    "**KMS キーポリシーとキーの状態**：オブジェクトがキーで暗号化されている場合、Amazon S3 は呼び出し元の権限で AWS KMS を呼び出します。",
                ),
                label(
                    "**Settings** of bucket and object: Block Public Access, Object Ownership, Requester Pays, Object Lock and others.",
                    "**バケットとオブジェクトの設定**：ブロックパブリックアクセス、オブジェクト所有権、リクエスタ支払い、オブジェクトロックなどです。",
                ),
            ]),
            Says(label(
                "A Deny that applies ends it, wherever it stands and whatever else is allowed.",
                "拒否のステートメントが 1 つでも適用されれば、どの段階にあっても、ほかで許可されていても拒否になります。",
            )),
        ],
    },
    Section {
        id: "answers",
        title: label("Three answers", "3 種類の答え"),
        blocks: &[
            Says(label(
                "Allowed, denied, or not known yet. Each statement is held against the call and applies, does not apply, or nobody can tell, for want of a value such as the IP address. What nobody can tell is tried out in every way: the answer stays open only where it makes a difference, and then says what would settle it.",
                "許可、拒否、不明の 3 種類です。各ステートメントを呼び出しと照らし合わせ、適用される、適用されない、IP アドレスなどの値がないため判断できない、のいずれかに分けます。判断できないものは両方の場合を試し、結果が変わるときだけ不明とします。その場合は、何がわかれば確定するかを示します。",
            )),
            Lists(&[
                label(
                    "`folder/*` stands for everything in the folder. A policy that covers a part of it leaves the answer open.",
                    "`folder/*` は、フォルダー内のすべてのオブジェクトを表します。ポリシーがその一部だけを許可している場合、答えは不明になります。",
                ),
                label(
                    "A document that AWS would not save is decided as it was meant, but never ends in allowed: it cannot be in force as it stands.",
                    "AWS に保存できないポリシーは、意図を汲んで判定しますが、許可とは判定しません。そのままの形で有効になっているはずがないためです。",
                ),
            ]),
        ],
    },
    Section {
        id: "given",
        title: label("What is taken as given", "前提にしていること"),
        blocks: &[
            Says(label(
                "What nobody told is taken to be as it mostly is, and stands below each answer under **Taken as given**. For example:",
                "情報がない点は一般的な状態とみなし、判定ごとに **前提にしたこと** として表示します。たとえば次のとおりです。",
            )),
            Lists(&[
                label(
                    "Without a bucket policy among the documents, the bucket has none.",
                    "バケットポリシーが貼り付けられていなければ、バケットポリシーはありません。",
                ),
                label(
                    "Nothing else limits the call: no permissions boundary, no session policy, no control policy.",
                    "アクセス許可の境界、セッションポリシー、SCP、RCP による制限はありません。",
                ),
                label(
                    "A vendor calls over HTTPS, without MFA and through none of your VPC endpoints.",
                    "ベンダーは HTTPS で、MFA を使わず、お使いの VPC エンドポイントを経由せずに呼び出します。",
                ),
                label(
                    "The objects belong to the bucket's account, and no KMS key stands in the way.",
                    "オブジェクトの所有者はバケットのアカウントで、KMS キーによる制限はありません。",
                ),
            ]),
            Says(label(
                "The trust policy and the IAM policy of a role are not guessed: the answer waits for them.",
                "ロールの信頼ポリシーと IAM ポリシーは推測しません。貼り付けられるまで判定を保留します。",
            )),
        ],
    },
    Section {
        id: "fixes",
        title: label("What a fix does", "修正案"),
        blocks: &[Says(label(
            "Each fix says whether it leaves access as it was, allows less, or allows more; one that allows more asks first. After it the call is decided anew, by the same program, so that the answer you see is not a promise of the fix.",
            "修正案には、アクセスの範囲が変わらないか、狭くなるか、広くなるかを表示します。広くなる場合は、適用する前に確認します。適用後は同じプログラムで改めて判定するため、表示される結果は見込みではなく実際の判定です。",
        ))],
    },
    Section {
        id: "unseen",
        title: label("What it cannot see", "わからないこと"),
        blocks: &[Lists(&[
            label(
                "Your AWS account. Another policy on the same role counts only if it is pasted.",
                "お使いの AWS アカウントの状態。同じロールに別のポリシーがあっても、貼り付けられなければ考慮しません。",
            ),
            label(
                "Whether keys, signatures, sessions and clocks are right. Errors of that kind are told by their message, not by policies.",
                "アクセスキー、署名、セッション、時計が正しいかどうか。この種のエラーは、ポリシーではなくエラーメッセージから見分けます。",
            ),
            label(
                "Whether a change has reached every region. IAM takes some minutes.",
                "変更がすべてのリージョンに反映されたかどうか。IAM では数分かかることがあります。",
            ),
            label(
                "Values that a template fills in later, such as `${var.name}`. They are unknown, and the answer says so where it matters.",
                "`${var.name}` のように、テンプレートが後から埋める値。不明な値として扱い、結果に影響するときはその旨を示します。",
            ),
            label(
                "What services other than Amazon S3, AWS KMS and AWS STS ask beyond the policies.",
                "Amazon S3、AWS KMS、AWS STS 以外のサービスが、ポリシー以外に求める条件。",
            ),
        ])],
    },
    Section {
        id: "privacy",
        title: label("Where your text goes: nowhere", "貼り付けた内容の扱い"),
        blocks: &[
            Lists(&[
                label(
                    "The checker's Content-Security-Policy lets it load its own files and nothing else.",
                    "チェッカーの Content-Security-Policy は、自身のファイルの読み込みだけを許可しています。",
                ),
                label(
                    "Once it has loaded, it seals itself with a second policy, `default-src 'none'`: from then on the browser refuses every request.",
                    "読み込みが終わると、2 つ目のポリシー `default-src 'none'` でページを封鎖します。それ以降のリクエストは、すべてブラウザが拒否します。",
                ),
                label(
                    "Access keys, tokens, signatures and private keys are masked before anything else reads the text.",
                    "アクセスキー、トークン、署名、秘密鍵は、ほかの処理より先に伏せ字にします。",
                ),
                label(
                    "Nothing you paste is stored. A link with your documents is made only when you ask for one, and holds them behind the `#`, which browsers do not send.",
                    "貼り付けた内容は保存しません。内容を含むリンクは、操作したときだけ作成します。内容は `#` より後ろに入り、ブラウザがサーバーに送ることはありません。",
                ),
            ]),
            Says(label("See for yourself:", "次の方法で確認できます。")),
            Lists(&[
                label(
                    "**Try to leak**, in the checker's footer, tries every way out and shows what the browser says to each.",
                    "チェッカーの下部にある **送信を試す** を押すと、考えられる送信方法をすべて試し、それぞれに対するブラウザの応答を表示します。",
                ),
                label(
                    "Open the browser's developer tools and look at the network while you paste.",
                    "ブラウザの開発者ツールでネットワークを開いたまま、貼り付けてみてください。",
                ),
                label(
                    "Load the checker, disconnect from the network, and go on.",
                    "チェッカーを読み込んだ後、ネットワークを切断してもそのまま使えます。",
                ),
                label(
                    "Build it from its source and serve it yourself: `cargo xtask serve`.",
                    "ソースコードからビルドして、手元で動かせます：`cargo xtask serve`",
                ),
            ]),
            Says(label(
                "No page can protect you from the extensions of your browser, and a page that embeds the checker can read what is typed into it.",
                "ブラウザの拡張機能からの読み取りは、どのページにも防げません。また、チェッカーを埋め込んだページは、そこに入力された内容を読み取れます。",
            )),
        ],
    },
    Section {
        id: "limits",
        title: label("Limits", "限界"),
        blocks: &[Lists(&[
            label(
                "AWS has the last word. Two programs, written apart, decide as its documentation says and must agree on 100,000 generated calls at each test run; that is evidence, not proof.",
                "最終的な判定を行うのは AWS です。ドキュメントに従って別々に書いた 2 つのプログラムが、テストのたびに 10 万件の生成した呼び出しで一致することを確かめていますが、完全な保証ではありません。",
            ),
            label("A paste may have 16 MB.", "一度に貼り付けられる大きさは 16 MB までです。"),
        ])],
    },
];

const SOURCES: Label = label("Sources", "出典");

/// Below <https://docs.aws.amazon.com/>.
const PAGES: [(Label, &str); 8] = [
    (
        label("How IAM evaluates policies", "IAM によるポリシーの評価"),
        "IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    ),
    (
        label("The same across accounts", "アカウントをまたぐ場合の評価"),
        "IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html",
    ),
    (
        label("Access denied messages", "アクセス拒否のエラーメッセージ"),
        "IAM/latest/UserGuide/troubleshoot_access-denied.html",
    ),
    (
        label("Policy checks of IAM Access Analyzer", "IAM Access Analyzer のポリシーチェック"),
        "IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
    ),
    (
        label("How Amazon S3 authorizes a request", "Amazon S3 によるリクエストの認可"),
        "AmazonS3/latest/userguide/how-s3-evaluates-access-control.html",
    ),
    (
        label("Denials (403) of Amazon S3", "Amazon S3 のアクセス拒否（403）"),
        "AmazonS3/latest/userguide/troubleshoot-403-errors.html",
    ),
    (
        label("Block Public Access", "ブロックパブリックアクセス"),
        "AmazonS3/latest/userguide/access-control-block-public-access.html",
    ),
    (
        label("Key policies of AWS KMS", "AWS KMS のキーポリシー"),
        "kms/latest/developerguide/key-policies.html",
    ),
];

pub(super) fn content(lang: Lang) -> Vec<Element> {
    let mut content = Vec::new();
    for Section { id, title, blocks } in &SECTIONS {
        content.push(said("h2", title.of(lang)).id(id));
        content.extend(blocks.iter().map(|it| block(it, lang)));
    }
    content.push(said("h2", SOURCES.of(lang)).id("sources"));
    content.push(sources(lang));
    content
}

fn block(block: &Block, lang: Lang) -> Element {
    let items = |labels: &[Label]| -> Vec<Element> {
        labels.iter().map(|label| element("li").sentence(label.of(lang))).collect()
    };
    match block {
        Says(label) => element("p").sentence(label.of(lang)),
        Lists(labels) => element("ul").class("points").children(items(labels)),
        Steps(labels) => element("ol").class("points").children(items(labels)),
    }
}

fn sources(lang: Lang) -> Element {
    let folder = match lang {
        Lang::En => "",
        Lang::Ja => "ja_jp/",
    };
    let links = PAGES.iter().map(|(title, page)| {
        let address = ["https://docs.aws.amazon.com/", folder, page].concat();
        element("li").child(said("a", title.of(lang)).href(&address).with("rel", "noreferrer"))
    });
    element("ul").class("points").children(links)
}
