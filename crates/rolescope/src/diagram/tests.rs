//! Diagrams as files, and what holds of all of them.
