//! Scenarios of any size, each large in one way, as JSON text.

/// A sort of large scenario: its name, and its text for a size.
pub type Generator = (&'static str, fn(usize) -> String);

/// Every sort of large scenario.
pub const GENERATORS: [Generator; 36] = [
    ("accounts in a trust policy", trusted_accounts),
    ("role ARNs in a trust policy", trusted_roles),
    ("services in a trust policy", trusted_services),
    ("identity providers in a trust policy", trusted_providers),
    ("accounts, all of them trusted", accounts),
    ("roles and accounts", roles_and_accounts),
    ("principals", principals),
    ("groups of a user", groups),
    ("policies of a user", policies),
    ("statements that match", statements),
    ("statements with a key each that the request lacks", missing_keys),
    ("mistakes in a policy", mistakes),
    ("lines of a policy that is text", lines),
    ("values of a condition", condition_values),
    ("variables in a resource pattern", variables),
    ("levels of an organization", levels),
    ("resources", resources),
    ("touched resources", touched_resources),
    ("touched resources with a context each", touched_resources_with_context),
    ("touched resources that hang on an open point", touched_resources_open),
    ("touched resources of another account", touched_resources_across),
    ("levels that hang on an open point", levels_open),
    ("context keys of a step", context_keys),
    ("values of a context key", context_values),
    ("tags of a principal", tags),
    ("tags of a session", session_tags),
    ("claims of a token", claims),
    ("session policies", session_policies),
    ("steps of one caller", steps),
    ("steps with a name each", named_steps),
    ("steps of a caller each", steps_of_different_callers),
    ("steps with a VPC endpoint each", endpoints),
    ("hops of a chain", chain),
    ("hops of a chain through an account each", chain_through_accounts),
    ("steps with one session", steps_with_one_session),
    ("letters of every name", long_names),
];

const USER: &str = "arn:aws:iam::111122223333:user/ana";
const ROLE: &str = "arn:aws:iam::111122223333:role/r";
const BUCKET: &str = "arn:aws:s3:::amzn-s3-demo-bucket/key";

/// Account ids as principals of a role's trust policy.
pub fn trusted_accounts(count: usize) -> String {
    trusted(&listed(count, account), "AWS")
}

/// ARNs of roles as principals of a role's trust policy.
pub fn trusted_roles(count: usize) -> String {
    trusted(&listed(count, |at| format!("arn:aws:iam::{}:role/r{at}", account(at))), "AWS")
}

/// Services as principals of a role's trust policy.
pub fn trusted_services(count: usize) -> String {
    trusted(&listed(count, |at| format!("s{at}.amazonaws.com")), "Service")
}

/// Identity providers as principals of a role's trust policy.
pub fn trusted_providers(count: usize) -> String {
    trusted(&listed(count, |at| format!("arn:aws:iam::111122223333:oidc-provider/h{at}.example.com")), "Federated")
}

/// Accounts of an organization, all of them principals of a role's trust policy.
pub fn accounts(count: usize) -> String {
    let entries = organization(count);
    let role = role(ROLE, &listed(count, account), "AWS");
    scenario(&[("accounts", &entries), ("principals", &role), ("steps", &assume(USER, ROLE, ""))])
}

/// As many roles as accounts; each role trusts one account.
pub fn roles_and_accounts(count: usize) -> String {
    let entries = organization(count);
    let roles = joined(count, |at| role(&format!("{ROLE}{at}"), &format!("\"{}\"", account(at)), "AWS"));
    scenario(&[("accounts", &entries), ("principals", &roles), ("steps", &call(USER, &quoted(BUCKET), ""))])
}

/// Users with a policy each.
pub fn principals(count: usize) -> String {
    let users = joined(count, |at| user(&format!("{USER}{at}"), &policy(at, ALLOW), ""));
    scenario(&[("principals", &users), ("steps", &call(&format!("{USER}{}", count / 2), &quoted(BUCKET), ""))])
}

/// Groups of one user; the policy of each allows the call.
pub fn groups(count: usize) -> String {
    let groups = joined(count, |at| format!(r#"{{"name":"g{at}","policies":[{}]}}"#, policy(at, ALLOW)));
    one_user("", &format!(r#","groups":[{groups}]"#), &call(USER, &quoted(BUCKET), ""))
}

/// Policies of one user; each allows the call.
pub fn policies(count: usize) -> String {
    one_user(&joined(count, |at| policy(at, ALLOW)), "", &call(USER, &quoted(BUCKET), ""))
}

/// Statements of one policy; each allows the call.
pub fn statements(count: usize) -> String {
    one_user(&policy(0, &joined(count, |_| ALLOW.to_owned())), "", &call(USER, &quoted(BUCKET), ""))
}

/// Statements of one policy that each ask for another key.
pub fn missing_keys(count: usize) -> String {
    let statement = |at| {
        format!(
            r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{"StringEquals":{{"aws:RequestTag/k{at}":"v"}}}}}}"#
        )
    };
    one_user(&policy(0, &joined(count, statement)), "", &call(USER, &quoted(BUCKET), ""))
}

/// Statements of one policy with a mistake each.
pub fn mistakes(count: usize) -> String {
    let statement = |at| format!(r#"{{"Sid":"s{at}","Effekt":"Allow","Action":"s3:*","Resource":"*"}}"#);
    one_user(&policy(0, &joined(count, statement)), "", &call(USER, &quoted(BUCKET), ""))
}

/// Lines of a policy whose document is a text.
pub fn lines(count: usize) -> String {
    let (statement, breaks) = (ALLOW.replace('"', r#"\""#), r"\n".repeat(count));
    let document = format!(r#"{{\"Version\":\"2012-10-17\",\"Statement\":[{breaks}{statement}]}}"#);
    one_user(&format!(r#"{{"name":"p","document":"{document}"}}"#), "", &call(USER, &quoted(BUCKET), ""))
}

/// Values that a condition compares with.
pub fn condition_values(count: usize) -> String {
    let values = listed(count, |at| format!("v{at}"));
    let statement = format!(
        r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{"StringEquals":{{"aws:SourceVpc":[{values}]}}}}}}"#
    );
    one_user(&policy(0, &statement), "", &call(USER, &quoted(BUCKET), r#","context":{"aws:SourceVpc":"x"}"#))
}

/// Policy variables in the pattern of a resource.
pub fn variables(count: usize) -> String {
    let pattern = "${aws:username}".repeat(count);
    let statement = format!(r#"{{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/{pattern}"}}"#);
    one_user(&policy(0, &statement), "", &call(USER, &quoted(BUCKET), ""))
}

/// Levels of an organization with a service control policy each.
pub fn levels(count: usize) -> String {
    leveled(count, ALLOW, "")
}

fn leveled(count: usize, statement: &str, more: &str) -> String {
    let levels = joined(count, |at| format!(r#"{{"target":"ou-{at}","policies":[{}]}}"#, policy(at, statement)));
    let account =
        format!(r#"{{"id":"111122223333","organizationPath":"o-a/r-b/","serviceControlPolicies":[{levels}]}}"#);
    let user = user(USER, &policy(0, ALLOW), "");
    scenario(&[("accounts", &account), ("principals", &user), ("steps", &call(USER, &quoted(BUCKET), more))])
}

/// Buckets with a policy each.
pub fn resources(count: usize) -> String {
    let bucket = |at| format!(r#"{{"arn":"arn:aws:s3:::b{at}","policy":{}}}"#, policy(at, EVERYBODY));
    let resources = joined(count, bucket);
    scenario(&[("resources", &resources), ("steps", &call(USER, &quoted("arn:aws:s3:::b7/k"), ""))])
}

/// Resources that one step touches.
pub fn touched_resources(count: usize) -> String {
    let resources = format!("[{}]", listed(count, |at| format!("arn:aws:s3:::b/{at}")));
    one_user(&policy(0, ALLOW), "", &call(USER, &resources, ""))
}

/// Resources that one step touches, with a condition key each.
pub fn touched_resources_with_context(count: usize) -> String {
    let resource = |at| format!(r#"{{"arn":"arn:aws:s3:::b/{at}","context":{{"s3:ExistingObjectTag/a":"{at}"}}}}"#);
    one_user(&policy(0, ALLOW), "", &call(USER, &format!("[{}]", joined(count, resource)), ""))
}

/// Resources that one step touches; each would be decided otherwise if AWS meant something else (CO-20).
pub fn touched_resources_open(count: usize) -> String {
    let resources = format!("[{}]", listed(count, |at| format!("arn:aws:s3:::b/{at}")));
    one_user(&policy(0, OPEN), "", &call(USER, &resources, SEVERAL))
}

/// Resources of another account that its root user touches.
pub fn touched_resources_across(count: usize) -> String {
    let resources = format!("[{}]", listed(count, |at| format!("arn:aws:s3:::b/{at}")));
    let bucket = format!(r#"{{"arn":"arn:aws:s3:::b","account":"444455556666","policy":{}}}"#, policy(0, EVERYBODY));
    scenario(&[("resources", &bucket), ("steps", &call("arn:aws:iam::111122223333:root", &resources, ""))])
}

/// Levels of an organization, each of which would come out otherwise if AWS meant something else (CO-20).
pub fn levels_open(count: usize) -> String {
    leveled(count, OPEN, SEVERAL)
}

/// Condition keys that a step gives.
pub fn context_keys(count: usize) -> String {
    let keys = joined(count, |at| format!(r#""k:{at}":"v""#));
    one_user(&policy(0, ALLOW), "", &call(USER, &quoted(BUCKET), &format!(r#","context":{{{keys}}}"#)))
}

/// Values of one condition key that a step gives.
pub fn context_values(count: usize) -> String {
    let context = format!(r#","context":{{"aws:TagKeys":[{}]}}"#, listed(count, |at| format!("v{at}")));
    let statement = r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"ForAllValues:StringLike":{"aws:TagKeys":["a*","v*"]}}}"#;
    one_user(&policy(0, statement), "", &call(USER, &quoted(BUCKET), &context))
}

/// Tags of the caller.
pub fn tags(count: usize) -> String {
    let tags = joined(count, |at| format!(r#""t{at}":"v""#));
    one_user(&policy(0, ALLOW), &format!(r#","tags":{{{tags}}}"#), &call(USER, &quoted(BUCKET), ""))
}

/// Tags that a call to STS passes.
pub fn session_tags(count: usize) -> String {
    let tags = joined(count, |at| format!(r#""t{at}":"v""#));
    let keys = listed(count, |at| format!("t{at}"));
    assumed(&format!(r#""tags":{{{tags}}},"transitiveTagKeys":[{keys}]"#))
}

/// Claims of a token.
pub fn claims(count: usize) -> String {
    let provider = "arn:aws:iam::111122223333:oidc-provider/idp.example.com";
    let claims = joined(count, |at| format!(r#""c{at}":"v""#));
    let step = format!(
        r#"{{"name":"in","caller":"{provider}","action":"sts:AssumeRoleWithWebIdentity","resource":"{ROLE}",
"session":{{"name":"one","claims":{{{claims}}}}}}},{}"#,
        call("@in", &quoted(BUCKET), "")
    );
    scenario(&[("principals", &role(ROLE, &quoted(provider), "Federated")), ("steps", &step)])
}

/// Policies that a call to STS passes.
pub fn session_policies(count: usize) -> String {
    assumed(&format!(r#""policies":[{}]"#, joined(count, |at| policy(at, ALLOW))))
}

/// Calls of one user.
pub fn steps(count: usize) -> String {
    one_user(&policy(0, ALLOW), "", &joined(count, |_| call(USER, &quoted(BUCKET), "")))
}

/// Calls of one user with a name each.
pub fn named_steps(count: usize) -> String {
    let step = |at| call(USER, &quoted(BUCKET), &format!(r#","name":"n{at}""#));
    one_user(&policy(0, ALLOW), "", &joined(count, step))
}

/// Calls of a user and to a bucket of another account each.
pub fn steps_of_different_callers(count: usize) -> String {
    let step = |at| {
        let (caller, resource) = (format!("arn:aws:iam::{}:user/u", account(at)), format!("arn:aws:s3:::b{at}/k"));
        call(&caller, &quoted(&resource), "")
    };
    scenario(&[("steps", &joined(count, step))])
}

/// Calls of one user, each through another VPC endpoint with a policy.
pub fn endpoints(count: usize) -> String {
    let step = |at| {
        let endpoint = format!(r#","vpcEndpoint":{{"id":"vpce-{at}","policy":{}}}"#, policy(at, EVERYBODY));
        call(USER, &quoted(BUCKET), &endpoint)
    };
    one_user(&policy(0, ALLOW), "", &joined(count, step))
}

/// Assumptions of a role, each with the session of the one before.
pub fn chain(count: usize) -> String {
    chained(count, |_| ROLE.to_owned(), &role(ROLE, r#""111122223333""#, "AWS"))
}

/// Assumptions of roles of another account each, each with the session of the one before.
pub fn chain_through_accounts(count: usize) -> String {
    let arn = |at| format!("arn:aws:iam::{}:role/r{at}", account(at));
    let roles = joined(count, |at| role(&arn(at), r#""*""#, "AWS"));
    chained(count, arn, &roles)
}

/// Calls with the session that the first step obtains.
pub fn steps_with_one_session(count: usize) -> String {
    let steps = joined(count, |_| call("@s", &quoted(BUCKET), ""));
    let first = assume(USER, ROLE, r#","name":"s","session":{"name":"one"}"#);
    scenario(&[
        ("principals", &format!("{},{}", role(ROLE, r#""111122223333""#, "AWS"), user(USER, &policy(0, ALLOW), ""))),
        ("steps", &format!("{first},{steps}")),
    ])
}

/// Names of many letters: of the caller, the step, the resource, the policy, the statement.
pub fn long_names(count: usize) -> String {
    let long = "n".repeat(count);
    let caller = format!("arn:aws:iam::111122223333:user/{long}");
    let statement = format!(r#"{{"Sid":"{long}","Effect":"Allow","Action":"s3:Get*","Resource":"*"}}"#);
    let policy = format!(r#"{{"name":"{long}","document":{{"Version":"2012-10-17","Statement":[{statement}]}}}}"#);
    let step = call(&caller, &quoted(&format!("{BUCKET}{long}")), &format!(r#","name":"{long}""#));
    scenario(&[("principals", &user(&caller, &policy, "")), ("steps", &step)])
}

const ALLOW: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
/// Does not match a key of several values, which AWS does not plainly say.
const OPEN: &str =
    r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestTag/a":"v"}}}"#;
const SEVERAL: &str = r#","context":{"aws:RequestTag/a":["v","w"]}"#;
const EVERYBODY: &str = r#"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}"#;

fn scenario(fields: &[(&str, &str)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, items)| format!("\"{name}\":[{items}]")).collect();
    format!("{{{}}}", fields.join(","))
}

fn one_user(policies: &str, more: &str, steps: &str) -> String {
    scenario(&[("principals", &user(USER, policies, more)), ("steps", steps)])
}

fn trusted(principals: &str, kind: &str) -> String {
    scenario(&[("principals", &role(ROLE, principals, kind)), ("steps", &assume(USER, ROLE, ""))])
}

/// A role that a user assumes with this session request, and a call with the session.
fn assumed(session: &str) -> String {
    let more = format!(r#","name":"s","session":{{"name":"one",{session}}}"#);
    let steps = format!("{},{}", assume(USER, ROLE, &more), call("@s", &quoted(BUCKET), ""));
    let principals = format!("{},{}", role(ROLE, r#""111122223333""#, "AWS"), user(USER, &policy(0, ALLOW), ""));
    scenario(&[("principals", &principals), ("steps", &steps)])
}

fn chained(count: usize, arn: impl Fn(usize) -> String, roles: &str) -> String {
    let hop = |at: usize| {
        let caller = if at == 0 { USER.to_owned() } else { format!("@h{}", at - 1) };
        assume(&caller, &arn(at), &format!(r#","name":"h{at}","session":{{"name":"s{at}"}}"#))
    };
    let last = call(&format!("@h{}", count.saturating_sub(1)), &quoted(BUCKET), "");
    let principals = format!("{roles},{}", user(USER, &policy(0, ALLOW), ""));
    scenario(&[("principals", &principals), ("steps", &format!("{},{last}", joined(count, hop)))])
}

/// Accounts of one organization.
fn organization(count: usize) -> String {
    joined(count, |at| format!(r#"{{"id":"{}","organizationPath":"o-{}/r-b/"}}"#, account(at), at % 7))
}

fn role(arn: &str, principals: &str, kind: &str) -> String {
    format!(
        r#"{{"arn":"{arn}","identityPolicies":[{}],"trustPolicy":{{"name":"t","document":{{"Version":"2012-10-17","Statement":[{{
"Effect":"Allow","Action":["sts:AssumeRole","sts:TagSession","sts:AssumeRoleWithWebIdentity"],"Principal":{{"{kind}":[{principals}]}}}}]}}}}}}"#,
        policy(0, ALLOW)
    )
}

fn user(arn: &str, policies: &str, more: &str) -> String {
    format!(r#"{{"arn":"{arn}","identityPolicies":[{policies}]{more}}}"#)
}

/// A policy whose text differs from that of every other number: in its blanks.
fn policy(number: usize, statements: &str) -> String {
    let blanks = format!("{number:b}").replace('0', " ").replace('1', "\t");
    format!(r#"{{"name":"p{number}","document":{{"Version":"2012-10-17",{blanks}"Statement":[{statements}]}}}}"#)
}

fn assume(caller: &str, role: &str, more: &str) -> String {
    format!(r#"{{"caller":"{caller}","action":"sts:AssumeRole","resource":"{role}"{more}}}"#)
}

/// A call of `s3:GetObject`; `resource` is JSON.
fn call(caller: &str, resource: &str, more: &str) -> String {
    format!(r#"{{"caller":"{caller}","action":"s3:GetObject","resource":{resource}{more}}}"#)
}

fn account(number: usize) -> String {
    format!("{number:012}")
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn listed(count: usize, text: impl Fn(usize) -> String) -> String {
    joined(count, |at| quoted(&text(at)))
}

fn joined(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}
