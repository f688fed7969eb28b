//! Events of CloudTrail: one, several, or those of `aws cloudtrail lookup-events`.
//!
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference.html>

use iam_syntax::Arn;
use rolescope::Map;
use rolescope::scenario::{
    CallerSession, ContextInput, Expectation, Input, SessionRequest, Step, StepResource, StringOrList, VpcEndpoint,
};

use crate::ask::{Ask, Need};
use crate::facts::Answer;
use crate::input::{MAX_STEPS, called, placeholder_arn};
use crate::tree::{Node, json};
use crate::{Import, Kind, message};

mod resource;

/// Reads events; `None` if these are none.
pub(crate) fn import(node: &Node) -> Option<Import> {
    let mut events = events(node);
    if events.is_empty() {
        return None;
    }
    // CloudTrail lists the newest first; steps go on in time.
    events.sort_by(|one, other| one.text_of("eventTime").cmp(&other.text_of("eventTime")));
    let mut import = Import::new(Kind::CloudTrailEvent, "");
    for event in events.iter().take(MAX_STEPS) {
        add(&mut import, event);
    }
    if events.len() > MAX_STEPS {
        import.note(format!("only the first {MAX_STEPS} events were taken"));
    }
    import.what = match (import.scenario.steps.first(), events.len()) {
        (Some(step), 1) => format!("{} called {}", called(&step.caller), step.action),
        (_, count) => format!("{count} events"),
    };
    Some(import)
}

fn is_event(node: &Node) -> bool {
    node.has("eventSource") && node.has("eventName") && node.has("userIdentity")
}

/// The events in a document: one, `Records`, `Events` with the event as text, the `detail` of EventBridge, a list.
fn events(node: &Node) -> Vec<Node> {
    if is_event(node) {
        return vec![node.clone()];
    }
    if let Some(detail) = node.get("detail").filter(|detail| is_event(detail)) {
        return vec![detail.clone()];
    }
    let list = ["Records", "Events"].iter().find_map(|name| node.get(name)).unwrap_or(node);
    list.items().iter().filter_map(event_of_list).collect()
}

fn event_of_list(item: &Node) -> Option<Node> {
    if let Some(text) = item.text_of("CloudTrailEvent") {
        // Lines are those of the list that holds the event as text.
        let mut event = json(text).ok().filter(is_event)?;
        event.line = item.line;
        return Some(event);
    }
    is_event(item).then(|| item.clone())
}

fn add(import: &mut Import, event: &Node) {
    let text = event.text_of("errorMessage").unwrap_or_default();
    let denials = message::denials(text);
    let denial = denials.first();
    let answer = denial.map_or_else(Answer::default, |denial| message::answer(denial.reason));
    let mut step = Step {
        action: action(event, denial.map(|denial| denial.action)),
        expect: expect(event, &answer),
        ..Step::default()
    };
    caller(import, event, &mut step);
    let said = denial.and_then(|denial| denial.resource.as_deref()).filter(|arn| arn.starts_with("arn:"));
    step.resource = said.map(str::to_owned).or_else(|| resource::of(event, &step.action)).map(StepResource::One);
    context(event, &mut step);
    owners(import, event);
    asks(import, &step, &answer);
    time(import, event, &mut step);
    if import.answer == Answer::default() {
        import.answer = answer;
    }
    import.step(step, event.line);
}

/// The action: AWS's own word for it where the message has one, else made of the event's source and name.
fn action(event: &Node, said: Option<&str>) -> String {
    if let Some(said) = said {
        return message::action(said);
    }
    let source = event.text_of("eventSource").unwrap_or_default();
    let service = match source.split('.').next().unwrap_or_default() {
        "monitoring" => "cloudwatch",
        "email" => "ses",
        "tagging" => "tag",
        "states" => "states",
        other => other,
    };
    let name = event.text_of("eventName").unwrap_or_default();
    // Lambda's events carry the version of the interface: `Invoke20150331`.
    let name =
        if service == "lambda" { name.trim_end_matches(|it: char| it.is_ascii_digit() || it == 'v') } else { name };
    format!("{service}:{}", if service == "s3" { message::s3_action(name) } else { name })
}

