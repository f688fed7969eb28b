//! The cast of generated scenarios: who can call, and on what.

use serde_json::{Value, json};

/// A member of an organization.
pub(crate) const A: &str = "111122223333";
/// Another member of it.
pub(crate) const B: &str = "222233334444";
/// An account outside.
pub(crate) const X: &str = "444455556666";
/// The organization's management account.
pub(crate) const M: &str = "999988887777";

/// A caller and all the ways to name it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actor {
    /// The caller as a step writes it.
    pub(crate) caller: String,
    pub(crate) account: String,
    /// The principal entry that carries its policies.
    pub(crate) entry: Option<String>,
    /// Type and value of each way in which a policy can name it.
    pub(crate) names: Vec<(&'static str, String)>,
    /// For a session that is written out.
    pub(crate) session: Value,
    /// True if it is a federated user's session.
    pub(crate) federated: bool,
}

/// Actions and the resource that they touch.
pub(crate) type Target = (&'static [&'static str], &'static str);

/// ARN and unique id of every user and role of the cast.
pub(crate) const ENTRIES: [(&str, &str); 13] = [
    ("arn:aws:iam::111122223333:user/ana", "AIDAANAEXAMPLE"),
    ("arn:aws:iam::111122223333:user/team/zoe", "AIDAZOEEXAMPLE"),
    ("arn:aws:iam::222233334444:user/bob", "AIDABOBEXAMPLE"),
    ("arn:aws:iam::444455556666:user/xav", "AIDAXAVEXAMPLE"),
    ("arn:aws:iam::999988887777:user/max", "AIDAMAXEXAMPLE"),
    ("arn:aws:iam::111122223333:role/app", "AROAAPPEXAMPLE"),
    ("arn:aws:iam::111122223333:role/team/ops", "AROAOPSEXAMPLE"),
    ("arn:aws:iam::111122223333:role/target", "AROATARGETEXAMPLE"),
    ("arn:aws:iam::222233334444:role/bapp", "AROABAPPEXAMPLE"),
    ("arn:aws:iam::444455556666:role/xapp", "AROAXAPPEXAMPLE"),
    ("arn:aws:iam::999988887777:role/mapp", "AROAMAPPEXAMPLE"),
    (
        "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
        "AROASLREXAMPLE",
    ),
    (
        "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef",
        "AROASSOEXAMPLE",
    ),
];

/// Roles that somebody may try to assume.
pub(crate) const ROLES: [&str; 6] = [
    "arn:aws:iam::111122223333:role/app",
    "arn:aws:iam::111122223333:role/team/ops",
    "arn:aws:iam::111122223333:role/target",
    "arn:aws:iam::222233334444:role/bapp",
    "arn:aws:iam::444455556666:role/xapp",
    "arn:aws:iam::999988887777:role/mapp",
];

pub(crate) const SERVICES: [&str; 4] =
    ["ec2.amazonaws.com", "lambda.amazonaws.com", "cloudtrail.amazonaws.com", "rolesanywhere.amazonaws.com"];

/// CloudFront on behalf of a distribution, without an account (AM-13).
pub(crate) const ORIGIN_ACCESS_IDENTITY: &str =
    "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE1OAI";

/// Providers of tokens: built-in ones, and those that accounts A and B set up.
pub(crate) const TOKEN_PROVIDERS: [&str; 12] = [
    "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
    "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
    "arn:aws:iam::222233334444:oidc-provider/token.actions.githubusercontent.com",
    "arn:aws:iam::111122223333:oidc-provider/gitlab.com",
    "arn:aws:iam::111122223333:oidc-provider/agent.buildkite.com",
    "arn:aws:iam::222233334444:oidc-provider/oidc.circleci.com/org/1234",
    "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B",
    "accounts.google.com",
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "www.amazon.com",
    "graph.facebook.com",
];

pub(crate) const SAML_PROVIDERS: [&str; 3] = [
    "arn:aws:iam::111122223333:saml-provider/corp",
    "arn:aws:iam::111122223333:saml-provider/corp",
    "arn:aws:iam::222233334444:saml-provider/partner",
];

/// Calls about the policy of a queue (AM-07).
pub(crate) const QUEUE_POLICY: Target =
    (&["sqs:GetQueueAttributes", "sqs:SetQueueAttributes"], "arn:aws:sqs:eu-west-1:111122223333:q1");

