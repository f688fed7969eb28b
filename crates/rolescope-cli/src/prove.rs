//! `rolescope prove`: claims of scenarios, decided for all requests.

use std::io::{self, Write};

use iam_catalog::embedded;
use rolescope::Scenario;
use rolescope::prove::{ClaimMistake, ClaimVerdict, ClaimWitness, Proof, prove};
use rolescope::report::ContextValue;

use crate::arguments::{self, Answer};
use crate::diff::{SITE, linked};
use crate::input::{self, Input, Unusable, tell};
use crate::outcome::Status;
use crate::run::{complain, say};
use crate::text::{Page, look, width};
use crate::visible;

/// Decides the claims of all files. One that cannot be used does not keep the others from being decided.
pub(crate) fn run(args: &arguments::Prove) -> Status {
    let (mut all, mut unusable) = (Proof::default(), false);
    for read in input::read_all(&args.scenario) {
        match read.and_then(|input| proved(&input)) {
            Ok(proof) => all.claims.extend(proof.claims),
            Err(refused) => {
                unusable = true;
                tell(&refused.to_string());
            }
        }
    }
    let written = match args.format {
        Answer::Json => json(&all, args.site.as_deref().unwrap_or(SITE)).map(|text| say(&text)),
        Answer::Text => Ok(print(&text(&all, args.site.as_deref()))),
    };
    match written {
        Ok(Status::Unusable) => Status::Unusable,
        Ok(_) if unusable => Status::Unusable,
        Ok(_) => status(&all),
        Err(error) => complain(&error.to_string()),
    }
}

fn status(proof: &Proof) -> Status {
    let is = |verdict| proof.claims.iter().any(|claim| claim.verdict == verdict);
    if is(ClaimVerdict::Fails) {
        Status::NotAsExpected
    } else if is(ClaimVerdict::Unknown) {
        Status::Unknown
    } else {
        Status::AsExpected
    }
}

fn proved(input: &Input) -> Result<Proof, Unusable> {
    let unusable =
        |message: String, line: usize| Unusable { name: input.name.clone(), message, place: Some((line, 1)) };
    if input.scenario.claims.is_empty() {
        return Err(unusable("there are no `claims` in it to prove".to_owned(), 1));
    }
    prove(&input.scenario, embedded::index()).map_err(|ClaimMistake { pointer, message }| {
        let line = Scenario::line_of(&input.text, &pointer).unwrap_or(1);
        unusable(format!("{message} (in {pointer})"), line)
    })
}

fn print(text: &str) -> Status {
    match anstream::AutoStream::auto(io::stdout().lock()).write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Status::Unusable,
        Ok(()) | Err(_) => Status::AsExpected,
    }
}

fn text(proof: &Proof, site: Option<&str>) -> String {
    let mut page = Page::new(width());
    for claim in &proof.claims {
        page.blank();
        let name = look::strong(&look::plain(&claim.name));
        page.prose(0, &format!("{name} {}", claim.verdict.word()));
        page.prose(2, &look::plain(&claim.why));
        let Some(witness) = &claim.witness else { continue };
        page.prose(2, &look::faint(&look::plain(&request(witness))));
        if let (Some(site), Some(link)) = (site, &witness.link) {
            page.line(&format!("  {}", look::plain(&linked(site, link))));
        }
    }
    page.finish()
}

/// `s3:GetObject on arn:… by arn:…, with aws:SourceIp 10.0.0.1, without aws:SourceVpc`
fn request(witness: &ClaimWitness) -> String {
    let mut words = format!("{} on {} by {}", witness.action, witness.resource, witness.caller);
    for (key, value) in witness.context.iter() {
        words.push_str(&match value {
            None => format!(", without {key}"),
            Some(ContextValue::One(value)) => format!(", with {key} `{value}`"),
            Some(ContextValue::List(values)) => format!(", with {key} [{}]", values.join(", ")),
        });
    }
    words
}

fn json(proof: &Proof, site: &str) -> serde_json::Result<String> {
    let mut proof = proof.clone();
    for witness in proof.claims.iter_mut().filter_map(|claim| claim.witness.as_mut()) {
        witness.link = witness.link.as_deref().map(|fragment| linked(site, fragment));
    }
    Ok(visible::json(&format!("{}\n", serde_json::to_string_pretty(&proof)?)))
}