fn expect(event: &Node, answer: &Answer) -> Option<Expectation> {
    match event.text_of("errorCode") {
        None | Some("") => Some(Expectation::Allowed),
        Some(code)
            if code.contains("AccessDenied") || code.contains("Unauthorized") || code.contains("NotAuthorized") =>
        {
            Some(message::expectation(answer))
        }
        // Anything else came after the decision, or before it.
        Some(_) => None,
    }
}

fn caller(import: &mut Import, event: &Node, step: &mut Step) {
    let Some(identity) = event.get("userIdentity") else { return };
    match identity.text_of("type") {
        Some("WebIdentityUser" | "SAMLUser") => web_identity(event, identity, step),
        Some("AWSService") => {
            identity.text_of("invokedBy").unwrap_or("UNRESOLVED-service").clone_into(&mut step.caller)
        }
        _ => match identity.text_of("arn") {
            Some(arn) => known(import, identity, arn, step),
            None => {
                step.caller = placeholder_arn("user/UNRESOLVED-caller");
                import.unresolved("UNRESOLVED-caller", "the event does not name the caller", Some(identity.line));
                import.ask(Ask::words("who called"));
            }
        },
    }
}

fn known(import: &mut Import, identity: &Node, arn: &str, step: &mut Step) {
    arn.clone_into(&mut step.caller);
    let session = identity.get("sessionContext");
    if let Some((role, id)) = session.and_then(|session| session.get("sessionIssuer")).and_then(issuer) {
        import.principal(role, identity.line, |principal| principal.id = id.map(str::to_owned));
    } else if Arn::parse(arn).is_some_and(|arn| arn.service == "iam" && arn.resource.starts_with("user/")) {
        let id = identity.text_of("principalId").map(str::to_owned);
        import.principal(arn, identity.line, |principal| principal.id = id);
    }
    if step.is_called_in_session() {
        let attribute = |name| session?.at(&["attributes", name]);
        step.caller_session = Some(CallerSession {
            issued_at: attribute("creationDate").and_then(Node::text).map(str::to_owned),
            mfa: attribute("mfaAuthenticated").and_then(Node::boolean),
            source_identity: session.and_then(|session| session.text_of("sourceIdentity")).map(str::to_owned),
            ..CallerSession::default()
        });
    }
}

fn issuer(issuer: &Node) -> Option<(&str, Option<&str>)> {
    let arn = issuer
        .text_of("arn")
        .filter(|arn| Arn::parse(arn).is_some_and(|arn| arn.service == "iam" && arn.resource != "root"))?;
    Some((arn, issuer.text_of("principalId")))
}

/// A caller with a token: `principalId` is `PROVIDER:AUDIENCE:SUBJECT`.
fn web_identity(event: &Node, identity: &Node, step: &mut Step) {
    let provider = identity.text_of("identityProvider").unwrap_or("UNRESOLVED-provider");
    provider.clone_into(&mut step.caller);
    let parameter = |name| event.at(&["requestParameters", name]);
    let rest = identity.text_of("principalId").and_then(|id| id.strip_prefix(provider)?.strip_prefix(':'));
    let (audience, subject) = rest
        .and_then(|rest| rest.split_once(':'))
        .map_or((None, identity.text_of("userName")), |(aud, sub)| (Some(aud), Some(sub)));
    let claims = [("aud", audience), ("sub", subject)]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), StringOrList::One(value?.to_owned()))));
    step.session = Some(SessionRequest {
        name: parameter("roleSessionName").and_then(Node::text).map(str::to_owned),
        duration_seconds: parameter("durationSeconds").and_then(Node::number),
        claims: claims.collect(),
        ..SessionRequest::default()
    });
}

