//! The command line of Rolescope.

fn main() {}
