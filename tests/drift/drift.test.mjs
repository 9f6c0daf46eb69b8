// Runs openapi/drift against a stand-in for CleverTap: the mock of the spec, in whose responses twelve differences are planted.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { isDeepStrictEqual } from 'node:util';

const openapi = fileURLToPath(new URL('../../openapi/', import.meta.url));
const { parse } = createRequire(`${openapi}package.json`)('@stoplight/yaml');
const { components } = parse(readFileSync(`${openapi}clevertap.yaml`, 'utf8'));
const PASSCODE = 'secret/passcode';

const upload = (example) => ({ body }) => isDeepStrictEqual(body, components.examples[example].value);
const readBy = (name) => ({ url, body }) => body === undefined && url.pathname === '/1/profile.json' && [...url.searchParams.keys()].join() === name;

/** What is planted, in which response, and how the report names it. */
const PLANTED = [
  [upload('quickStartUpload'), (answer) => { answer.body.warning = 'x'; }, 'undeclared field body.warning'],
  [upload('profileUpload'), (answer) => { answer.body.processed = '1'; }, 'wrong type body.processed'],
  [upload('profileOperatorsUpload'), (answer) => { delete answer.body.status; }, 'missing field body'],
  [upload('eventUpload'), (answer) => { answer.status = 202; }, 'undeclared status status 202'],
  [upload('tokenUpload'), (answer) => { answer.body.status = 'queued'; }, 'undeclared value body.status'],
  [upload('mixedUpload'), (answer) => { answer.body.unprocessed = [{ code: 'five' }]; }, 'wrong type body.unprocessed.0.code'],
  [upload('mixedUpload'), (answer) => { answer.body.unprocessed[0].hint = 'x'; }, 'undeclared field body.unprocessed.0.hint'],
  [readBy('email'), (answer) => { answer.body.record.plan = 'x'; }, 'undeclared field body.record.plan'],
  [readBy('email'), (answer) => { answer.body.record.name = 7; }, 'wrong type body.record.name'],
  [readBy('identity'), (answer) => { answer.status = 410; }, 'undeclared status status 410'],
  [readBy('objectId'), (answer) => { answer.body.record.platformInfo[0].platform = true; }, 'wrong type body.record.platformInfo.0.platform'],
  [readBy('objectId'), (answer) => { answer.body.record.platformInfo[0].carrier = 'x'; }, 'undeclared field body.record.platformInfo.0.carrier'],
];

let mock;
let standIn;
let planted;
let requests;
const folder = mkdtempSync(path.join(tmpdir(), 'drift-'));

async function startMock() {
  const child = spawn(`${openapi}mock/mock.js`, ['--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { url: JSON.parse(line).listening, stop: () => child.kill() };
}

async function respond(request, response) {
  const bytes = Buffer.concat(await request.toArray());
  const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
  const url = new URL(request.url, mock.url);
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name.startsWith('x-') || name === 'content-type'));
  const answered = await fetch(url, { method: request.method, headers, body: text || undefined });
  const answer = { status: answered.status, body: await answered.json() };
  let body;
  try { body = text ? JSON.parse(text) : undefined; } catch { body = text; }
  requests.push({ method: request.method, url, body });
  for (const [matches, plant] of planted) {
    if (matches({ url, body })) plant(answer);
  }
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
}

