#!/usr/bin/env node
'use strict';
// Compares the account in the environment with the spec, and asks it what the documentation leaves open.
//
//   drift.js [--out FOLDER] [--rate 2] [--max-calls 200] [--writes] [--plan]
//
// CLEVERTAP_ACCOUNT_ID and CLEVERTAP_PASSCODE name the account, and CLEVERTAP_REGION its region (or CLEVERTAP_BASE_URL a server). Reads
// and dry runs only; --writes also calls what stores or sends something, for an account whose id begins with TEST-. --plan sends
// nothing. Writes report.md and report.json to FOLDER (target/drift), and ends with 0 if nothing differs, 1 if something does, and 2
// if it could not run.

const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { parseArgs } = require('node:util');
const { createLogger } = require('@stoplight/prism-core');
const { getHttpOperationsFromSpec } = require('@stoplight/prism-http');
const { createServer } = require('@stoplight/prism-http-server');
const { parse } = require('@stoplight/yaml');
const TaskEither = require('fp-ts/TaskEither');
const { plan } = require('./calls.js');
const { kindOf, undeclaredFields } = require('./compare.js');
const { probesFor, bytesOf, shape } = require('./probes.js');
const { markdown } = require('./report.js');

const SPEC = path.join(__dirname, '../clevertap.yaml');
const CREDENTIALS = ['X-CleverTap-Account-Id', 'X-CleverTap-Passcode'];

function accountOf(spec, { CLEVERTAP_ACCOUNT_ID: id, CLEVERTAP_PASSCODE: passcode, CLEVERTAP_REGION: region, CLEVERTAP_BASE_URL: url }) {
  if (!id || !passcode) throw new Error('set CLEVERTAP_ACCOUNT_ID and CLEVERTAP_PASSCODE');
  const server = spec.servers.find((candidate) => candidate['x-region'].code === region);
  if (!url && !server) throw new Error(`set CLEVERTAP_REGION to one of ${spec.servers.map((one) => one['x-region'].code).join(', ')}`);
  return { id, passcode, url: url ?? server.url };
}

class Redirect extends Error {}

