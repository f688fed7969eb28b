//! The decision moment by moment: stepper, flow, depths.

use super::*;

#[test]
fn the_stepper_says_where_it_stands_and_what_is_there() {
    let html = page_at("ec2-reads-s3", |_| {});
    let stepper = part(&html, "<section class=\"stepper\"", "</section>");
    assert!(stepper.contains("aria-valuetext=\"7 of 11: Allow · ReadConfig: allow\""), "{stepper}");
    assert!(stepper.contains("min=\"1\" max=\"11\""), "{stepper}");
    // At rest nothing is read out: the verdict is.
    assert!(stepper.contains("aria-live=\"off\""), "{stepper}");
    let html = page_at("ec2-reads-s3", |state| {
        state.reduce(Action::SelectTrace { path: [4, 0, 0, 1].as_slice().into(), pointer: None });
    });
    let stepper = part(&html, "<section class=\"stepper\"", "</section>");
    assert!(stepper.contains("9 of 11: Resource arn:aws:s3:::amzn-s3-demo-config/*: match"), "{stepper}");
    assert!(stepper.contains("aria-live=\"polite\""), "{stepper}");
    let field = part(&html, "<div class=\"field compared t-allow\">", "</div>");
    assert!(field.contains(">Resource<"), "{field}");
    assert!(part(&html, "id=\"trace-now\"", "</button>").contains("arn:aws:s3:::amzn-s3-demo-config/*"), "{html}");
}

#[test]
fn the_flow_shows_where_the_request_ends_and_what_it_never_reaches() {
    let html = page_at("lambda-under-a-boundary", |state| state.depth = Depth::Gates);
    let flow = part(&html, "<ol class=\"flow wide\"", "</ol>");
    let gates: Vec<&str> = flow.split("<li").skip(1).collect();
    assert_eq!(gates.len(), 7, "{flow}");
    let classes: Vec<&str> = gates.iter().map(|gate| gate.split('"').nth(1).unwrap()).collect();
    let end = classes.iter().position(|class| class.ends_with("ends")).unwrap();
    assert!(gates[end].contains("Permissions boundary") && gates[end].contains("aria-current=\"step\""), "{flow}");
    assert!(classes[..end].iter().all(|class| class.ends_with("goes-on")), "{classes:?}");
    assert!(classes[end + 1..].iter().all(|class| class.ends_with("beyond")), "{classes:?}");
    assert!(flow.contains("The call does not go through a VPC endpoint."), "{flow}");
    assert!(html.contains("aria-valuetext=\"6 of 7: Permissions boundary: no allow\""), "{html}");
}

#[test]
fn each_depth_shows_its_part_and_the_transcript_stays() {
    for (depth, flow, stepper) in
        [(Depth::Sentence, false, false), (Depth::Gates, true, true), (Depth::Everything, true, true)]
    {
        let html = page_at("ec2-reads-s3", move |state| state.depth = depth);
        assert_eq!(html.contains("class=\"flow "), flow, "{depth:?}");
        assert_eq!(html.contains("class=\"stepper\""), stepper, "{depth:?}");
        let trace = part(&html, "<section class=\"trace\"", ">");
        assert_eq!(trace.contains("hidden"), depth != Depth::Everything, "{depth:?}");
        assert!(html.contains("id=\"trace-list\""), "{depth:?}");
        assert_eq!(html.matches("aria-pressed=\"true\"").count(), 1, "{depth:?}");
    }
}
