//! A budget counted in states, so that results repeat on every machine.

/// States that a question may still look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    left: u64,
    spent: u64,
}

/// The budget is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exhausted;

impl Budget {
    /// A budget of so many states.
    pub const fn of_states(states: u64) -> Self {
        Self { left: states, spent: 0 }
    }

    /// States looked at so far.
    pub const fn spent(&self) -> u64 {
        self.spent
    }

    /// Spends some states; once the budget is exhausted every later call fails.
    pub(crate) fn spend(&mut self, states: u64) -> Result<(), Exhausted> {
        match self.left.checked_sub(states) {
            Some(left) => {
                self.left = left;
                self.spent += states;
                Ok(())
            }
            None => {
                self.left = 0;
                Err(Exhausted)
            }
        }
    }
}

impl Default for Budget {
    /// Far more than any managed policy of AWS needs.
    fn default() -> Self {
        Self::of_states(5_000_000)
    }
}
