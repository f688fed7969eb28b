//! AWS's text that a call was denied, in all its forms, bare or wrapped by a tool.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>

use rolescope::scenario::{ContextInput, Expectation, Input, SessionRequest, Step, StepResource};

use crate::ask::{Ask, Need, arn_name};
use crate::facts::{Answer, Effect};
use crate::input::{MAX_STEPS, PLACEHOLDER_ACCOUNT, called, placeholder_arn};
use crate::{Import, Kind};

mod asks;
mod bare;
mod reason;
mod text;

pub(crate) use bare::s3_action;
pub(crate) use reason::answer;

/// Text of AWS between caller and action.
const MARK: &str = " is not authorized to perform: ";

/// True for text that holds a denial.
pub(crate) fn is_message(text: &str) -> bool {
    let text = text::in_one_line(text);
    text.contains(MARK) || bare::is_one(&text)
}

/// One denial that AWS wrote out.
pub(crate) struct Denial<'t> {
    /// ARN of the caller, `anonymous`, or what else AWS has there.
    pub(crate) caller: &'t str,
    /// The action as AWS writes it.
    pub(crate) action: &'t str,
    /// The resource as AWS writes it: an ARN, a name, `role app` or nothing.
    pub(crate) resource: Option<String>,
    /// The text after them.
    pub(crate) reason: &'t str,
    /// The text before the caller.
    before: &'t str,
}

/// Takes everything out of a text that holds denials.
pub(crate) fn import(original: &str) -> Import {
    let text = text::in_one_line(original);
    let denials = denials(&text);
    if denials.is_empty() {
        return bare::import(&text, original);
    }
    let mut import = Import::new(Kind::AccessDeniedMessage, "");
    let lines = text::lines_of(original, "not authorized to perform");
    for (at, denial) in denials.iter().take(MAX_STEPS).enumerate() {
        add(&mut import, denial, lines.get(at).or(lines.last()).copied().unwrap_or(1));
    }
    if denials.len() > MAX_STEPS {
        import.note(format!("only the first {MAX_STEPS} denials were taken"));
    }
    let first = import.scenario.steps.first();
    import.what = first.map_or_else(String::new, |step| format!("{} was denied {}", called(&step.caller), step.action));
    import
}

/// The denials of a text that stands in one line.
pub(crate) fn denials(text: &str) -> Vec<Denial<'_>> {
    let marks: Vec<usize> = text.match_indices(MARK).map(|(at, _)| at).collect();
    let mut denials = Vec::new();
    let mut begin = 0;
    for (nth, at) in marks.iter().enumerate() {
        let end = marks.get(nth + 1).copied().unwrap_or(text.len());
        let (Some(before), Some(after)) = (text.get(begin..*at), text.get(at + MARK.len()..end)) else { continue };
        denials.extend(denial(before, after));
        begin = at + MARK.len();
    }
    denials
}

fn denial<'t>(before: &'t str, after: &'t str) -> Option<Denial<'t>> {
    let user = before.rfind("User: ").map_or(0, |at| at + "User: ".len());
    let caller = before.get(user..)?.split(' ').next()?.trim_matches(text::is_wrapping);
    let (action, rest) = text::word(after);
    let (resource, reason) = match rest.strip_prefix("on resource: ") {
        Some(rest) => text::resource(rest),
        None if rest.starts_with("on the resource ") => (Some("the resource".to_owned()), rest),
        None => (None, rest),
    };
    Some(Denial { caller, action, resource, reason, before: before.get(..user)? })
}

fn add(import: &mut Import, denial: &Denial<'_>, line: usize) {
    let answer = reason::answer(denial.reason);
    let mut step =
        Step { caller: caller(import, denial.caller, line), action: action(denial.action), ..Step::default() };
    resource(import, &mut step, denial, line);
    if let Some(region) = reason::console_region(denial.reason).or_else(|| region_of(&step)) {
        step.context.insert("aws:RequestedRegion", text_input(&region));
    }
    if is_through_cloudformation(denial) {
        step.context
            .insert("aws:CalledVia", ContextInput::List(vec![Input::Text("cloudformation.amazonaws.com".to_owned())]));
        step.context.insert("aws:ViaAWSService", ContextInput::One(Input::Boolean(true)));
        import.note("the call was made through CloudFormation with the caller's own permissions");
    }
    tag_session(import, &mut step);
    step.expect = Some(expectation(&answer));
    asks::ask(import, &step, denial, &answer);
    if import.answer == Answer::default() {
        import.answer = answer;
    }
    if !import.scenario.steps.contains(&step) {
        import.step(step, line);
    }
}

