//! Hostile texts, ten megabytes each (one, when not optimized): an answer with a place, in linear time, without a panic.
//!
//! `examples/hostile.rs` runs the same cases in wasm.

#![cfg(test)]

use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use iam_syntax::{PolicyKind, parse};

#[path = "hostile/cases.rs"]
mod cases;

use cases::{CASES, Case, LARGE};

/// Twice the text takes twice the time; quadratic work takes four times as long.
const MOST: f64 = 3.0;
/// Shorter than this is noise.
const SHORT: Duration = Duration::from_millis(2);

#[test]
fn hostile_texts_get_an_answer() {
    in_turns(|case| assert_eq!(case.run(), Ok(())));
}

#[test]
fn hostile_texts_get_an_answer_in_linear_time() {
    in_turns(|case| {
        let [half, whole] = [LARGE / 8, LARGE / 4].map(|length| case.text(length));
        let mut least = [Duration::MAX; 2];
        // What is over the limit is measured again: a cold cache spoils some, too much work every one.
        let fine = (0..10).any(|_| {
            least = [least[0].min(time(&half)), least[1].min(time(&whole))];
            least[1] < SHORT || least[1].as_secs_f64() <= MOST * least[0].as_secs_f64()
        });
        assert!(fine, "{}: {least:?}", case.name);
    });
}

/// Time that it takes to read this.
fn time(text: &str) -> Duration {
    let start = now();
    black_box(parse(black_box(text), PolicyKind::Identity));
    now() - start
}

/// Time that the processor worked for this thread, whatever else the machine does in between.
#[cfg(unix)]
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Time on the clock, where nothing tells the processor's.
#[cfg(not(unix))]
fn now() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

fn in_turns(check: impl Fn(&Case) + Sync) {
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