/// Calls that obtain no credentials.
pub(crate) const TARGETS: [Target; 28] = [
    (&["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], "arn:aws:s3:::bkt/team/k.txt"),
    (&["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::bkt/ana/a*b?"),
    (&["s3:ListBucket", "s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"], "arn:aws:s3:::bkt"),
    (&["s3:GetObject", "s3:GetObjectTagging"], "arn:aws:s3:::bkt-b/Report"),
    (&["sqs:SendMessage", "sqs:ReceiveMessage"], "arn:aws:sqs:eu-west-1:111122223333:q1"),
    (&["sqs:SendMessage"], "arn:aws:sqs:us-east-1:222233334444:q2"),
    (&["kms:Decrypt", "kms:Encrypt", "kms:RetireGrant"], "arn:aws:kms:us-east-1:111122223333:key/k-1"),
    (&["kms:Decrypt", "kms:DescribeKey"], "arn:aws:kms:us-east-1:222233334444:key/k-2"),
    (&["kms:CreateAlias", "kms:DeleteAlias"], "arn:aws:kms:us-east-1:111122223333:alias/aws/s3"),
    (&["kms:CreateAlias", "kms:UpdateAlias"], "arn:aws:kms:us-east-1:111122223333:alias/mine"),
    (&["ec2:StopInstances", "ec2:StartInstances"], "arn:aws:ec2:us-east-1:111122223333:instance/i-1"),
    (&["iam:CreateAccessKey", "iam:GetUser"], "arn:aws:iam::111122223333:user/ana"),
    (&["iam:PassRole", "iam:GetRole", "iam:DeleteRole"], "arn:aws:iam::111122223333:role/app"),
    (
        &["iam:GetRole", "iam:DeleteRole", "iam:PassRole", "iam:UpdateRole", "iam:ListRoleTags"],
        "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
    ),
    (
        &["iam:GetRole", "iam:AttachRolePolicy", "iam:PassRole"],
        "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef",
    ),
    (&["iam:GetPolicy", "iam:DeletePolicy", "iam:TagPolicy"], "arn:aws:iam::aws:policy/ReadOnlyAccess"),
    (&["lambda:InvokeFunction"], "arn:aws:lambda:us-east-1:222233334444:function:f1"),
    (&["dynamodb:GetItem", "dynamodb:PutItem"], "arn:aws:dynamodb:us-west-2:444455556666:table/t"),
    (&["secretsmanager:GetSecretValue"], "arn:aws:secretsmanager:us-east-1:999988887777:secret:s-1"),
    (&["ssm:SendCommand"], "arn:aws:ec2:us-east-1:111122223333:instance/i-1"),
    (&["rds:StartDBInstance"], "arn:aws:rds:eu-west-1:111122223333:db:orders"),
    (&["s3tables:GetTable"], "arn:aws:s3tables:us-east-1:111122223333:bucket/lake/table/t-1"),
    (&["s3tables:GetTableBucket"], "arn:aws:s3tables:us-east-1:111122223333:bucket/lake"),
    (&["ecr:BatchGetImage", "ecr:PutImage"], "arn:aws:ecr:us-east-1:111122223333:repository/web"),
    (&["ecr:BatchGetImage"], "arn:aws:ecr:eu-west-1:222233334444:repository/team/api"),
    QUEUE_POLICY,
    (&["execute-api:Invoke"], "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/prod/GET/pets"),
    (&["s3:ListAllMyBuckets", "kms:CreateKey", "ec2:DescribeInstances", "iam:ListUsers"], "*"),
];

/// A user of the cast.
pub(crate) fn user(arn: &str) -> Actor {
    let mut actor = with_account(arn, arn);
    actor.names.push(("AWS", arn.to_owned()));
    actor.names.extend(id_of(arn).map(|id| ("AWS", id)));
    actor.entry = Some(arn.to_owned());
    actor
}

/// A session of a role of the cast; without a name the role's ARN stands for it.
pub(crate) fn session(role: &str, name: Option<&str>) -> Actor {
    let caller = match name {
        Some(name) => {
            let role_name = role.rsplit('/').next().unwrap_or_default();
            format!("arn:aws:sts::{}:assumed-role/{role_name}/{name}", account_of(role))
        }
        None => role.to_owned(),
    };
    let mut actor = with_account(&caller, role);
    actor.names.push(("AWS", role.to_owned()));
    actor.names.extend(id_of(role).map(|id| ("AWS", id)));
    if name.is_some() {
        actor.names.push(("AWS", caller));
        actor.session = json!({ "issuedAt": "2026-03-01T08:00:00Z" });
    }
    actor.entry = Some(role.to_owned());
    actor
}

/// A session of `GetFederationToken`.
pub(crate) fn federated(issuer: &str, name: &str) -> Actor {
    let caller = format!("arn:aws:sts::{}:federated-user/{name}", account_of(issuer));
    let mut actor = with_account(&caller, issuer);
    actor.names.extend([("AWS", caller), ("AWS", issuer.to_owned())]);
    actor.names.extend(id_of(issuer).map(|id| ("AWS", id)));
    actor.federated = true;
    actor.session = json!({ "issuer": issuer, "issuedAt": "2026-03-01T08:00:00Z" });
    actor.entry = Some(issuer.to_owned());
    actor
}

impl Actor {
    /// True if it is an IAM user, by long-term keys or a session token.
    pub(crate) fn is_user(&self) -> bool {
        !self.federated && self.entry.as_deref().is_some_and(|entry| entry.contains(":user/"))
    }
}

/// The root user of an account.
pub(crate) fn root(account: &str) -> Actor {
    let arn = format!("arn:aws:iam::{account}:root");
    with_account(&arn, &arn)
}

/// A service, a provider or nobody: a caller without account.
pub(crate) fn outsider(kind: &'static str, caller: &str) -> Actor {
    Actor { caller: caller.to_owned(), names: vec![(kind, caller.to_owned())], ..Actor::default() }
}

fn with_account(caller: &str, arn: &str) -> Actor {
    let account = account_of(arn).to_owned();
    let names = vec![("AWS", account.clone()), ("AWS", format!("arn:aws:iam::{account}:root"))];
    Actor { caller: caller.to_owned(), account, names, ..Actor::default() }
}

/// The account field of an ARN.
pub(crate) fn account_of(arn: &str) -> &str {
    arn.split(':').nth(4).unwrap_or_default()
}

fn id_of(arn: &str) -> Option<String> {
    ENTRIES.iter().find(|(entry, _)| *entry == arn).map(|(_, id)| (*id).to_owned())
}
