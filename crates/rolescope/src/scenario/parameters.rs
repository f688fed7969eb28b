//! Which calls take which parameters (semantics 6.1).

use iam_sts::{Operation, TokenOperation};

use super::Step;

impl Step {
    /// Whether the call takes an external id: only `sts:AssumeRole` does.
    pub fn takes_external_id(&self) -> bool {
        self.action.eq_ignore_ascii_case(Operation::AssumeRole.action())
    }

    /// Whether the call takes the code of a second factor.
    pub fn takes_mfa(&self) -> bool {
        self.takes_external_id() || self.action.eq_ignore_ascii_case(TokenOperation::SessionToken.action())
    }
}
