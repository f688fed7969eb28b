//! Decoded authorization messages: `aws sts decode-authorization-message`.

use iam_syntax::Arn;
use rolescope::scenario::{ContextInput, Expectation, Input, Step, StepResource};

use super::given;
use crate::ask::Ask;
use crate::facts::Effect;
use crate::tree::{Node, json};
use crate::{Import, Kind};

pub(super) fn import(node: &Node) -> Option<Import> {
    if let Some(text) = node.text_of("DecodedMessage") {
        return json(text).ok().and_then(|message| decoded(&message, node.line));
    }
    let is_message = node.has("matchedStatements") && node.at(&["context", "principal"]).is_some();
    if is_message { decoded(node, node.line) } else { None }
}

/// Keys of a decoded message that are the message's own and no condition keys.
const OWN_KEYS: [&str; 7] =
    ["aws:Region", "aws:Service", "aws:Resource", "aws:Type", "aws:Account", "aws:ARN", "aws:ID"];

/// Output of `aws sts decode-authorization-message`.
fn decoded(message: &Node, line: usize) -> Option<Import> {
    let context = message.get("context")?;
    let values = |key: &str| {
        let conditions = context.at(&["conditions", "items"])?.items();
        conditions
            .iter()
            .find(|item| item.text_of("key") == Some(key))?
            .at(&["values", "items"])?
            .items()
            .first()?
            .text_of("value")
    };
    let action = context.text_of("action")?;
    let action = match values("aws:Service") {
        Some(service) if !action.contains(':') => format!("{service}:{action}"),
        _ => action.to_owned(),
    };
    let caller = context.at(&["principal", "arn"])?.text()?;
    let explicit = message.get("explicitDeny").and_then(Node::boolean) == Some(true);
    let allowed = message.get("allowed").and_then(Node::boolean) == Some(true);
    let mut import =
        Import::new(Kind::DecodedAuthorizationMessage, format!("{action} by {}", crate::input::called(caller)));
    add_caller(&mut import, caller, context.at(&["principal", "id"]).and_then(Node::text), line);
    let mut step = Step {
        caller: caller.to_owned(),
        action,
        resource: context.text_of("resource").filter(|arn| *arn != "*").map(|arn| StepResource::One(arn.to_owned())),
        expect: Some(match (allowed, explicit) {
            (true, _) => Expectation::Allowed,
            (false, true) => Expectation::ExplicitDeny,
            (false, false) => Expectation::ImplicitDeny,
        }),
        ..Step::default()
    };
    if let Some(region) = values("aws:Region") {
        step.context.insert("aws:RequestedRegion", given(region));
    }
    for condition in context.at(&["conditions", "items"]).map(Node::items).unwrap_or_default() {
        let Some(key) = condition.text_of("key") else { continue };
        if OWN_KEYS.contains(&key) {
            import.details.ignored_keys.push(key.to_owned());
            continue;
        }
        let items = condition.at(&["values", "items"]).map(Node::items).unwrap_or_default();
        let texts: Vec<&str> = items.iter().filter_map(|item| item.text_of("value")).collect();
        let value = match texts.as_slice() {
            [one] => given(one),
            several => ContextInput::List(several.iter().map(|text| Input::Text((*text).to_owned())).collect()),
        };
        step.context.insert(key, value);
    }
    import.step(step, line);
    if !allowed {
        import.answer.effect = Some(if explicit { Effect::Explicit } else { Effect::Implicit });
    }
    matched(&mut import, message);
    import.note("aws:Region and similar names belong to the message; they are not condition keys");
    Some(import)
}

/// The caller's role with its id, from `ID:SESSION`.
fn add_caller(import: &mut Import, caller: &str, id: Option<&str>, line: usize) {
    let (Some(arn), Some(id)) = (Arn::parse(caller), id) else { return };
    let role = arn.typed().filter(|(kind, _)| *kind == "assumed-role").and_then(|(_, rest)| rest.split('/').next());
    let owner = match role {
        Some(role) => format!("arn:{}:iam::{}:role/{role}", arn.partition, arn.account),
        None => caller.to_owned(),
    };
    let id = id.split(':').next().unwrap_or(id).to_owned();
    import.principal(&owner, line, |principal| principal.id = Some(id));
}

/// The statement that decided. The message leaves out the operators of its conditions.
fn matched(import: &mut Import, message: &Node) {
    let Some(statement) = message.at(&["matchedStatements", "items"]).and_then(|items| items.items().first()) else {
        import.ask(Ask::words("identity policies of the caller, and every other policy that applies"));
        return;
    };
    let texts = |node: &Node, name: &str| -> Vec<String> {
        let items = node.at(&[name, "items"]).map(Node::items).unwrap_or_default();
        items.iter().filter_map(|item| item.text_of("value")).map(str::to_owned).collect()
    };
    let conditions = statement.at(&["conditions", "items"]).map(Node::items).unwrap_or_default();
    let keys: serde_json::Map<String, serde_json::Value> = conditions
        .iter()
        .filter_map(|item| Some((item.text_of("key")?.to_owned(), texts(item, "values").into())))
        .collect();
    let sid = statement.text_of("statementId").unwrap_or_default();
    let effect = if statement.text_of("effect") == Some("ALLOW") { "Allow" } else { "Deny" };
    import.details.matched_statement = Some(serde_json::json!({
        "Sid": sid, "Effect": effect, "Action": texts(statement, "actions"), "Resource": texts(statement, "resources"),
        "Condition": { "?": keys },
    }));
    if !conditions.is_empty() {
        let why = "the operator is not in the message; a tag key with the value true is most likely Null";
        import.unresolved("Condition", why, Some(statement.line));
    }
    if !sid.is_empty() && effect == "Deny" {
        import.answer.statements = vec![sid.to_owned()];
    }
    import.ask(Ask::words(format!("the policy that holds the statement {sid}, and its kind")));
}
