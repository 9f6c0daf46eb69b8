// Runs a program against the mock server, and checks the requests that it sent.
//
//   node wire.mjs [--plain] [--uploads | --values | --readme | --redirect] COMMAND [ARGUMENT...]
//
//   --plain     the program requests no particular response
//   --uploads   the program uploads and reads a profile, and does not count, export or delete
//   --readme    the program uploads one profile
//   --redirect  the program uploads; the server redirects it to another host, which must not get the credentials, and the program fails
//   --values    the program sends the values that a client could lose; the requests that the mock refuses are among those listed
//
// A proxy between the program and Prism records the requests. The program passes if it exits with 0, every request follows the
// spec and contains the credentials, and the requests and the preferred responses are those of exchanges.json, in that order, compared
// as JSON values. Prism is stateless: the proxy asks it for a page with a next one for the first cursor. For example=newer the proxy
// itself responds, with values and fields that the spec does not contain.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createProbe } from 'node:net';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const expected = JSON.parse(readFileSync(new URL('exchanges.json', import.meta.url)));
const firstPage = `/1/events.json?${new URLSearchParams(expected.requests.exports[2].query)}`;
const credentials = { CLEVERTAP_ACCOUNT_ID: 'TEST-WWW-WWRZ', CLEVERTAP_PASSCODE: 'pass/code+=&%' };

async function freePort() {
  const probe = createProbe().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

async function startPrism() {
  const port = await freePort();
  const prism = spawn(
    `${root}openapi/node_modules/.bin/prism`,
    ['mock', '--errors', '--host', '127.0.0.1', '--port', port, `${root}openapi/clevertap.yaml`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  process.on('exit', () => prism.kill());
  await new Promise((started, failed) => {
    prism.stdout.on('data', (output) => output.includes('Prism is listening') && started());
    prism.on('error', failed);
    prism.on('exit', () => failed(new Error('Prism did not start')));
  });
  return `http://127.0.0.1:${port}`;
}

async function startProxy(target, exchanges) {
  const proxy = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const { host, connection, 'content-length': length, 'transfer-encoding': encoding, ...headers } = request.headers;
    const newer = headers.prefer === 'example=newer';
    if (newer) delete headers.prefer;
    if (request.method === 'GET' && request.url === firstPage) headers.prefer = 'example=page';
    const answer = await fetch(target + request.url, {
      method: request.method,
      headers,
      body: request.method === 'POST' ? body : undefined,
    });
    exchanges.push({ method: request.method, url: new URL(request.url, target), headers: request.headers, body, answer });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') });
    response.end(newer ? JSON.stringify(expected.newer) : await answer.text());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return { url: `http://127.0.0.1:${proxy.address().port}`, close: () => proxy.close().closeAllConnections() };
}

/** Starts a server that redirects each request to another, and notes what that one receives. */
async function startRedirect(received) {
  const elsewhere = createServer((request, response) => {
    received.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    response.end('{"status":"success"}');
  });
  const from = createServer((request, response) => {
    response.writeHead(307, { location: `http://localhost:${elsewhere.address().port}${request.url}` });
    response.end();
  });
  for (const server of [elsewhere, from]) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  return { url: `http://127.0.0.1:${from.address().port}`, close: () => [elsewhere, from].forEach((server) => server.close().closeAllConnections()) };
}

/** The parts of a request that are compared. */
function compared({ method, url, body }) {
  return {
    request: `${method} ${url.pathname}`,
    ...(url.search && { query: Object.fromEntries(url.searchParams) }),
    ...(body && { body: JSON.parse(body) }),
  };
}

/** Checks that each value arrived, as often as the program sent it, or was refused. */
function checkValues(exchanges) {
  const { values, refused } = expected.requests;
  const arrived = exchanges.map((exchange) => ({ accepted: exchange.answer.ok, ...compared(exchange) }));
  for (const { accepted, ...request } of arrived) {
    assert.ok((accepted ? values : refused).some((one) => isDeepStrictEqual(one, request)), JSON.stringify(request));
  }
  for (const value of values) assert.ok(arrived.some((one) => isDeepStrictEqual(one, { accepted: true, ...value })), JSON.stringify(value));
}

function check(exchanges, { plain, uploads: uploadsOnly, values, readme }) {
  if (values) return checkValues(exchanges);
  for (const { method, url, headers, body, answer } of exchanges) {
    const request = `${method} ${url.pathname}${url.search} ${body}`;
    assert.equal(answer.headers.get('sl-violations'), null, `breaks the spec: ${request}`);
    assert.equal(headers['x-clevertap-account-id'], credentials.CLEVERTAP_ACCOUNT_ID, `account id of ${request}`);
    assert.equal(headers['x-clevertap-passcode'], credentials.CLEVERTAP_PASSCODE, `passcode of ${request}`);
  }
  const unasked = exchanges.filter(({ headers }) => !headers.prefer);
  const sent = {
    requests: unasked.map(compared),
    preferred: exchanges.map(({ headers }) => headers.prefer).filter(Boolean),
  };
  const { uploads, exports } = expected.requests;
  const requests = readme ? uploads.slice(0, 1) : uploadsOnly ? uploads : [...uploads, ...exports];
  assert.deepEqual(sent, {
    requests,
    preferred: plain || readme ? [] : expected.preferred,
  });
}

const { values: options, positionals: command } = parseArgs({
  options: { plain: { type: 'boolean' }, uploads: { type: 'boolean' }, values: { type: 'boolean' }, readme: { type: 'boolean' }, redirect: { type: 'boolean' } },
  allowPositionals: true,
});

const exchanges = [];
const proxy = options.redirect ? await startRedirect(exchanges) : await startProxy(await startPrism(), exchanges);
const program = spawn(command[0], command.slice(1), {
  stdio: 'inherit',
  env: { ...process.env, ...credentials, CLEVERTAP_BASE_URL: proxy.url },
});
const [failed] = await once(program, 'exit');
proxy.close();
if (options.redirect) {
  assert.deepEqual(exchanges, [], 'the other host received nothing');
  assert.notEqual(failed, 0, 'the program failed');
  process.exit();
}
if (failed !== 0) process.exit(1);
check(exchanges, options);
process.exit();
