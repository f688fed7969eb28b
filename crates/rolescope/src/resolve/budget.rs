//! An end to any evaluation: work is counted in advance, and what is too much is not begun.

use std::cell::Cell;

use iam_eval::{Attached, Context, Policies, Target};

use crate::report::Refusal;

/// Limit on a whole report's work, in bytes of policy held against a request of ordinary length.
///
/// Five hundred mebibytes of trace at the worst, which a page still survives: three hundred calls over the policies of a large
/// scenario (84 KB), or a single one over 25 MB.
const BUDGET: u64 = 25_000_000;
/// Texts of a request up to this length cost nothing extra; one twice as long doubles the cost of each comparison.
const ORDINARY_LENGTH: usize = 64;

/// The cost of a check without any policy: what it asked and how each gate came out is kept, two kilobytes and more.
const CHECK: usize = 1_000;

/// So many condition keys are in that cost, and each of more than those adds so much.
const ORDINARY_KEYS: usize = 32;
const KEY: usize = 25;

/// Rest of a report's budget. Counts depend on the scenario alone, never on the machine.
pub(crate) struct Budget {
    left: Cell<u64>,
}

impl Budget {
    pub(crate) fn new() -> Self {
        Self { left: Cell::new(BUDGET) }
    }

    /// Begins anew, for the next report over the same policies.
    pub(crate) fn begin(&self) {
        self.left.set(BUDGET);
    }

    /// Takes a cost off what is left; refuses, from then on for good, when that is too little.
    pub(crate) fn spend(&self, cost: usize) -> Result<(), Refusal> {
        let left = self.left.get().checked_sub(cost as u64);
        self.left.set(left.unwrap_or(0));
        left.map_or(Err(Refusal::BudgetExceeded), |_| Ok(()))
    }

    /// The cost of one check: each byte of each policy may meet each character of the request's longest text.
    pub(crate) fn spend_check(
        &self,
        policies: &Policies<'_>,
        context: &Context,
        target: &Target,
    ) -> Result<(), Refusal> {
        let bytes =
            |attached: &Attached<'_>| attached.policy.span.end.saturating_sub(attached.policy.span.start) as usize;
        let of_policies: usize = policies.each().map(bytes).sum();
        let values = || context.entries().iter().flat_map(|entry| entry.values.as_slice());
        let longest = values().map(String::len).chain([target.arn.len()]).max().unwrap_or(0);
        let of_values: usize = values().map(|value| value.len() + 1).sum();
        // A multivalued key meets the policy's list with each of its values.
        let most = context.entries().iter().map(|entry| entry.values.as_slice().len()).max().unwrap_or(0).max(1);
        let meetings = most.saturating_mul(1 + longest / ORDINARY_LENGTH);
        let of_keys = KEY.saturating_mul(context.entries().len().saturating_sub(ORDINARY_KEYS));
        self.spend(
            of_policies
                .saturating_mul(meetings)
                .saturating_add(of_values)
                .saturating_add(of_keys)
                .saturating_add(CHECK),
        )
    }
}
