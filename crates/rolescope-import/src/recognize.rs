//! The form of a text, told from the text alone.

use rolescope::Scenario;
use rolescope::link::Link;

use crate::tree::{self, Node};
use crate::{
    Import, ImportError, Kind, aws_cli, aws_config, cloudformation, cloudtrail, document, github, kubernetes, limits,
    message, policy, secrets, terraform, token,
};

/// Texts in texts: a policy as URL-encoded text in a JSON string, and no more than that.
const MAX_WRAPPED: usize = 4;

/// Takes out of a text what it says. `file` names it in places.
///
/// # Errors
///
/// Nothing in the text is understood, or it is one of the known forms and broken.
pub fn import(file: &str, text: &str) -> Result<Import, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    limits::check(text)?;
    let (clean, mut secrets) = secrets::take_out(text);
    // A token is decoded before it is taken out; it is the only credential that anything is taken from.
    let mut import = match token::claims_of_jwt(text) {
        Some(claims) => token_of(&claims)?,
        None => form(&clean, MAX_WRAPPED)?,
    };
    if import.is_empty() {
        return Err(ImportError::new(format!(
            "this is {}, but nothing in it bears on a decision",
            import.kind.words()
        )));
    }
    let bytes: usize = import.scenario.policies().iter().map(|entry| entry.policy.document.text().len()).sum();
    if bytes > limits::MAX_POLICY_BYTES {
        let most = limits::MAX_POLICY_BYTES >> 20;
        return Err(ImportError::new(format!(
            "with each policy written out where it is attached, the scenario has more than {most} MiB of policies; paste the part that bears on the call"
        )));
    }
    if hides_characters(text) && secrets::are_in(&import.scenario, &import.documents) {
        return Err(ImportError::new("a credential is written with escapes in the text; take it out"));
    }
    secrets.append(&mut import.secrets);
    import.secrets = secrets;
    Ok(import.in_file(file))
}

/// Claims of a token that was decoded.
fn token_of(claims: &str) -> Result<Import, ImportError> {
    packed(claims, 1, |claims| tree::json(claims).map(|claims| token::import(&claims)))
}

/// Reads a text that is packed into a line of another: what it holds is as foreign as what is pasted, and its places are that line.
fn packed(
    text: &str,
    line: usize,
    read: impl FnOnce(&str) -> Result<Import, ImportError>,
) -> Result<Import, ImportError> {
    let (clean, mut secrets) = secrets::take_out(text);
    let mut import = read(&clean).map_err(|error| {
        let place = if error.line > 1 { format!("in line {} of the packed text, ", error.line) } else { String::new() };
        ImportError::at(format!("{place}{}", error.message), line, 1)
    })?;
    secrets.append(&mut import.secrets);
    secrets.iter_mut().for_each(|secret| secret.line = line);
    import.secrets = secrets;
    import.all_in_line(line);
    Ok(import)
}

/// True for text in which letters may be written as escapes.
fn hides_characters(text: &str) -> bool {
    ["\\u", "\\U", "\\x", "&#"].iter().any(|escape| text.contains(escape))
}

fn form(text: &str, wrapped: usize) -> Result<Import, ImportError> {
    let start = text.trim_start();
    if wrapped == 0 {
        return Err(ImportError::new("one text is packed inside another several times; paste the innermost one"));
    }
    if document::is_encoded(text) {
        return packed(&document::decoded(text), 1, |inner| form(inner, wrapped - 1));
    }
    if let Some(import) = aws_config::import(text) {
        return Ok(import);
    }
    if start.starts_with(['{', '[', '"']) {
        return match tree::json(text) {
            Ok(node) => of_json(text, &node, wrapped),
            Err(_) if message::is_message(text) => Ok(message::import(text)),
            Err(error) => Err(error),
        };
    }
    if let Some(node) = aws_cli::xml(text) {
        return aws_cli::import(&node).ok_or_else(unknown);
    }
    if text.contains("#s=") && !text.trim().contains(char::is_whitespace) {
        return link(text.trim());
    }
    if message::is_message(text) {
        return Ok(message::import(text));
    }
    if terraform::is_hcl(text) {
        return terraform::hcl(text);
    }
    if is_yaml(text) {
        return of_yaml(&tree::yaml(text)?);
    }
    Err(unknown())
}

/// True for text that has a line that only the known forms of YAML have.
fn is_yaml(text: &str) -> bool {
    const KEYS: [&str; 6] = ["Resources:", "kind: ServiceAccount", "jobs:", "Statement:", "apiVersion:", "Version:"];
    text.lines().any(|line| KEYS.iter().any(|key| line.trim_start().starts_with(key)))
}

fn of_yaml(documents: &[Node]) -> Result<Import, ImportError> {
    if let Some(import) = kubernetes::import(documents) {
        return Ok(import);
    }
    let document = documents.first().ok_or_else(unknown)?;
    if policy::is_policy(document) {
        return Ok(policy::import(document));
    }
    cloudformation::import(document).or_else(|| github::import(document)).ok_or_else(unknown)
}

fn of_json(text: &str, node: &Node, wrapped: usize) -> Result<Import, ImportError> {
    if let Some(inner) = node.text() {
        return packed(inner, node.line, |inner| form(inner, wrapped - 1));
    }
    if policy::is_policy(node) {
        return Ok(policy::import(node));
    }
    const FORMS: [fn(&Node) -> Option<Import>; 4] =
        [cloudtrail::import, aws_cli::import, terraform::plan, cloudformation::import];
    if let Some(import) = FORMS.iter().find_map(|form| form(node)) {
        return Ok(import);
    }
    if token::is_claims(node) {
        return Ok(token::import(node));
    }
    if let Some(import) = kubernetes::import(std::slice::from_ref(node)) {
        return Ok(import);
    }
    if is_scenario(node) {
        return scenario(text);
    }
    if message::is_message(text) {
        return Ok(message::import(text));
    }
    Err(unknown())
}

fn is_scenario(node: &Node) -> bool {
    ["steps", "principals", "resources", "accounts"]
        .iter()
        .any(|name| node.get(name).is_some_and(|list| !list.items().is_empty()))
}

fn scenario(text: &str) -> Result<Import, ImportError> {
    let scenario =
        Scenario::from_json(text).map_err(|error| ImportError::at(error.to_string(), error.line, error.column))?;
    let mut import = Import::new(
        Kind::Scenario,
        format!("{} principals, {} steps", scenario.principals.len(), scenario.steps.len()),
    );
    import.scenario = scenario;
    Ok(import)
}

fn link(text: &str) -> Result<Import, ImportError> {
    let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
    let link = Link::decode(fragment).map_err(|error| ImportError::new(error.to_string()))?;
    let text = link.scenario.ok_or_else(|| ImportError::new("the link holds no scenario"))?;
    let mut import = packed(&text, 1, scenario)?;
    import.kind = Kind::Link;
    Ok(import)
}

fn unknown() -> ImportError {
    ImportError::new(
        "nothing in this text is recognized; paste an AccessDenied message, the output of an AWS command, a CloudTrail event, a policy, a template, \
         token claims or a Rolescope link",
    )
}
