//! Question of one permission, for one caller, of one resource.

use iam_syntax::KnownAction;

use crate::caller::Caller;
use crate::context::Context;

/// One permission asked of one resource; a call may need several (MA-05, EV-07).
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The caller.
    pub caller: &'a Caller,
    /// The action.
    pub action: &'a Action,
    /// On what.
    pub target: &'a Target,
    /// The condition keys.
    pub context: &'a Context,
}

/// An action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// As written: `s3:GetObject`.
    pub text: String,
    /// In ASCII lower case (MA-01).
    pub lower: String,
    /// The action, if it is one that rules name.
    pub known: Option<KnownAction>,
}

impl Action {
    /// The action of this name.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let (lower, known) = (text.to_ascii_lowercase(), KnownAction::of(&text));
        Self { text, lower, known }
    }

    /// The service prefix in lower case.
    pub fn service(&self) -> &str {
        self.lower.split(':').next().unwrap_or("")
    }
}

/// A resource that is acted on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Its ARN, or `*` for actions without a resource (MA-06).
    pub arn: String,
    /// The account that owns it.
    pub account: Option<String>,
    /// True if that is the organization's management account (EV-41).
    pub in_management_account: bool,
    /// True if the caller belongs to the management account (EV-31).
    pub caller_in_management_account: bool,
}
