//! The report for reading: each step's walk, its verdict, and the policy lines that decided.

use rolescope::Report;
use rolescope::report::{AbsentKey, Decision, Effect, Severity, StepReport, TraceEntry};
use rolescope::walk::walk;

use crate::arguments::Depth;
use crate::input::Input;
use crate::outcome::Outcome;

mod deciding_statements;
mod excerpt;
mod page;
mod snippet;
mod stations;

pub(crate) use page::{Page, look};
use snippet::Snippets;

/// Columns to write into: what the terminal or `COLUMNS` says, else 100, and never wider than reads well.
pub(crate) fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0);
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(seen).unwrap_or(100).clamp(40, 120)
}

/// All reports, and a line of totals when there are several.
pub(crate) fn render(outcomes: &[Outcome], width: usize) -> String {
    let mut page = Page::new(width);
    let several = outcomes.len() > 1;
    let mut total = StepCounts::default();
    for (input, report) in outcomes.iter().flatten() {
        if several {
            page.blank();
            page.line(&format!("{} {}", look::faint("──"), look::faint(&input.name)));
        }
        write_report(&mut page, input, report);
        total.add(report);
    }
    if several {
        page.blank();
        page.prose(0, &look::strong(&total.summary(Some(outcomes))));
    }
    page.finish()
}

/// One step: its sentence; from [`Depth::Gates`] on its walk and its gates; at last every statement and value, with the policy lines that
/// decided.
pub(crate) fn explained(input: &Input, report: &Report, at: usize, depth: Depth, width: usize) -> String {
    let mut page = Page::new(width);
    let Some(step) = report.steps.get(at) else { return String::new() };
    write_call(&mut page, at, step);
    if depth >= Depth::Gates {
        let stations = walk(&input.scenario, report, at);
        if !stations.is_empty() {
            page.blank();
            stations::draw(&mut page, &stations);
        }
    }
    page.blank();
    write_verdict(&mut page, step);
    if depth >= Depth::Gates {
        page.blank();
        for entry in &step.trace {
            write_entry(&mut page, entry, 2, depth);
        }
    }
    if depth == Depth::Everything {
        let mut snippets = Snippets::new(input, page.width());
        for quoted in deciding_statements::of(step).iter().filter_map(|mark| snippets.marked(mark)) {
            page.blank();
            page.block(2, &quoted);
        }
    }
    page.finish()
}

/// An entry of the trace; at [`Depth::Everything`] with all that lies below it.
fn write_entry(page: &mut Page, entry: &TraceEntry, indent: usize, depth: Depth) {
    let rule = entry.rule.as_ref().filter(|_| depth == Depth::Everything).map(|rule| look::faint(&format!(" {rule}")));
    let says = look::trace(entry.verdict);
    page.prose(indent, &format!("{says} {}{}", look::plain(&entry.title), rule.unwrap_or_default()));
    if let Some(detail) = entry.detail.as_ref().filter(|_| depth == Depth::Everything || entry.children.is_empty()) {
        page.prose(indent + 2, &look::faint(&look::plain(detail)));
    }
    if depth == Depth::Everything {
        for child in &entry.children {
            write_entry(page, child, indent + 2, depth);
        }
    }
}

fn write_report(page: &mut Page, input: &Input, report: &Report) {
    let mut snippets = Snippets::new(input, page.width());
    if !report.title.is_empty() {
        page.blank();
        page.prose(0, &look::strong(&report.title));
    }
    for (at, step) in report.steps.iter().enumerate() {
        page.blank();
        write_call(page, at, step);
        let stations = walk(&input.scenario, report, at);
        if !stations.is_empty() {
            page.blank();
            stations::draw(page, &stations);
        }
        page.blank();
        write_verdict(page, step);
        for quoted in deciding_statements::of(step).iter().filter_map(|mark| snippets.marked(mark)) {
            page.blank();
            page.block(2, &quoted);
        }
    }
    write_roles(page, report);
    for problem in &report.problems {
        page.blank();
        page.prose(
            0,
            &format!("{} {}", look::severity(problem.severity, &problem.code), look::plain(&problem.message)),
        );
        page.block(0, &snippets.problem(problem).unwrap_or_default());
    }
    page.blank();
    let mut counts = StepCounts::default();
    counts.add(report);
    page.prose(0, &look::strong(&counts.summary(None)));
}

/// Sort of each role.
fn write_roles(page: &mut Page, report: &Report) {
    for role in report.roles.iter().filter(|role| !role.kinds.is_empty()) {
        page.blank();
        let name = role.arn.split_once(":role/").map_or(role.arn.as_str(), |(_, name)| name);
        page.prose(0, &format!("{} {}", look::faint("role"), look::strong(name)));
        for kind in &role.kinds {
            page.prose(2, &look::plain(&kind.note));
        }
    }
}

