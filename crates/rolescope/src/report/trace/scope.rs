//! Part of a trace that a report holds.

/// Part of each step's trace that a report holds. What is left out is never written.
///
/// ```
/// use rolescope::Compiled;
/// use rolescope::report::TraceScope;
///
/// # let json = r#"{ "steps": [{ "caller": "arn:aws:iam::111122223333:user/ana", "action": "s3:GetObject" }] }"#;
/// let scenario = rolescope::Scenario::from_json(json)?;
/// let compiled = Compiled::new(&scenario);
/// let short = compiled.report_with(TraceScope::Deciding);
/// assert!(short.steps[0].trace.total() <= compiled.report().steps[0].trace.total());
/// assert!(compiled.report_with(TraceScope::None).steps[0].trace.is_empty());
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TraceScope {
    /// No entry.
    None,
    /// The entries that decided, from the top down:
    ///
    /// - the rule that decided whatever policies say, and the refusal of a step that no policy decides;
    /// - where there is no such rule, of several checks those that came out as the step did;
    /// - the gates that [`decided_by`](crate::report::StepReport::decided_by) is made of: those that granted, or those that block;
    /// - the levels and policies in them whose verdict is the gate's own;
    /// - the statements in those that matched and have the effect that the gate's verdict is made of: each `Allow` where the gate
    ///   allows, each `Deny` where it denies, and none where it is silent;
    /// - every element of these statements.
    Deciding,
    /// Every entry.
    #[default]
    All,
}
