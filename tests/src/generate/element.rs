//! Elements of statements that fit a request, or just miss it.

use serde_json::{Map, Value, json};

use super::plan::Request;
use super::policy::Usage;
use super::random::Random;

/// An element's name and value.
pub(super) type Element = (&'static str, Value);

/// `Action` or `NotAction`.
pub(super) fn action(random: &mut Random, usage: Usage, exact: &str, fits: bool) -> Element {
    let (service, verb) = exact.split_once(':').unwrap_or((exact, ""));
    let rcp = usage == Usage::ResourceControl;
    if service == "sts" && usage != Usage::ResourceControl && fits && random.chance(60) {
        let all = ["sts:SetContext", "sts:TagSession", "sts:SetSourceIdentity", exact];
        return ("Action", all[random.pick(&[0, 0, 0, 1, 2, 3])..].into());
    }
    let decoy = random.pick(&["s3:GetObjects", "sts:TagSession", "ec2:RunInstances", "iam:*Keys"]);
    if !fits {
        return match random.below(6) {
            0 => ("Action", decoy.into()),
            1 => ("Action", format!("{exact} ").into()),
            2 => ("Action", format!("{service}:?{verb}").into()),
            3 => ("Action", json!([])),
            4 if !rcp => ("NotAction", json!([decoy, exact])),
            _ => ("Action", format!("{service}:Create*").into()),
        };
    }
    let (half, _) = verb.split_at_checked(verb.len() / 2).unwrap_or((verb, ""));
    match random.below(10) {
        0 => ("Action", exact.to_uppercase().into()),
        1 => ("Action", format!("{service}:*").into()),
        2 if !rcp => ("Action", "*".into()),
        3 => ("Action", format!("{service}:{half}*").into()),
        4 => ("Action", json!([decoy, exact.to_lowercase()])),
        5 => ("Action", format!("{service}:*{}", verb.replacen('e', "?", 1)).into()),
        6 if !rcp => ("NotAction", json!([decoy])),
        7 if !rcp => ("NotAction", json!([])),
        _ => ("Action", exact.into()),
    }
}

/// `Resource` or `NotResource`.
pub(super) fn resource(random: &mut Random, usage: Usage, request: &Request, fits: bool) -> Element {
    let exact = request.resource.as_str();
    if !fits {
        return match random.below(7) {
            0 => ("Resource", json!([])),
            1 => ("NotResource", json!([exact, "arn:aws:s3:::decoy"])),
            2 => ("Resource", exact.to_uppercase().replacen("ARN:AWS", "arn:aws", 1).into()),
            3 => ("Resource", format!("{exact}x").into()),
            4 => ("Resource", json!(["arn:aws:s3:::decoy/*", "arn:aws:s3:::bkt?"])),
            5 => ("NotResource", "*".into()),
            _ => ("Resource", with_field(exact, 4, "555555555555").into()),
        };
    }
    if exact == "*" {
        let buckets = request.action == "s3:ListAllMyBuckets" && random.chance(40);
        return ("Resource", if buckets { "arn:aws:s3:::*" } else { "*" }.into());
    }
    if let Some((_, path)) = exact.split_once('/').filter(|_| exact.contains(":execute-api:"))
        && random.chance(40)
    {
        // AM-15: only the policy of the API knows the short form.
        let path = if random.chance(50) { path } else { "*/GET/*" };
        return ("Resource", format!("execute-api:/{path}").into());
    }
    match random.below(14) {
        0 | 1 => ("Resource", "*".into()),
        2 => ("Resource", format!("{}*", front(exact, exact.len().saturating_sub(1 + random.below(6)))).into()),
        3 => ("Resource", with_field(exact, 4, "*").into()),
        4 => ("Resource", with_field(exact, 3, "*").into()),
        5 => ("Resource", with_field(exact, 4, &"?".repeat(12)).into()),
        6 if usage != Usage::Session || random.chance(8) => ("Resource", overflowing(exact).into()),
        7 => ("NotResource", json!(["arn:aws:s3:::decoy", format!("{exact}?")])),
        8 => ("NotResource", json!([])),
        9 => ("Resource", exact.replace('*', "${*}").replace('?', "${?}").into()),
        10 => ("Resource", json!(["arn:aws:s3:::decoy", exact])),
        // Only an identity policy may leave fields out; what boundaries do is open (GR-23b).
        11 if usage == Usage::Identity => ("Resource", incomplete(random, exact).into()),
        12 => ("Resource", question(exact).into()),
        _ => ("Resource", exact.into()),
    }
}

/// The first so many bytes, or all when that is no border.
fn front(text: &str, length: usize) -> &str {
    text.get(..length).unwrap_or(text)
}

/// An ARN with one field replaced.
fn with_field(arn: &str, at: usize, value: &str) -> String {
    let fields: Vec<&str> =
        arn.splitn(6, ':').enumerate().map(|(i, field)| if i == at { value } else { field }).collect();
    fields.join(":")
}

/// Region and account as one star that has to run over a colon.
fn overflowing(arn: &str) -> String {
    let fields: Vec<&str> = arn.splitn(6, ':').collect();
    match fields.as_slice() {
        [arn, partition, service, _, _, rest] => format!("{arn}:{partition}:{service}:*:{rest}"),
        _ => arn.to_owned(),
    }
}

fn incomplete(random: &mut Random, arn: &str) -> String {
    let fields: Vec<&str> = arn.splitn(6, ':').collect();
    let count = random.pick(&[3, 4, 5]);
    fields.get(..count).map(|front| front.join(":")).unwrap_or_default()
}

/// The last letter as a question mark.
fn question(arn: &str) -> String {
    let mut chars: Vec<char> = arn.chars().collect();
    if let Some(last) = chars.last_mut() {
        *last = '?';
    }
    chars.into_iter().collect()
}

/// `Principal` or `NotPrincipal`.
pub(super) fn principal(random: &mut Random, usage: Usage, request: &Request, allow: bool, fits: bool) -> Element {
    // Gateway endpoints take nothing but a star (GR-37).
    if usage == Usage::ResourceControl || usage == Usage::Endpoint {
        return ("Principal", if random.chance(50) { json!("*") } else { json!({ "AWS": "*" }) });
    }
    let names = &request.actor.names;
    // Open: whom a federated user's session counts as when everybody but some is denied.
    if usage == Usage::Resource && !request.actor.federated && random.chance(if allow { 3 } else { 25 }) {
        let all = names.iter().filter(|_| random.chance(85)).cloned();
        let mut listed: Vec<(&str, String)> = all.collect();
        if random.chance(20) {
            listed.push(("AWS", "arn:aws:iam::111122223333:user/decoy".to_owned()));
        }
        return ("NotPrincipal", object(&listed));
    }
    // Open: whether a star in a Deny of a trust policy reaches who comes with a token.
    let outsider = usage == Usage::Trust && names.iter().any(|(kind, _)| *kind == "Federated");
    if fits && !outsider && (names.is_empty() || request.actor.caller == "anonymous" || random.chance(22)) {
        return ("Principal", if random.chance(50) { json!("*") } else { json!({ "AWS": ["*"] }) });
    }
    if !fits && random.chance(15) {
        return ("Principal", random.pick(&[json!({}), json!({ "AWS": [] })]));
    }
    let decoys: [(&str, &str); 12] = [
        ("AWS", "arn:aws-cn:iam::111122223333:root"),
        ("AWS", "arn:aws:iam::111122223333:group/staff"),
        ("AWS", "arn:aws:iam::111122223333:user/decoy"),
        ("AWS", "arn:aws:iam::111122223333:role/ap*"),
        ("AWS", "arn:aws:sts::111122223333:assumed-role/app/*"),
        ("AWS", "999999999999"),
        ("Service", "s3.amazonaws.com"),
        ("Service", "*"),
        ("AWS", "AROADECOYEXAMPLE"),
        // Only trust policies know these (GR-31).
        ("Federated", "arn:aws:iam::222233334444:oidc-provider/token.actions.githubusercontent.com"),
        ("Federated", "arn:aws:iam::444455556666:saml-provider/corp"),
        ("Federated", "accounts.google.com"),
    ];
    let decoys = if usage == Usage::Trust { &decoys[..] } else { &decoys[..9] };
    let mut chosen: Vec<(&str, String)> = Vec::new();
    if fits {
        chosen.push(random.pick(names));
        if random.chance(25) {
            chosen.push(random.pick(names));
        }
    }
    if !fits || random.chance(25) {
        let (kind, value) = random.pick(decoys);
        chosen.push((kind, value.to_owned()));
    }
    ("Principal", object(&chosen))
}

/// Values by principal type; one value stands alone.
fn object(names: &[(&str, String)]) -> Value {
    let mut types: Map<String, Value> = Map::new();
    for (kind, name) in names {
        let value = match types.get(*kind) {
            None => json!(name),
            Some(Value::String(other)) => json!([other, name]),
            Some(Value::Array(others)) => others.iter().cloned().chain([json!(name)]).collect(),
            Some(other) => other.clone(),
        };
        types.insert((*kind).to_owned(), value);
    }
    types.into()
}