/// Condition keys that an event holds.
fn context(event: &Node, step: &mut Step) {
    let mut keys = Map::new();
    let mut give = |key: &str, text: &str| keys.insert(key, ContextInput::One(Input::Text(text.to_owned())));
    if let Some(region) = event.text_of("awsRegion") {
        give("aws:RequestedRegion", region);
    }
    step.vpc_endpoint = event.text_of("vpcEndpointId").map(|id| VpcEndpoint { id: id.to_owned(), policy: None });
    // Of a call without credentials of AWS, address and agent are those of whoever holds the token.
    if step.session.is_none() {
        let address = event.text_of("sourceIPAddress").filter(|address| address.parse::<std::net::IpAddr>().is_ok());
        if let Some(address) = address {
            give(if step.vpc_endpoint.is_some() { "aws:VpcSourceIp" } else { "aws:SourceIp" }, address);
        }
        if let Some(agent) = event.text_of("userAgent") {
            give("aws:UserAgent", agent);
        }
    }
    let tls =
        event.at(&["tlsDetails", "tlsVersion"]).and_then(Node::text).and_then(|version| version.strip_prefix("TLSv"));
    if let Some(version) = tls.filter(|_| step.action.starts_with("s3:")) {
        give("s3:TlsVersion", version);
    }
    if step.action.starts_with("sts:") && step.session.is_none() {
        step.session = sts_session(event);
    }
    step.context = keys;
}

/// Parameters of a call to STS.
fn sts_session(event: &Node) -> Option<SessionRequest> {
    let parameters = event.get("requestParameters")?;
    let text = |name| parameters.text_of(name).map(str::to_owned);
    let session = SessionRequest {
        name: text("roleSessionName"),
        duration_seconds: parameters.get("durationSeconds").and_then(Node::number),
        external_id: text("externalId"),
        source_identity: text("sourceIdentity"),
        ..SessionRequest::default()
    };
    (!session.is_empty()).then_some(session)
}

/// Resources whose owner the event names.
fn owners(import: &mut Import, event: &Node) {
    for resource in event.get("resources").map(Node::items).unwrap_or_default() {
        let (Some(arn), Some(account)) = (resource.text_of("ARN"), resource.text_of("accountId")) else { continue };
        import.resource(arn, resource.line, |known| known.account = Some(account.to_owned()));
    }
}

/// The first event's time is the scenario's; later ones have their own.
fn time(import: &mut Import, event: &Node, step: &mut Step) {
    let time = event.text_of("eventTime").map(str::to_owned);
    if import.scenario.time.is_none() {
        import.scenario.time = time;
    } else if import.scenario.time != time {
        step.time = time;
    }
}

fn asks(import: &mut Import, step: &Step, answer: &Answer) {
    let resource = match &step.resource {
        Some(StepResource::One(arn)) => Some(arn.as_str()),
        Some(StepResource::Several(_)) | None => None,
    };
    if let Some(role) = resource.filter(|_| step.action.starts_with("sts:AssumeRole")).and_then(Arn::parse) {
        import.ask(Ask::trust_policy(role.name()));
    }
    let of_resource = resource.and_then(Ask::resource_policy);
    let is_first = answer.denied_by == Some(rolescope::report::PolicyType::ResourceBased);
    if let Some(ask) = of_resource.clone().filter(|_| is_first) {
        import.ask(ask);
    }
    let caller = called(&step.caller);
    if let Some((kind @ ("role" | "user"), name)) = caller.split_once(' ') {
        for ask in Ask::identity_policies(kind, name) {
            import.ask(ask);
        }
    }
    if let Some(ask) = of_resource {
        import.ask(ask);
    }
    if let Some(endpoint) = &step.vpc_endpoint {
        let command = format!(
            "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {}",
            crate::ask::arn_name(&endpoint.id, "VPC-ENDPOINT-ID")
        );
        import.ask(Ask::command("policy of the endpoint", command, Need::Other));
    }
}
