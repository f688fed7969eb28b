//! The way of a call: to STS for a session, or to the policies alone.

use std::sync::Arc;

use iam_eval::Decision;
use iam_sts::{Operation, TokenOperation};
use iam_syntax::KnownAction;

use super::assume::AssumeRoleCall;
use super::call::Call;
use super::outcome::{Outcome, Rule};
use super::token::TokenCall;
use crate::report::{Refusal, WithoutSession};
use crate::resolve::actor::Obtained;

/// Decides a call.
pub(crate) fn run<'w>(call: &Call<'w, '_>) -> Result<Outcome<'w>, Refusal> {
    if call.action.known == Some(KnownAction::GetCallerIdentity) {
        return Ok(Outcome {
            checks: Vec::new(),
            obtained: None,
            rule: Some(Rule::CallerIdentity),
            left_out: Vec::new(),
        });
    }
    call.refuse_limited_credentials()?;
    if let Some(operation) = call.action.known.and_then(TokenOperation::of) {
        return TokenCall::new(call, operation)?.run();
    }
    match call.action.known.and_then(Operation::of) {
        Some(operation) => AssumeRoleCall::new(call, operation)?.run(),
        None => Ok(Outcome {
            checks: call.checks(&[&call.step.action], &[])?,
            obtained: None,
            rule: None,
            left_out: Vec::new(),
        }),
    }
}

/// The session of a step, for later steps that call with it.
pub(crate) fn obtained<'w>(outcome: &Result<Outcome<'w>, Arc<Refusal>>) -> Obtained<'w> {
    match outcome {
        Ok(Outcome { obtained: Some(actor), .. }) => Obtained::Session(actor.clone()),
        Ok(outcome) if outcome.decision() == Decision::Allowed => Obtained::Nothing(WithoutSession::GivesNone),
        Ok(_) => Obtained::Nothing(WithoutSession::Denied),
        Err(_) => Obtained::Nothing(WithoutSession::Refused),
    }
}
