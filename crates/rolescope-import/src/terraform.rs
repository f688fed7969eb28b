//! Terraform: plans as JSON and configurations in HCL. Both come down to resources with their attributes, which [`resources`] reads.

mod expression;
mod hcl;
mod known;
mod plan;
mod policy_document;
mod resources;

pub(crate) use hcl::{hcl, is_hcl};
pub(crate) use plan::plan;