fn text_input(text: &str) -> ContextInput {
    ContextInput::One(Input::Text(text.to_owned()))
}

pub(crate) fn expectation(answer: &Answer) -> Expectation {
    match answer.effect {
        Some(Effect::Explicit) => Expectation::ExplicitDeny,
        Some(Effect::Implicit) => Expectation::ImplicitDeny,
        None => Expectation::Denied,
    }
}

/// The action with its service in lower case, as IAM writes it: `SNS:Publish` is `sns:Publish`.
pub(crate) fn action(written: &str) -> String {
    match written.split_once(':') {
        Some((service, name)) => format!("{}:{name}", service.to_ascii_lowercase()),
        None => written.to_owned(),
    }
}

fn caller(import: &mut Import, written: &str, line: usize) -> String {
    if written == "anonymous"
        || (written.starts_with("arn:") && written.len() <= 2048)
        || written.ends_with(".amazonaws.com")
    {
        return written.to_owned();
    }
    import.unresolved("UNRESOLVED-caller", "the message does not name the caller by its ARN", Some(line));
    import.ask(Ask::command("who called", "aws sts get-caller-identity", Need::Other));
    placeholder_arn("user/UNRESOLVED-caller")
}

/// The account in an ARN.
pub(crate) fn account_of(arn: &str) -> Option<&str> {
    iam_syntax::Arn::parse(arn).map(|arn| arn.account).filter(|account| !account.is_empty())
}

fn resource(import: &mut Import, step: &mut Step, denial: &Denial<'_>, line: usize) {
    let account = account_of(&step.caller).unwrap_or(PLACEHOLDER_ACCOUNT).to_owned();
    match denial.resource.as_deref() {
        Some("*") => {}
        Some(arn) if arn.starts_with("arn:") => step.resource = Some(StepResource::One(arn.to_owned())),
        Some(name) => {
            let arn = text::iam_arn(name, &account);
            let why = match arn {
                Some(_) => {
                    "IAM writes kind and name in place of the ARN; the account is the caller's, the path is not said"
                }
                None => "the message does not name the resource by its ARN",
            };
            import.unresolved(name, why, Some(line));
            step.resource = arn.map(StepResource::One);
            if step.resource.is_none() {
                import.ask(Ask::words("ARN of the resource"));
            }
        }
        None if step.action.starts_with("sts:AssumeRole") => {
            step.resource = Some(StepResource::One(format!("arn:aws:iam::{account}:role/UNRESOLVED-role")));
            import.unresolved("UNRESOLVED-role", "the message does not name the role", Some(line));
            import.ask(Ask::words("which role"));
        }
        None => {}
    }
}

/// Region of the resource's ARN.
fn region_of(step: &Step) -> Option<String> {
    let Some(StepResource::One(arn)) = &step.resource else { return None };
    iam_syntax::Arn::parse(arn)
        .map(|arn| arn.region.to_owned())
        .filter(|region| !region.is_empty() && !region.contains('*'))
}

fn is_through_cloudformation(denial: &Denial<'_>) -> bool {
    let starts = ["API: ", "Resource handler returned message:"];
    starts.iter().any(|start| denial.before.contains(start))
}

/// `sts:TagSession` is no call of its own: the call is `sts:AssumeRole` with session tags.
fn tag_session(import: &mut Import, step: &mut Step) {
    if step.action != "sts:TagSession" {
        return;
    }
    "sts:AssumeRole".clone_into(&mut step.action);
    let name = step.caller.rsplit(['/', ':']).next().unwrap_or("session").to_owned();
    let tags = [("EXAMPLE".to_owned(), "EXAMPLE".to_owned())].into();
    step.session = Some(SessionRequest { name: Some(name), tags, ..SessionRequest::default() });
    import.note(
        "sts:TagSession is not a call: it is the permission for the session tags of sts:AssumeRole, which is the step",
    );
    import.ask(Ask::words("which tags the call passes"));
}

/// Command for the details behind an authorization id.
fn details_command(id: &str) -> String {
    format!("aws iam-toolbox get-request-authorization-details --authorization-id {}", arn_name(id, "AUTHORIZATION-ID"))
}
