//! The question of who can assume a role.

use std::cell::OnceCell;
use std::rc::Rc;

use rolescope::task::Said;
use yew::AttrValue;

/// A question that was asked, with the latest reply.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    /// ARN of the role.
    pub(crate) role: AttrValue,
    /// The scenario's revision when it was asked.
    pub(crate) revision: u32,
    /// The worker's order, once it was written: it has the whole scenario in it.
    pub(crate) request: Rc<OnceCell<String>>,
    /// The worker's latest message.
    pub(crate) said: Rc<Said>,
}

/// Smaller than looking into what was said, which is another each time.
impl PartialEq for Who {
    fn eq(&self, other: &Self) -> bool {
        self.role == other.role && self.revision == other.revision && Rc::ptr_eq(&self.said, &other.said)
    }
}