fn write_call(page: &mut Page, at: usize, step: &StepReport) {
    let number = match &step.name {
        Some(name) => look::strong(&format!("{} {name}:", at + 1)),
        None => look::strong(&format!("{}:", at + 1)),
    };
    let resource = match &step.resource {
        rolescope::report::ReportedResource::One(arn) => look::plain(arn),
        rolescope::report::ReportedResource::Several(arns) => look::plain(&arns.join(" and ")),
    };
    let (caller, action) = (look::plain(&step.caller), look::strong(&step.action));
    page.prose(0, &format!("{number} {caller} calls {action} on {resource}"));
}

fn write_verdict(page: &mut Page, step: &StepReport) {
    let code = step.error.as_ref().map(|error| format!(" {}", error.code)).unwrap_or_default();
    let verdict = look::decision(step.decision, &code);
    let expectation = match (step.expected, step.met) {
        (Some(expected), Some(false)) => look::alarm(&format!(", not as expected: {} was expected", expected.word())),
        (Some(_), _) => look::faint(", as expected"),
        (None, _) => String::new(),
    };
    page.prose(2, &format!("{verdict}{expectation}"));
    page.prose(2, &look::plain(&step.reason));
    for point in &step.open_points {
        page.blank();
        page.prose(2, &format!("{} {}", look::faint(&format!("open point {}:", point.id)), look::plain(&point.text)));
    }
    for absent in &step.decided_by_absent_keys {
        page.blank();
        page.prose(2, &format!("{} {}", look::faint("depends on a missing key:"), look::plain(&hangs(absent))));
    }
    for claim in &step.left_out_claims {
        page.blank();
        page.prose(2, &format!("{} {}", look::faint("claim left out:"), look::plain(&claim.text)));
    }
    for warning in &step.warnings {
        page.blank();
        let code = look::severity(Severity::Warning, warning.code.name());
        page.prose(2, &format!("{code} {}", look::plain(&warning.text)));
    }
    if let Some(session) = &step.session {
        page.blank();
        let arn = look::strong(&session.arn);
        page.prose(2, &format!("{} {arn}", look::faint("session:")));
        let credentials =
            format!("key {}, issued {}, ends {}", session.access_key_id, session.issued_at, session.expiration);
        page.prose(2, &format!("{} {}", look::faint("credentials:"), look::plain(&credentials)));
    }
    if !step.missing_context_keys.is_empty() {
        page.blank();
        let keys = look::plain(&step.missing_context_keys.join(", "));
        page.prose(2, &format!("{} {keys}", look::faint("tested by a policy, not in the request:")));
    }
}

/// `aws:SourceVpce, which Deny statement 2 (Endpoint) of bucket tests`
fn hangs(absent: &AbsentKey) -> String {
    let effect = match absent.effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    };
    let sid = absent.sid.as_ref().map(|sid| format!(" ({sid})")).unwrap_or_default();
    format!("{}, which {effect} statement {}{sid} of {} tests", absent.key, absent.statement + 1, absent.policy)
}

/// Numbers of steps and problems in one or several reports.
#[derive(Default)]
struct StepCounts {
    allowed: usize,
    denied: usize,
    errors: usize,
    expecting: usize,
    met: usize,
    problems: usize,
}

impl StepCounts {
    fn add(&mut self, report: &Report) {
        for step in &report.steps {
            match step.decision {
                Decision::Allowed => self.allowed += 1,
                Decision::ExplicitDeny | Decision::ImplicitDeny => self.denied += 1,
                Decision::Error => self.errors += 1,
            }
            self.expecting += usize::from(step.met.is_some());
            self.met += usize::from(step.met == Some(true));
        }
        self.problems += report.problems.len();
    }

    /// `2 steps: 1 allowed, 1 denied; 2 of 2 as expected`
    fn summary(&self, files: Option<&[Outcome]>) -> String {
        let mut summary = String::new();
        if let Some(outcomes) = files {
            summary.push_str(&format!("{}, ", counted(outcomes.len(), "file")));
            let unusable = outcomes.iter().filter(|outcome| outcome.is_err()).count();
            if unusable > 0 {
                summary.push_str(&format!("{unusable} of them not usable, "));
            }
        }
        match self.allowed + self.denied + self.errors {
            0 => summary.push_str(
                "no steps, so there is nothing to decide: add one with a `caller` and an `action` to `steps`",
            ),
            steps => summary.push_str(&counted(steps, "step")),
        }
        let counts = [(self.allowed, "allowed"), (self.denied, "denied"), (self.errors, "in error")];
        let parts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        if !parts.is_empty() {
            summary.push_str(&format!(": {}", parts.join(", ")));
        }
        if self.expecting > 0 {
            summary.push_str(&format!("; {} of {} as expected", self.met, self.expecting));
        }
        if self.problems > 0 {
            summary.push_str(&format!("; {} in the policies", counted(self.problems, "problem")));
        }
        summary
    }
}

pub(crate) fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
