//! `rolescope diff`: what a change allows, over all requests.

use std::io::{self, Write};
use std::path::Path;

use iam_catalog::embedded;
use rolescope::Scenario;
use rolescope::diff::{Diff, Kind, Region, Unreadable, Verdict, Witness, kind, policies};
use rolescope::prove::scenarios;
use rolescope::report::ContextValue;

use crate::arguments::{self, Answer, PolicyType};
use crate::input::{Unusable, read_text};
use crate::outcome::Status;
use crate::run::{complain, say};
use crate::text::{Page, counted, look, width};
use crate::visible;

/// Address that links lead to by default.
pub(crate) const SITE: &str = "http://localhost:8080/";
/// The most regions of each side that text has.
const MAX_SHOWN: usize = 25;

/// Compares two policies and says what the second allows that the first does not, and the other way round.
pub(crate) fn run(args: &arguments::Diff) -> Status {
    let diff = match compare(args) {
        Ok(diff) => diff,
        Err(message) => return complain(&message),
    };
    let written = match args.format {
        Answer::Json => json(&diff, args.site.as_deref().unwrap_or(SITE)).map(|text| say(&text)),
        Answer::Text => Ok(print(&text(&diff, args.site.as_deref()))),
    };
    match written {
        Ok(Status::Unusable) => Status::Unusable,
        Ok(_) => status(diff.verdict),
        Err(error) => complain(&error.to_string()),
    }
}

fn status(verdict: Verdict) -> Status {
    match verdict {
        Verdict::Same | Verdict::Narrower => Status::AsExpected,
        Verdict::Wider | Verdict::Both => Status::NotAsExpected,
        Verdict::Unknown => Status::Unknown,
    }
}

fn compare(args: &arguments::Diff) -> Result<Diff, String> {
    let stdin = Path::new("-");
    if args.before == stdin && args.after == stdin {
        return Err("<stdin>: only one of the two policies can come from standard input".to_owned());
    }
    let read = |path| read_text(path).map_err(|unusable| unusable.to_string());
    let ((before_name, before), (after_name, after)) = (read(&args.before)?, read(&args.after)?);
    match (scenario(&before), scenario(&after)) {
        (Some(before), Some(after)) if args.policy_type.is_none() => {
            return Ok(scenarios(&before, &after, embedded::index()));
        }
        (None, None) => {}
        (Some(_), Some(_)) => return Err(format!("{before_name}: `--type` is for policies, and this is a scenario")),
        (Some(_), None) => return Err(format!("{after_name}: this is no scenario, but {before_name} is one")),
        (None, Some(_)) => return Err(format!("{before_name}: this is no scenario, but {after_name} is one")),
    }
    let kind = match args.policy_type {
        Some(policy_type) => of_type(policy_type),
        None => {
            let (own, other) = (kind(&before), kind(&after));
            if own != other {
                let (own, other) = (own.name(), other.name());
                return Err(format!(
                    "{after_name}: the policy before looks like one of type `{own}`, this one like `{other}`; name the type with `--type`"
                ));
            }
            own
        }
    };
    policies(&before, &after, kind, embedded::index()).map_err(|unreadable| {
        let Unreadable { is_before, message, line, column } = unreadable;
        let name = if is_before { before_name } else { after_name };
        Unusable { name, message, place: Some((line, column)) }.to_string()
    })
}

/// The scenario that a text holds.
fn scenario(text: &str) -> Option<Scenario> {
    let lists = |it: &Scenario| !it.steps.is_empty() || !it.principals.is_empty() || !it.resources.is_empty();
    Scenario::from_json(text).ok().filter(lists)
}

/// The kind that an argument names.
pub(crate) fn of_type(policy_type: PolicyType) -> Kind {
    match policy_type {
        PolicyType::Identity => Kind::Identity,
        PolicyType::Resource => Kind::Resource,
        PolicyType::Trust => Kind::Trust,
        PolicyType::Scp => Kind::ServiceControl,
        PolicyType::Rcp => Kind::ResourceControl,
        PolicyType::Boundary => Kind::Boundary,
        PolicyType::Session => Kind::Session,
        PolicyType::Endpoint => Kind::VpcEndpoint,
    }
}

fn print(text: &str) -> Status {
    match anstream::AutoStream::auto(io::stdout().lock()).write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Status::Unusable,
        Ok(()) | Err(_) => Status::AsExpected,
    }
}

fn text(diff: &Diff, site: Option<&str>) -> String {
    let mut page = Page::new(width());
    page.blank();
    page.prose(0, &format!("{} {}", look::strong(diff.verdict.word()), diff.verdict.sentence()));
    for (title, sign, regions) in [("Gained", "+", &diff.gained), ("Lost", "-", &diff.lost)] {
        if regions.is_empty() {
            continue;
        }
        page.blank();
        page.prose(0, &look::strong(title));
        for region in regions.iter().take(MAX_SHOWN) {
            page.prose(2, &format!("{sign} {}", look::plain(&region.words)));
            page.prose(6, &look::faint(&format!("for example {}", look::plain(&request(&region.witness)))));
            if let (Some(site), Some(link)) = (site, &region.link) {
                page.line(&format!("      {}", look::plain(&linked(site, link))));
            }
        }
        let more = regions.len().saturating_sub(MAX_SHOWN);
        if more > 0 {
            page.prose(2, &format!("and {}: `--format json` has all", counted(more, "more region")));
        }
    }
    if !diff.unknown.is_empty() {
        page.blank();
        page.prose(0, &look::strong("Not decided"));
        for unknown in &diff.unknown {
            page.prose(2, &format!("? {}", look::plain(&unknown.why)));
        }
    }
    page.finish()
}

/// `s3:GetObject on arn:… by arn:…, with aws:SourceIp 10.0.0.1`
fn request(witness: &Witness) -> String {
    let mut words = format!("{} on {} by {}", witness.action, witness.resource, witness.caller);
    let values: Vec<String> = witness
        .context
        .iter()
        .map(|(key, value)| match value {
            ContextValue::One(value) => format!("{key} `{value}`"),
            ContextValue::List(values) => format!("{key} [{}]", values.join(", ")),
        })
        .collect();
    if !values.is_empty() {
        words.push_str(&format!(", with {}", values.join(", ")));
    }
    words
}

/// A link to the page at this address.
pub(crate) fn linked(site: &str, fragment: &str) -> String {
    format!("{}{fragment}", site.split('#').next().unwrap_or_default())
}

fn json(diff: &Diff, site: &str) -> serde_json::Result<String> {
    let mut diff = diff.clone();
    let link = |region: &mut Region| region.link = region.link.as_deref().map(|fragment| linked(site, fragment));
    diff.gained.iter_mut().chain(&mut diff.lost).for_each(link);
    Ok(visible::json(&format!("{}\n", serde_json::to_string_pretty(&diff)?)))
}
