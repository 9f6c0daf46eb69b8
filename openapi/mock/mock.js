#!/usr/bin/env node
'use strict';
// A mock of CleverTap on Prism: it responds with the spec's examples, and the body of a 400 states why the request was refused.
//
//   clevertap-mock [--port 4010] [--host 127.0.0.1] [--json]
//   clevertap-mock --examples      prints the names of all example responses, as a table in Markdown
//
// With --json each line of the output is a JSON object: first {"listening": URL}, and then one for each request.

const path = require('node:path');
const fs = require('node:fs');
const { parseArgs } = require('node:util');
const { createLogger } = require('@stoplight/prism-core');
const { getHttpOperationsFromSpec } = require('@stoplight/prism-http');
const { createServer } = require('@stoplight/prism-http-server');
const { parse } = require('@stoplight/yaml');
const TaskEither = require('fp-ts/TaskEither');
const { tableOf } = require('./examples.js');
const { reasonsOf } = require('./reasons.js');

/** The spec in the source tree, or the JSON that the npm package contains. */
const SPEC = ['../clevertap.yaml', 'clevertap.json'].map((file) => path.join(__dirname, file)).find(fs.existsSync);

function options() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      host: { type: 'string', default: '127.0.0.1' },
      json: { type: 'boolean', default: false },
      examples: { type: 'boolean', default: false },
    },
  });
  if (!/^\d{1,5}$/.test(values.port)) throw new Error(`--port needs a number, and not ${values.port}; 0 selects a free port`);
  return { ...values, port: Number(values.port) };
}

function printer(json) {
  return (entry) => {
    if (json) return console.log(JSON.stringify(entry));
    if (entry.listening) return console.log(`The mock of CleverTap is listening on ${entry.listening}`);
    console.log(`${entry.status} ${entry.method} ${entry.path}`);
    for (const { location, reason } of entry.reasons) console.log(`    ${location}: ${reason}`);
  };
}

async function start({ port, host, json, examples }) {
  const spec = parse(fs.readFileSync(SPEC, 'utf8'));
  if (examples) return console.log(tableOf(spec));
  const print = printer(json);
  const operations = await getHttpOperationsFromSpec(SPEC);
  // OpenAPI's default for a list in a query, which Prism does not apply.
  for (const { request } of operations) for (const parameter of request?.query ?? []) parameter.explode ??= parameter.style === 'form';
  const reasons = reasonsOf(spec);
  const server = createServer(operations, {
    cors: true,
    config: {
      validateRequest: true, validateResponse: true, checkSecurity: true, errors: true, isProxy: false,
      mock: { dynamic: false, ignoreExamples: false },
    },
    components: { logger: createLogger('mock', { level: 'silent' }) },
  });
  const { prism } = server;
  const request = prism.request.bind(prism);
  const log = (input, status, why) => {
    const { prefer } = input.headers;
    print({ method: input.method.toUpperCase(), path: input.url.path, query: input.url.query, prefer, body: input.body, status, reasons: why });
  };
  prism.request = (input, ...rest) => TaskEither.bimap(
    (problem) => {
      log(input, problem.status ?? 500, [{ location: 'request', reason: problem.detail || problem.message }]);
      return problem;
    },
    (response) => {
      const why = reasons(input, response.validations.input);
      const { output } = response;
      log(input, output.statusCode, why);
      if (output.statusCode !== 400 || why.length === 0) return response;
      return { ...response, output: { ...output, body: { ...output.body, reasons: why } } };
    },
  )(request(input, ...rest));
  const address = await server.listen(port, host);
  print({ listening: address });
}

Promise.resolve().then(() => start(options())).catch((error) => {
  console.error(`clevertap-mock: ${error.message ?? error}`);
  process.exit(1);
});
