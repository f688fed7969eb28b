//! Changes to scenarios, each of which leaves one rule nothing to say.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::generate::each_statement;
use crate::reference::decide_with_keys;

/// Calls that assume a role, by what they are or who makes them.
#[derive(Clone, Copy)]
pub(super) enum Calls {
    AssumeRole,
    OfUser,
    OfService,
    OfRoleSession,
    WithToken,
    WithAssertion,
    /// With a token or assertion.
    Federated,
}

impl Calls {
    fn hold(self, step: &Value) -> bool {
        let assumes = step["action"] == "sts:AssumeRole";
        let with_token = step["action"] == "sts:AssumeRoleWithWebIdentity";
        let with_assertion = step["action"] == "sts:AssumeRoleWithSAML";
        let caller = text(&step["caller"]);
        let is_role = ["@hop", "@login"].iter().any(|front| caller.starts_with(front))
            || [":role/", ":assumed-role/"].iter().any(|kind| caller.contains(kind));
        match self {
            Self::AssumeRole => assumes,
            Self::OfUser => assumes && caller.contains(":user/"),
            Self::OfService => assumes && caller.ends_with(".amazonaws.com"),
            Self::OfRoleSession => assumes && is_role,
            Self::WithToken => with_token,
            Self::WithAssertion => with_assertion,
            Self::Federated => with_token || with_assertion,
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Field `at` of an ARN, counted from 0.
fn field(arn: &str, at: usize) -> &str {
    arn.splitn(6, ':').nth(at).unwrap_or_default()
}

fn steps(scenario: &mut Value) -> impl Iterator<Item = &mut Value> {
    scenario.get_mut("steps").and_then(Value::as_array_mut).into_iter().flatten()
}

fn set_key(step: &mut Value, key: &str, value: Value) {
    if let Some(keys) = step.get_mut("context").and_then(Value::as_object_mut) {
        keys.retain(|name, _| !name.eq_ignore_ascii_case(key));
        keys.insert(key.to_owned(), value);
    }
}

/// Takes a parameter out of some calls.
pub(super) fn drop_parameter(scenario: &mut Value, name: &str, calls: Calls) {
    for step in steps(scenario).filter(|step| calls.hold(step)) {
        if let Some(wanted) = step.get_mut("session").and_then(Value::as_object_mut) {
            wanted.remove(name);
        }
    }
}

/// Makes every claim of some calls a condition key; `aud` is one already, with a value of its own.
pub(super) fn claims_as_keys(scenario: &mut Value, calls: Calls) {
    for step in steps(scenario).filter(|step| calls.hold(step)) {
        let prefix = if step["action"] == "sts:AssumeRoleWithSAML" { String::new() } else { prefix(step) };
        let claims = step["session"]["claims"].as_object().cloned().unwrap_or_default();
        for (name, value) in claims.into_iter().filter(|(name, _)| name != "aud") {
            set_key(step, &format!("{prefix}{name}"), value);
        }
    }
}

/// Front of the condition keys that the claims of a call become.
fn prefix(step: &Value) -> String {
    let caller = text(&step["caller"]);
    if caller.contains(":saml-provider/") {
        return "saml:".to_owned();
    }
    format!("{}:", caller.split_once(":oidc-provider/").map_or(caller, |(_, provider)| provider))
}

/// Gives calls of a session the keys that its login had because of claims.
pub(super) fn keep_claims(scenario: &mut Value) {
    if !steps(scenario).any(|step| Calls::Federated.hold(step)) {
        return;
    }
    let decided = decide_with_keys(scenario);
    let mut of_logins: BTreeMap<String, Vec<(String, Vec<String>)>> = BTreeMap::new();
    for (step, decided) in steps(scenario).zip(&decided) {
        let of_login = text(&step["caller"]).strip_prefix('@').and_then(|name| of_logins.get(name)).cloned();
        for (key, values) in of_login.into_iter().flatten() {
            set_key(step, &key, json!(values));
        }
        if Calls::Federated.hold(step) {
            let prefix = prefix(step).to_lowercase();
            let keys = decided.keys.clone().into_iter().filter(|(key, _)| key.starts_with(&prefix)).collect();
            of_logins.insert(text(&step["name"]).to_owned(), keys);
        }
    }
}

/// Takes `sts:SourceIdentity` from calls that assume a role with a session and pass none.
pub(super) fn hide_source_identities(scenario: &mut Value) {
    let chained = steps(scenario).filter(|step| Calls::OfRoleSession.hold(step));
    chained
        .filter(|step| step["session"]["sourceIdentity"].is_null())
        .for_each(|step| set_key(step, "sts:SourceIdentity", Value::Null));
}

/// Leaves one of two tag keys that differ in case alone.
pub(super) fn drop_repeated_tags(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                if name == "tags"
                    && let Some(tags) = field.as_object_mut().filter(|tags| tags.contains_key("team"))
                {
                    tags.remove("Team");
                } else {
                    drop_repeated_tags(field);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(drop_repeated_tags),
        _ => {}
    }
}

/// Lets root users ask for messages of a queue instead of its policy.
pub(super) fn receive_instead(scenario: &mut Value) {
    let of_root = steps(scenario).filter(|step| text(&step["caller"]).ends_with(":root"));
    for step in of_root.filter(|step| text(&step["action"]).ends_with("QueueAttributes")) {
        step["action"] = "sqs:ReceiveMessage".into();
    }
}

/// Lets nobody call in place of an origin access identity.
pub(super) fn call_anonymously(scenario: &mut Value) {
    for step in steps(scenario).filter(|step| text(&step["caller"]).contains("::cloudfront:")) {
        step["caller"] = "anonymous".into();
    }
}

/// Takes the tags of certificates from the caller.
pub(super) fn hide_certificates(scenario: &mut Value) {
    for step in steps(scenario).filter(|step| text(&step["caller"]).starts_with("rolesanywhere.")) {
        let tags = step["session"]["tags"].as_object().cloned().unwrap_or_default();
        tags.keys().for_each(|key| set_key(step, &format!("aws:PrincipalTag/{key}"), Value::Null));
    }
}

/// Lets short resources of APIs be about nothing.
pub(super) fn write_no_api(scenario: &mut Value) {
    each_statement(scenario, &mut |statement| {
        for element in ["Resource", "NotResource"] {
            if text(&statement[element]).starts_with("execute-api:/") {
                statement[element] = json!([]);
            }
        }
    });
}

/// Takes RCPs away where every call is without a resource.
pub(super) fn drop_rcps_of_calls_without_resource(scenario: &mut Value) {
    if !steps(scenario).all(|step| step["resource"].is_null() || step["resource"] == "*") {
        return;
    }
    let accounts = scenario.get_mut("accounts").and_then(Value::as_array_mut).into_iter().flatten();
    for account in accounts.filter_map(Value::as_object_mut) {
        account.remove("resourceControlPolicies");
    }
}

/// Lets scope down policies allow everything.
pub(super) fn widen_scopes(scenario: &mut Value) {
    let sessions = steps(scenario).filter_map(|step| step.get_mut("session"));
    let scopes = sessions.filter_map(|session| session.get_mut("scopeDownPolicy"));
    for document in scopes.filter_map(|scope| scope.get_mut("document")) {
        let all = json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
        *document = json!({ "Version": "2012-10-17", "Statement": all });
    }
}

/// Takes `s3:ResourceAccount` out of all calls.
pub(super) fn hide_owners(scenario: &mut Value) {
    steps(scenario).for_each(|step| set_key(step, "s3:ResourceAccount", Value::Null));
}

/// Takes `kms:CallerAccount` from all calls.
pub(super) fn hide_caller_accounts(scenario: &mut Value) {
    steps(scenario).for_each(|step| set_key(step, "kms:CallerAccount", Value::Null));
}

/// Takes services' own keys for tags from all calls.
pub(super) fn hide_own_tags(scenario: &mut Value) {
    let decided = decide_with_keys(scenario);
    for (step, decided) in steps(scenario).zip(&decided) {
        let keys = decided.keys.keys().filter(|key| !key.starts_with("aws:") && key.contains("tag/"));
        keys.for_each(|key| set_key(step, key, Value::Null));
    }
}

/// Lets statements of repositories' policies that name no resource be about none.
pub(super) fn name_no_repository(scenario: &mut Value) {
    let resources = scenario.get_mut("resources").and_then(Value::as_array_mut).into_iter().flatten();
    for entry in resources.filter(|entry| text(&entry["arn"]).contains(":repository/")) {
        each_statement(entry, &mut |statement| {
            if let Some(elements) = statement.as_object_mut().filter(|it| !it.contains_key("NotResource")) {
                elements.entry("Resource").or_insert_with(|| json!([]));
            }
        });
    }
}

/// Gives `s3:ResourceAccount` to the calls on S3 that lack it.
pub(super) fn name_owners(scenario: &mut Value) {
    if !steps(scenario).any(|step| text(&step["action"]).starts_with("s3:")) {
        return;
    }
    let decided = decide_with_keys(scenario);
    for (step, decided) in steps(scenario).zip(&decided) {
        if text(&step["action"]).starts_with("s3:") && !decided.keys.contains_key("s3:resourceaccount") {
            set_key(step, "s3:ResourceAccount", "111122223333".into());
        }
    }
}

/// Moves providers to the account of the role that they are used for.
pub(super) fn bring_home(scenario: &mut Value, kind: &str) {
    let foreign = steps(scenario).find_map(|step| {
        let (provider, home) = (text(&step["caller"]), field(text(&step["resource"]), 4));
        let is_foreign = Calls::Federated.hold(step) && provider.contains(kind) && field(provider, 4) != home;
        is_foreign.then(|| (provider.to_owned(), home.to_owned()))
    });
    if let Some((provider, home)) = foreign {
        move_provider(scenario, &provider, &home);
    }
}

/// Moves providers to an account without roles.
pub(super) fn send_away(scenario: &mut Value, kind: &str) {
    let found = steps(scenario).map(|step| text(&step["caller"]).to_owned()).find(|caller| caller.contains(kind));
    if let Some(provider) = found {
        move_provider(scenario, &provider, "555555555555");
    }
}

fn move_provider(scenario: &mut Value, provider: &str, account: &str) {
    let moved = provider.replacen(field(provider, 4), account, 1);
    if let Ok(changed) = serde_json::from_str(&scenario.to_string().replace(provider, &moved)) {
        *scenario = changed;
    }
}

/// Lets calls on no resource act on all.
pub(super) fn give_resource(scenario: &mut Value) {
    for step in steps(scenario).filter(|step| step["resource"] == json!([])) {
        step["resource"] = "*".into();
    }
}

/// Lets statements without actions or resources be about all of them.
pub(super) fn fill_lists(scenario: &mut Value, element: &str) {
    each_statement(scenario, &mut |statement| {
        if statement[element] == json!([]) {
            statement[element] = "*".into();
        }
    });
}

/// Lets statements without principals be about everybody.
pub(super) fn fill_principals(scenario: &mut Value) {
    each_statement(scenario, &mut |statement| {
        let named = &statement["Principal"];
        if *named == json!({}) || named["AWS"] == json!([]) {
            statement["Principal"] = "*".into();
        }
    });
}

/// Takes out conditions without values.
pub(super) fn empty_lists_hold(scenario: &mut Value, is_meant: impl Fn(&str) -> bool) {
    each_statement(scenario, &mut |statement| {
        for (operator, block) in statement.get_mut("Condition").and_then(Value::as_object_mut).into_iter().flatten() {
            if let Some(block) = block.as_object_mut().filter(|_| is_meant(operator)) {
                block.retain(|_, values| *values != json!([]));
            }
        }
    });
}

/// Adds a condition that fails wherever one has no values.
pub(super) fn empty_lists_fail(scenario: &mut Value, is_meant: impl Fn(&str) -> bool) {
    each_statement(scenario, &mut |statement| {
        let has_empty = statement["Condition"].as_object().into_iter().flatten().any(|(operator, block)| {
            is_meant(operator) && block.as_object().into_iter().flatten().any(|(_, values)| *values == json!([]))
        });
        if has_empty {
            statement["Condition"]["StringEquals"]["x:none"] = "never".into();
        }
    });
}

/// Gives a policy to the KMS keys that the scenario does not list; on request only to those that other accounts call.
pub(super) fn list_keys(scenario: &mut Value, of_others: bool, statement: &Value) {
    let callers: Vec<(String, String)> = steps(scenario)
        .filter(|step| text(&step["resource"]).contains(":key/"))
        .map(|step| (text(&step["resource"]).to_owned(), text(&step["caller"]).to_owned()))
        .collect();
    for (key, caller) in callers {
        let account = account_of(scenario, &caller);
        let is_listed = scenario["resources"].as_array().into_iter().flatten().any(|entry| {
            let arn = text(&entry["arn"]);
            arn == key || arn.strip_suffix('*').is_some_and(|front| key.starts_with(front))
        });
        if is_listed || (of_others && account == field(&key, 4)) {
            continue;
        }
        if let Some(resources) = scenario.get_mut("resources").and_then(Value::as_array_mut) {
            let document = json!({ "Version": "2012-10-17", "Statement": statement });
            resources.push(json!({ "arn": key, "policy": { "name": "key", "document": document } }));
        }
    }
}

/// Account of a caller: that of its ARN, or of the step that it got its session from.
fn account_of(scenario: &Value, caller: &str) -> String {
    let Some(name) = caller.strip_prefix('@') else { return field(caller, 4).to_owned() };
    let steps = scenario["steps"].as_array().map(Vec::as_slice).unwrap_or_default();
    match steps.iter().find(|step| step["name"] == name) {
        Some(step) if text(&step["action"]).starts_with("sts:Assume") => field(text(&step["resource"]), 4).to_owned(),
        Some(step) => account_of(scenario, text(&step["caller"])),
        None => String::new(),
    }
}
