//! `rolescope who-can`: who can assume a role, each really tried.

use std::io::{self, Write};

use rolescope::who_can::{Candidate, who_can_assume};

use crate::arguments::{Answer, WhoCan};
use crate::input::{self, Input};
use crate::outcome::Status;
use crate::run::complain;
use crate::text::{Page, look, width};
use crate::visible;

/// Tries everybody on the role of a scenario.
pub(crate) fn run(args: &WhoCan) -> Status {
    let answer = input::read_one(&args.scenario).map_err(|unusable| unusable.to_string()).and_then(|input| {
        let candidates = who_can_assume(&input.scenario, &args.role).ok_or_else(|| no_such_role(&input, args))?;
        Ok(match args.format {
            Answer::Text => text(args, &candidates),
            Answer::Json => json(&candidates),
        })
    });
    let written = match answer {
        Ok(answer) => anstream::AutoStream::auto(io::stdout().lock()).write_all(answer.as_bytes()),
        Err(message) => return complain(&message),
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Status::Unusable,
        Ok(()) | Err(_) => Status::AsExpected,
    }
}

fn no_such_role(input: &Input, args: &WhoCan) -> String {
    let roles = input.scenario.principals.iter().filter(|principal| principal.takes_trust_policy());
    let roles: Vec<&str> = roles.map(|role| role.arn.as_str()).collect();
    let known = if roles.is_empty() { "it has no roles".to_owned() } else { format!("it has {}", roles.join(", ")) };
    format!("{}: no role `{}` among the principals: {known}", input.name, args.role)
}

fn text(args: &WhoCan, candidates: &[Candidate]) -> String {
    let mut page = Page::new(width());
    page.blank();
    page.prose(0, &format!("Who can assume {}", look::strong(&args.role)));
    for answer in rolescope::report::Answer::ALL {
        let mut candidates = candidates.iter().filter(|candidate| candidate.answer == answer).peekable();
        if candidates.peek().is_none() {
            continue;
        }
        page.blank();
        page.prose(0, &look::strong(answer.heading()));
        for candidate in candidates {
            page.prose(
                2,
                &format!("{} {}", look::decision(candidate.report.decision, ""), look::plain(&candidate.who)),
            );
            for sentence in candidate.sentences() {
                page.prose(4, &look::plain(&sentence));
            }
        }
    }
    page.finish()
}

fn json(candidates: &[Candidate]) -> String {
    let each = candidates.iter().map(|candidate| {
        serde_json::json!({
            "who": candidate.who,
            "answer": candidate.answer,
            "condition": candidate.condition(),
            "needs": candidate.needs,
            "unfinished": candidate.unfinished,
            "decision": candidate.report.decision,
            "reason": candidate.report.reason,
            "step": candidate.step,
        })
    });
    let list = serde_json::Value::Array(each.collect());
    visible::json(&format!("{list:#}\n"))
}
