// Trunk's hook: hands over to `cargo xtask seal`, without the settings that are for building the page alone.

import { spawnSync } from 'node:child_process';

const ours = /^(RUSTC_BOOTSTRAP$|CARGO_UNSTABLE_|CARGO_TARGET_WASM32_)/;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
const { status, error } = spawnSync('cargo', ['xtask', 'seal'], { stdio: 'inherit', env });
if (error) console.error(`xtask: cargo cannot be started: ${error.message}`);
process.exit(status ?? 1);
