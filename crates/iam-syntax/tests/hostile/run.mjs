// Runs the hostile texts in wasm: node run.mjs PATH/hostile.wasm
//
// The exit status is 0 when every text got the answer it must get. A panic or a stack overflow ends in a trap, which
// Node reports as an uncaught error.
import { readFile } from "node:fs/promises";

const [path] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(await readFile(path), {});
const start = performance.now();
const wrong = instance.exports.main(0, 0);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(`hostile texts in wasm: ${wrong} wrong answers, ${seconds} s`);
process.exit(wrong === 0 ? 0 : 1);
