//! Policies that are read in the pass that reads their scenario, against their texts read alone.

use rolescope::{PolicyCache, Scenario, analyze};

use crate::files;

#[test]
fn a_policy_read_in_its_scenario_is_the_one_that_its_text_alone_is() {
    let mut problems = 0;
    for (name, text) in files::scenarios() {
        let mut readings = PolicyCache::default();
        let scenario = readings.read(&text).unwrap();
        assert_eq!(scenario, Scenario::from_json(&text).unwrap(), "{name}");
        let report = readings.compile(&scenario).report();
        assert_eq!(report, analyze(&scenario), "{name}");
        problems += report.problems.len();
    }
    assert!(problems > 100, "{problems} problems: their places are compared, too");
}
