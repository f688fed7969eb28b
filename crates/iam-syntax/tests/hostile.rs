//! Hostile texts, ten megabytes each (one, when not optimized): an answer with a place, in linear time, without a panic.
//!
//! `examples/hostile.rs` runs the same cases in wasm.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

#[path = "hostile/cases.rs"]
mod cases;

use cases::{CASES, Case};

/// What one text may take on a slow machine, unoptimized. Quadratic time would take hours.
const LIMIT: Duration = Duration::from_secs(30);

#[test]
fn hostile_texts_get_an_answer_in_linear_time() {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(case) = CASES.get(next.fetch_add(1, Ordering::Relaxed)) {
            check(case);
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker.join().unwrap();
        }
    });
}

fn check(case: &Case) {
    let start = Instant::now();
    let result = case.run();
    let elapsed = start.elapsed();
    println!("{:>6} ms  {}", elapsed.as_millis(), case.name);
    assert_eq!(result, Ok(()));
    assert!(elapsed < LIMIT, "{} took {elapsed:?}", case.name);
}