async function drift(environment = {}, ...options) {
  const child = spawn(`${openapi}drift/drift.js`, ['--out', folder, '--rate', '1000', ...options], {
    env: {
      PATH: process.env.PATH, CLEVERTAP_ACCOUNT_ID: 'TEST-WWW-WWRZ', CLEVERTAP_PASSCODE: PASSCODE,
      CLEVERTAP_BASE_URL: `http://127.0.0.1:${standIn.address().port}`, ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [child.stdout, child.stderr].map((stream) => stream.toArray());
  const [code] = await once(child, 'exit');
  return { code, output: (await Promise.all(output)).flat().join('') };
}

const read = (file) => readFileSync(path.join(folder, file), 'utf8');
const found = () => JSON.parse(read('report.json')).calls.flatMap(({ differences }) => differences.map(({ kind, at }) => `${kind} ${at}`));

before(async () => {
  mock = await startMock();
  standIn = createServer((request, response) => respond(request, response).catch((error) => response.destroy(error)));
  standIn.listen(0, '127.0.0.1');
  await once(standIn, 'listening');
});
beforeEach(() => { planted = []; requests = []; });
after(() => {
  mock.stop();
  standIn.close().closeAllConnections();
  rmSync(folder, { recursive: true });
});

test('an API that is as the spec says has no differences', async () => {
  const { code, output } = await drift();

  assert.deepEqual(found(), [], output);
  assert.equal(code, 0, output);
});

test('all planted differences are found, and nothing else', async () => {
  planted = PLANTED;

  const { code, output } = await drift();

  assert.equal(code, 1, output);
  assert.deepEqual(found().sort(), PLANTED.map(([, , name]) => name).sort());
  for (const [, , name] of PLANTED) assert.ok(read('report.md').includes(name.split(' ').at(-1)), name);
});

test('it makes as many calls as it says, stores nothing, and asks each question', async () => {
  const { output } = await drift();

  assert.equal(requests.length, Number(output.match(/drift: (\d+) calls/)[1]));
  const written = requests.filter(({ method, url }) => method !== 'GET' && url.searchParams.get('dryRun') !== '1');
  assert.deepEqual(written.filter(({ url }) => url.pathname === '/1/upload'), []);
  const { probes } = JSON.parse(read('report.json'));
  assert.ok(probes.length >= 15);
  for (const { question, answer } of probes) assert.ok(question && answer, question);
  assert.match(probes.find(({ name }) => name === 'missing-profile').answer, /status 200, record an object/);
});

test('the reports contain neither the passcode nor the account', async () => {
  await drift();

  for (const text of [read('report.md'), read('report.json')]) {
    assert.ok(!text.includes(PASSCODE));
    assert.ok(!text.includes('TEST-WWW-WWRZ'));
    assert.ok(!text.includes('George Montana'), 'a value of a profile');
  }
});

test('a redirect ends it, and the passcode goes nowhere else', async () => {
  const redirecting = createServer((request, response) => response.writeHead(302, { location: `http://127.0.0.1:${standIn.address().port}/` }).end());
  redirecting.listen(0, '127.0.0.1');
  await once(redirecting, 'listening');

  const { code, output } = await drift({ CLEVERTAP_BASE_URL: `http://127.0.0.1:${redirecting.address().port}` });

  redirecting.close().closeAllConnections();
  assert.equal(code, 2);
  assert.match(output, /redirects to/);
  assert.deepEqual(requests, []);
});

test('an account that is not accepted, or a server that is not there, is not a result', async () => {
  planted = [[() => true, (answer) => { answer.status = 401; }]];
  const refused = await drift();
  const nowhere = await drift({ CLEVERTAP_BASE_URL: 'http://127.0.0.1:1' });

  assert.equal(refused.code, 2);
  assert.match(refused.output, /not accepted \(401\)/);
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.output, /no response/);
});

for (const [what, environment, options, message] of [
  ['--writes without a test project', { CLEVERTAP_ACCOUNT_ID: 'WWW-WWW-WWRZ' }, ['--writes'], /begins with TEST-/],
  ['more calls than allowed', {}, ['--max-calls', '5'], /more than --max-calls 5/],
  ['no region', { CLEVERTAP_BASE_URL: '' }, [], /set CLEVERTAP_REGION to one of eu/],
  ['no passcode', { CLEVERTAP_PASSCODE: '' }, [], /set CLEVERTAP_ACCOUNT_ID and CLEVERTAP_PASSCODE/],
]) {
  test(`${what} ends before anything is sent`, async () => {
    const { code, output } = await drift(environment, ...options);

    assert.equal(code, 2);
    assert.match(output, message);
    assert.deepEqual(requests, []);
  });
}
