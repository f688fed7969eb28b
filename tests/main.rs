//! Checks of the whole project in one program, a file for each question: `tests/README.md` lists them.

#![cfg(test)]

mod absent_keys;
mod algebra;
mod architecture;
mod budget;
mod diagrams;
mod differential;
mod encoders;
mod field_words;
mod files;
mod formats;
mod gallery;
mod glossary;
mod hostile;
mod lessons;
mod limits;
mod links;
mod one_pass;
mod own_tags;
mod properties;
mod reference;
mod requests;
mod rules;
mod scenario_reference;
mod schema;
mod security;
mod semantics;
mod trace_scope;
mod typescript;
mod who_can;
