//! Claims of a scenario, decided for all requests under everything that bears on them.
//!
//! ```
//! use iam_catalog::embedded;
//! use rolescope::Scenario;
//! use rolescope::prove::{ClaimVerdict, prove};
//!
//! let scenario = Scenario::from_json(r#"{
//!   "principals": [{ "arn": "arn:aws:iam::111122223333:role/app", "identityPolicies": [{ "name": "app", "document": {
//!     "Version": "2012-10-17",
//!     "Statement": { "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }
//!   } }] }],
//!   "claims": [
//!     { "name": "app deletes nothing",
//!       "never": { "caller": "arn:aws:iam::111122223333:role/app", "actions": ["s3:Delete*"], "resources": ["*"] } },
//!     { "name": "app reads nothing",
//!       "never": { "caller": "arn:aws:iam::111122223333:role/app", "actions": ["s3:*"], "resources": ["*"] } }
//!   ]
//! }"#)?;
//! let proof = prove(&scenario, embedded::index()).unwrap();
//! let verdicts: Vec<ClaimVerdict> = proof.claims.iter().map(|claim| claim.verdict).collect();
//! assert_eq!(verdicts, [ClaimVerdict::Holds, ClaimVerdict::Fails]);
//! # Ok::<(), rolescope::scenario::ScenarioError>(())
//! ```

mod accounts;
pub(crate) mod answer;
mod asking;
mod callers;
mod compare;
pub(crate) mod doubt;
mod facts;
mod replay;
mod search;
mod world;

pub use answer::{ClaimVerdict, ClaimWitness, Proof, ProvedClaim};
pub use compare::scenarios;

use iam_analysis::Splits;
use iam_catalog::Index;
use iam_syntax::{PolicyKind, Statement, parse};

use crate::english;
use crate::english::problems;
use crate::scenario::{Claim, ClaimRequests, Scenario};

/// A claim that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimMistake {
    /// JSON pointer of the part that is wrong.
    pub pointer: String,
    /// The mistake.
    pub message: String,
}

impl ClaimVerdict {
    /// The verdict in one word.
    pub const fn word(self) -> &'static str {
        english::prove::word(self)
    }
}

/// Decides every claim of the scenario. Services are those of the catalog.
///
/// # Errors
///
/// A claim that cannot be read.
pub fn prove(scenario: &Scenario, index: &Index<'_>) -> Result<Proof, ClaimMistake> {
    let splits = Splits::new(index);
    let read = scenario.claims.iter().enumerate().map(|(at, claim)| Question::new(at, claim));
    let questions = read.collect::<Result<Vec<Question<'_>>, ClaimMistake>>()?;
    let claims = questions.iter().map(|question| search::decide(scenario, question, &splits, index)).collect();
    Ok(Proof { claims })
}

/// A claim, read.
struct Question<'c> {
    claim: &'c Claim,
    requests: &'c ClaimRequests,
    /// True if the requests must not be allowed.
    never: bool,
    /// Actions, resources and conditions of the requests.
    statement: Statement,
}

impl<'c> Question<'c> {
    fn new(at: usize, claim: &'c Claim) -> Result<Self, ClaimMistake> {
        let wrong = |part: &str, message: String| ClaimMistake { pointer: format!("/claims/{at}{part}"), message };
        let (requests, never, part) = match (&claim.never, &claim.always) {
            (Some(requests), None) => (requests, true, "/never"),
            (None, Some(requests)) => (requests, false, "/always"),
            (Some(_), Some(_)) => {
                return Err(wrong("", "a claim has either `never` or `always`; make two claims of it".to_owned()));
            }
            (None, None) => return Err(wrong("", "a claim needs `never` or `always`".to_owned())),
        };
        let text = |value| serde_json::to_string(value).unwrap_or_default();
        let when = match requests.when.is_empty() {
            true => String::new(),
            false => format!(r#","Condition":{}"#, serde_json::to_string(&requests.when).unwrap_or_default()),
        };
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":{},"Resource":{}{when}}}}}"#,
            text(&requests.actions),
            text(&requests.resources),
        );
        let parse = parse(&policy, PolicyKind::Identity);
        if let Some(found) = parse.blocked() {
            return Err(wrong(part, problems::message(&found.kind)));
        }
        let statement = parse.tree.and_then(|tree| tree.statements.into_iter().next());
        let statement = statement.ok_or_else(|| wrong(part, "this says no requests".to_owned()))?;
        if statement.action.items.is_empty() || requests.resources.is_empty() {
            return Err(wrong(part, "a claim needs `actions` and `resources`".to_owned()));
        }
        Ok(Self { claim, requests, never, statement })
    }
}
