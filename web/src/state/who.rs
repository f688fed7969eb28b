//! The question of who can assume a role.

use std::cell::OnceCell;
use std::rc::Rc;

use rolescope::scenario::{Principal, StepResource};
use rolescope::task::Said;
use yew::AttrValue;

use super::{Entity, State};

/// A question that was asked, with the latest reply.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    /// ARN of the role.
    pub(crate) role: AttrValue,
    /// The scenario's revision when it was asked.
    pub(crate) revision: u32,
    /// The worker's order, once it was written: it has the whole scenario in it.
    pub(crate) request: Rc<OnceCell<AttrValue>>,
    /// The worker's latest message.
    pub(crate) said: Rc<Said>,
}

/// Smaller than looking into what was said, which is another each time.
impl PartialEq for Who {
    fn eq(&self, other: &Self) -> bool {
        self.role == other.role && self.revision == other.revision && Rc::ptr_eq(&self.said, &other.said)
    }
}

impl State {
    /// The role whose form is open; else the one of the open policy; else the one that the step assumes; else the first.
    pub(crate) fn selected_role(&self, open: Option<&AttrValue>) -> Option<&Principal> {
        let principals = &self.scenario.principals;
        let form = match self.form {
            Entity::Principal(at) => principals.get(at),
            Entity::Scenario
            | Entity::Account(_)
            | Entity::Resource(_)
            | Entity::Level(..)
            | Entity::Group(..)
            | Entity::Step(_) => None,
        };
        let of_policy = open.and_then(|pointer| pointer.strip_prefix("/principals/")?.split('/').next()?.parse().ok());
        let of_policy = of_policy.and_then(|at: usize| principals.get(at));
        let assumed = self.scenario.steps.get(self.step).and_then(|step| match step.resource.as_ref()? {
            StepResource::One(arn) => principals.iter().find(|principal| principal.arn == *arn),
            StepResource::Several(_) => None,
        });
        let is_role = |principal: &&Principal| principal.takes_trust_policy();
        let selected = [form, of_policy, assumed].into_iter().flatten().find(is_role);
        selected.or_else(|| principals.iter().find(is_role))
    }
}
