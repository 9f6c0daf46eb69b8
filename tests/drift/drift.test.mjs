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

const toNobody = ({ url, body }) => url.pathname === '/1/send/email.json' && body.to.Identity[0].startsWith('drift-');

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
  if (bytes.length > 1_000_000) {
    requests.push({ method: request.method, url: new URL(request.url, mock.url) });
    response.writeHead(413, { 'content-type': 'application/json' }).end('{"status":"fail","error":"Too large"}');
    return;
  }
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
  for (const { question, answer } of probes) assert.ok(question && answer, question);
  assert.match(probes.find(({ name }) => name === 'missing-profile').answer, /status 200, record an object/);
});

test('each question about a failure is asked once, with what the stand-in answers', async () => {
  planted = [
    [({ url }) => url.searchParams.get('req_id') === '1', (answer) => { answer.status = 400; answer.body = { status: 'fail', error: 'Invalid request id' }; }],
    [({ body }) => body?.groups?.drift, (answer) => { answer.status = 400; answer.body = { status: 'fail', error: 'Invalid group' }; }],
    [({ url, body }) => url.pathname === '/1/targets/list.json' && body.to === 20261231, (answer) => { answer.body.targets[0].scheduled_on = 7; }],
    [({ url, body }) => url.pathname === '/1/upload' && body.d?.some?.((one) => one.profileData?.DOB?.$delete), (answer) => {
      answer.status = 200;
      answer.body = { status: 'partial', processed: 4, unprocessed: [{ code: 515 }] };
    }],
    [({ body }) => body?.from === 20260131 && body.to === 20260101, (answer) => { answer.status = 400; answer.body = { status: 'fail', error: 'invalid date range' }; }],
    [({ body }) => body?.id === 1, (answer) => { answer.status = 404; answer.body = { status: 'fail', error: 'no campaign' }; }],
    [({ url }) => url.searchParams.get('cursor')?.startsWith('drift-'), (answer) => { answer.status = 400; answer.body = { status: 'fail', error: 'bad cursor' }; }],
    [({ body }) => body?.identity?.startsWith?.('drift-'), (answer) => { answer.status = 400; answer.body = { status: 'fail', error: 'no user' }; }],
    [({ url, body }) => body?.from === 20160101 && url.pathname === '/1/events.json', (answer) => { answer.status = 400; answer.body = { status: 'fail', error: 'long export' }; }],
    [({ url, body }) => body?.from === 20160101 && url.pathname === '/1/counts/events.json', (answer) => { answer.status = 400; answer.body = { status: 'fail', error: 'long count' }; }],
  ];

  await drift();

  assert.ok(!requests.some(toNobody), 'a message without --writes');
  const answers = Object.fromEntries(JSON.parse(read('report.json')).probes.map(({ name, answer }) => [name, answer]));
  for (const [name, answer] of Object.entries({
    'unknown-request-id': 'status 400, fail, Invalid request id', 'unknown-group': 'status 400, fail, Invalid group', 'campaign-time': 'status 200, number',
    'delete-operator': 'status 200, 4 of 5 accepted, codes 515', 'large-body': 'status 413, fail, Too large',
    'reversed-dates': 'status 400, fail, invalid date range', 'unknown-campaign': 'status 404, fail, no campaign',
    'invalid-cursor': 'status 400, fail, bad cursor', 'unknown-user-variables': 'status 400, fail, no user',
    'long-export-range': 'status 400, fail, long export', 'long-count-range': 'status 400, fail, long count',
    'keep-alive': 'status 200, Connection: keep-alive',
  })) assert.equal(answers[name], answer, name);
});

test('a recipient who does not exist is asked for with --writes', async () => {
  const { output } = await drift({}, '--writes');

  assert.equal(requests.filter(toNobody).length, 1, output);
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
