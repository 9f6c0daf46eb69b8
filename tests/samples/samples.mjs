// Runs each sample in a folder: samples.mjs FOLDER [--strict]. See run.

import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const openapi = fileURLToPath(new URL('../../openapi/', import.meta.url));
const [folder, strict] = process.argv.slice(2);

/** By the label of the samples: the name of a sample's file, the command that runs it, and one that checks the toolchain. */
const LANGUAGES = {
  curl: ['sample.sh', ['sh'], ['curl', '--version']],
  Python: ['sample.py', ['python'], ['python', '--version']],
  Ruby: ['sample.rb', ['ruby'], ['ruby', '--version']],
  PHP: ['sample.php', ['php'], ['php', '-r', 'exit((int) !include "GuzzleHttp/autoload.php");']],
  Node: ['sample.mjs', ['node'], ['node', '--version']],
  Go: ['main.go', ['go', 'run'], ['go', 'version']],
};

async function startMock() {
  const mock = spawn(`${openapi}mock/mock.js`, ['--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.on('exit', () => mock.kill());
  const lines = createInterface({ input: mock.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value);
  return { url: (await next()).listening, next };
}

function run(label, source) {
  const [file, [program, ...before]] = LANGUAGES[label];
  writeFileSync(path.join(folder, file), source);
  return spawnSync(program, [...before, file], { cwd: folder, encoding: 'utf8', timeout: 120_000 });
}

const mock = await startMock();
const samples = JSON.parse(execFileSync(`${openapi}reference/annotate.js`, ['--samples', mock.url], { encoding: 'utf8', maxBuffer: 1e8 }));
const missing = Object.keys(LANGUAGES).filter((label) => spawnSync(LANGUAGES[label][2][0], LANGUAGES[label][2].slice(1)).status !== 0);
if (missing.length > 0) console.log(`samples: there is no toolchain for ${missing.join(', ')}`);
if (strict) assert.deepEqual(missing, []);

let passed = 0;
for (const [operation, languages] of Object.entries(samples)) {
  let expected;
  for (const { label, source } of languages.filter((sample) => !missing.includes(sample.label))) {
    const { status, stdout, stderr, error } = run(label, source);
    const what = `${operation} in ${label}: ${error ?? ''}${stdout}${stderr}`;
    assert.equal(status, 0, what);
    const { status: response, reasons, ...request } = await mock.next();
    assert.deepEqual({ response, reasons }, { response: 200, reasons: [] }, what);
    delete request.prefer;
    expected ??= request;
    assert.deepEqual(request, expected, `${what}differs from ${languages[0].label}'s request`);
    passed++;
  }
}
console.log(`samples: ${passed} samples of ${Object.keys(samples).length} operations sent the same requests, which fit the spec`);
process.exit();