/** Sends a request; redirects are not followed, so that the passcode goes to no other host. */
async function send(account, base, request) {
  const url = new URL(request.path, base);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  const headers = request.anonymous ? {} : { [CREDENTIALS[0]]: account.id, [CREDENTIALS[1]]: request.passcode ?? account.passcode };
  const body = bytesOf(request);
  if (body !== undefined) headers['Content-Type'] = 'application/json; charset=utf-8';
  if (request.gzip) headers['Content-Encoding'] = 'gzip';
  const response = await fetch(url, { method: request.method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
  const text = await response.text();
  if (response.status >= 300 && response.status < 400) throw new Redirect(`${url.host} redirects to ${response.headers.get('location')}; nothing more was sent`);
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const interesting = ['content-type', 'retry-after', 'connection'].filter((name) => response.headers.has(name));
  return { status: response.status, headers: Object.fromEntries(interesting.map((name) => [name, response.headers.get(name)])), body: json };
}

/** Starts Prism's proxy in front of the account; violations contains those of the last response. */
async function startProxy(account) {
  const operations = await getHttpOperationsFromSpec(SPEC);
  const server = createServer(operations, {
    cors: false,
    config: {
      isProxy: true, upstream: new URL(account.url), upstreamProxy: undefined,
      validateRequest: false, validateResponse: true, checkSecurity: false, errors: false, mock: { dynamic: false },
    },
    components: { logger: createLogger('drift', { level: 'silent' }) },
  });
  const proxy = { violations: [] };
  const request = server.prism.request.bind(server.prism);
  server.prism.request = (...input) => TaskEither.map((response) => {
    proxy.violations = response.validations.output;
    return response;
  })(request(...input));
  proxy.url = await server.listen(0, '127.0.0.1');
  proxy.close = () => server.close();
  return proxy;
}

async function compare(account, proxy, undeclared, call) {
  proxy.violations = [];
  const { status, body } = await send(account, proxy.url, call);
  const differences = proxy.violations.map((violation) => ({
    kind: kindOf(violation),
    at: [violation.path ?? []].flat().join('.') || `status ${status}`,
    message: violation.message,
  }));
  if (body === undefined) differences.push({ kind: 'other', at: 'body', message: 'is not JSON' });
  else for (const at of undeclared(call, status, body)) differences.push({ kind: 'undeclared field', at, message: 'is not in the spec' });
  // Prism reports a value that fits no alternative twice; the second time says nothing.
  const told = new Set(differences.filter(({ kind }) => kind !== 'other').map(({ at }) => at));
  return {
    operation: call.operation,
    example: call.name,
    status,
    differences: differences.filter(({ kind, at }) => kind !== 'other' || !told.has(at)),
  };
}

function defaultAnswer([{ status, body }]) {
  return [`status ${status}`, body?.status, body?.error].filter(Boolean).join(', ');
}

async function probe(account, pause, [name, { question, requests, atOnce, answer = defaultAnswer }]) {
  const [{ method, path: where, query, body, raw }] = requests;
  const sent = { method, path: where, query, body: raw ?? (body?.d?.length > 10 ? `${body.d.length} records` : body) };
  try {
    const responses = [];
    if (atOnce) responses.push(...await Promise.all(requests.map((request) => send(account, account.url, request))));
    else for (const request of requests) responses.push(await send(account, account.url, request));
    const [first] = responses;
    return { name, question, answer: answer(responses), sent, received: { ...first, body: shape(first.body) } };
  } catch (error) {
    if (error instanceof Redirect) throw error;
    return { name, question, answer: `no response: ${error.cause?.message ?? error.message}`, sent, received: null };
  } finally {
    await pause(requests.length);
  }
}

async function main() {
  const { values: options } = parseArgs({
    options: {
      out: { type: 'string', default: path.join(__dirname, '../../target/drift') },
      rate: { type: 'string', default: '2' },
      'max-calls': { type: 'string', default: '200' },
      writes: { type: 'boolean', default: false },
      plan: { type: 'boolean', default: false },
    },
  });
  const spec = parse(fs.readFileSync(SPEC, 'utf8'));
  const account = accountOf(spec, process.env);
  if (options.writes && !account.id.startsWith('TEST-')) throw new Error('--writes needs a test project, whose id begins with TEST-');
  const rate = Number(options.rate);
  if (!(rate > 0)) throw new Error(`--rate needs a number of calls per second, and not ${options.rate}`);
  const { calls, skipped } = plan(spec, options.writes);
  const asked = probesFor(options.writes);
  const number = calls.length + asked.reduce((sum, [, { requests }]) => sum + requests.length, 0);
  console.log(`drift: ${number} calls to ${new URL(account.url).host}, at most ${rate} a second on average; ${skipped.length} operations are not called`);
  if (number > Number(options['max-calls'])) throw new Error(`that is more than --max-calls ${options['max-calls']}; nothing was sent`);
  if (options.plan) return 0;

  const pause = (sent) => sleep((sent * 1000) / rate);
  const proxy = await startProxy(account);
  // Prism follows redirects, so the first call goes to the account itself: it fails if the account's host redirects.
  const probes = [];
  for (const entry of asked) probes.push(await probe(account, pause, entry));
  const { received, answer } = probes.find(({ name }) => name === 'missing-profile');
  if (received === null) throw new Error(`${new URL(account.url).host}: ${answer}; nothing was compared`);
  if ([401, 403].includes(received.status)) throw new Error(`the account was not accepted (${received.status}); nothing was compared`);
  const compared = [];
  const undeclared = undeclaredFields(spec);
  for (const call of calls) {
    compared.push(await compare(account, proxy, undeclared, call));
    await pause(1);
  }
  proxy.close();
  const report = { spec: spec.info.version, date: new Date().toISOString(), writes: options.writes, calls: compared, skipped, probes };
  const hide = (text) => [account.passcode, account.id].reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
  fs.mkdirSync(options.out, { recursive: true });
  fs.writeFileSync(path.join(options.out, 'report.json'), hide(`${JSON.stringify(report, null, 2)}\n`));
  fs.writeFileSync(path.join(options.out, 'report.md'), hide(markdown(report)));
  const differing = compared.reduce((sum, { differences }) => sum + differences.length, 0);
  console.log(`drift: ${differing} differences; ${path.join(options.out, 'report.md')}`);
  return differing > 0 ? 1 : 0;
}

main().then((code) => process.exit(code), (error) => {
  console.error(`drift: ${error.cause?.message ?? error.message}`);
  process.exit(2);
});
