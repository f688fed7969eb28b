//! Profiles of the AWS command line: `~/.aws/config`.
//!
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html>

use iam_syntax::Arn;
use rolescope::scenario::{ContextInput, Input, SessionRequest, Step, StepResource, StringOrList};

use crate::ask::{Ask, Need, iam_name};
use crate::input::placeholder_arn;
use crate::{Import, Kind};

/// A profile: its name, its line and its settings.
struct Profile<'t> {
    name: &'t str,
    line: usize,
    settings: Vec<(&'t str, &'t str, usize)>,
}

impl<'t> Profile<'t> {
    fn get(&self, name: &str) -> Option<&'t str> {
        self.settings.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name)).map(|(_, value, _)| *value)
    }

    fn line_of(&self, name: &str) -> usize {
        self.settings.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name)).map_or(self.line, |(.., line)| *line)
    }
}

/// Reads profiles with a role; `None` if this is no such file.
pub(crate) fn import(text: &str) -> Option<Import> {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with(['#', ';']))?;
    if !first.starts_with('[') || first.contains(['"', '{', ',']) {
        return None;
    }
    let profiles = profiles(text);
    if profiles.iter().all(|profile| profile.get("role_arn").is_none()) {
        return None;
    }
    let mut import = Import::new(Kind::AwsConfig, "");
    for profile in profiles.iter().filter(|profile| profile.get("role_arn").is_some()) {
        add(&mut import, profile);
    }
    import.what = format!("{} profiles that assume a role", import.scenario.steps.len());
    Some(import)
}

/// The sections of an INI text.
fn profiles(text: &str) -> Vec<Profile<'_>> {
    let mut profiles: Vec<Profile<'_>> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line_number = at + 1;
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            let name = name.trim().strip_prefix("profile ").unwrap_or(name).trim();
            profiles.push(Profile { name, line: line_number, settings: Vec::new() });
            continue;
        }
        let setting = line.split_once('=').filter(|_| !line.starts_with(['#', ';']));
        if let (Some((name, value)), Some(profile)) = (setting, profiles.last_mut()) {
            profile.settings.push((name.trim(), value.trim(), line_number));
        }
    }
    profiles
}

fn add(import: &mut Import, profile: &Profile<'_>) {
    let Some(role) = profile.get("role_arn") else { return };
    let mut session = SessionRequest {
        name: profile.get("role_session_name").map(str::to_owned),
        duration_seconds: profile.get("duration_seconds").and_then(|seconds| seconds.parse().ok()),
        external_id: profile.get("external_id").map(str::to_owned),
        mfa: profile.get("mfa_serial").map(|_| true),
        ..SessionRequest::default()
    };
    let by_token = profile.get("web_identity_token_file").is_some();
    let caller = if by_token { token(import, profile, &mut session) } else { source(import, profile) };
    let mut step = Step {
        caller,
        action: if by_token { "sts:AssumeRoleWithWebIdentity" } else { "sts:AssumeRole" }.to_owned(),
        resource: Some(StepResource::One(role.to_owned())),
        session: Some(session).filter(|session| !session.is_empty()),
        ..Step::default()
    };
    if let Some(region) = profile.get("region") {
        step.context.insert("aws:RequestedRegion", ContextInput::One(Input::Text(region.to_owned())));
    }
    import.step(step, profile.line);
    import.ask(Ask::trust_policy(Arn::parse(role).map_or(role, |arn| arn.name())));
    if !by_token {
        import.ask(Ask::words("identity policies of the caller"));
    }
}

/// The caller: the user of the MFA device, if there is one.
fn source(import: &mut Import, profile: &Profile<'_>) -> String {
    let device = profile.get("mfa_serial").and_then(Arn::parse);
    let user = device.and_then(|arn| Some((arn, arn.resource.strip_prefix("mfa/")?)));
    let (setting, value) = ["source_profile", "credential_source"]
        .iter()
        .find_map(|name| Some((*name, profile.get(name)?)))
        .unwrap_or(("profile", profile.name));
    let why = match user {
        Some((_, name)) => format!("who that is; the MFA device belongs to user {name}"),
        None => "who that is".to_owned(),
    };
    import.unresolved(format!("{setting} = {value}"), why, Some(profile.line_of(setting)));
    if let Some((arn, name)) = user {
        return format!("arn:{}:iam::{}:user/{name}", arn.partition, arn.account);
    }
    let command = format!("aws sts get-caller-identity --profile {}", iam_name(value, "PROFILE"));
    import.ask(Ask::command(format!("who {value} is"), command, Need::Other));
    placeholder_arn("user/UNRESOLVED-caller")
}

/// A caller with a token in a file.
fn token(import: &mut Import, profile: &Profile<'_>, session: &mut SessionRequest) -> String {
    let line = profile.line_of("web_identity_token_file");
    import.unresolved("provider", "the profile does not name the provider of the token", Some(line));
    import.ask(Ask::words("claims of the token"));
    session.claims.insert("sub", StringOrList::One("UNRESOLVED-subject".to_owned()));
    placeholder_arn("oidc-provider/UNRESOLVED-provider")
}
