#!/usr/bin/env node
'use strict';
// Writes the description from which the reference is built: clevertap.yaml with samples in each language, the effect and the limit of
// each operation, and what to do about each error.
//
//   annotate.js FILE              writes JSON to FILE
//   annotate.js --samples URL     prints the samples of each operation as JSON, for a server at URL

const fs = require('node:fs');
const path = require('node:path');
const { parse } = require('@stoplight/yaml');
const { samplesOf } = require('./samples.js');

const EFFECTS = {
  read: 'reads only; a request may be repeated freely',
  idempotent: 'a repeated request does no harm',
  once: 'a repeated request may have its effect twice; do not resend after a lost response',
};

/** Returns the link to a section, as Redoc names it. */
function anchor(...headings) {
  const slug = (heading) => heading.toLowerCase().replace(/[^a-z0-9 -]/g, '').replaceAll(' ', '-');
  return `#/section/${headings.map(slug).join('/')}`;
}

function facts(operation) {
  const { group, limit } = operation['x-concurrency'];
  const milder = operation['x-effect-when'];
  return [
    `**Effect:** ${EFFECTS[operation['x-effect']]}.`,
    milder && `**Effect if \`${milder.property}\` is true:** ${EFFECTS[milder.effect]}.`,
    `**Limit:** ${limit} requests in flight for each account, shared by all operations of the group \`${group}\`.`,
    operation['x-destroys'] && '**This cannot be undone.**',
    operation['x-source'] === 'observed' && '**Only observed:** CleverTap does not document this operation; it was seen to work.',
  ].filter(Boolean).join('\n\n');
}

/** Returns the sections about errors, and adds links to them where an error is described. */
function errors(spec) {
  const codes = spec.components.schemas.RecordErrorCode;
  const sections = ['# Record error codes', codes.description];
  const rows = codes.enum.map((code, i) => {
    sections.push(`## ${code}`, `${codes['x-enum-descriptions'][i]}.`, `**What to do:** ${codes['x-enum-actions'][i]}`);
    return `| [${code}](${anchor('Record error codes', `${code}`)}) | ${codes['x-enum-descriptions'][i]} |`;
  });
  const code = spec.components.schemas.UnprocessedRecord.properties.code;
  code.description = `${code.description.trim()}\n\n| code | reason |\n| --- | --- |\n${rows.join('\n')}`;
  sections.push('# HTTP errors');
  for (const response of Object.values(spec.components.responses)) {
    if (!response['x-action']) continue;
    const [first] = Object.values(Object.values(response.content)[0].examples);
    const example = first.$ref ? spec.components.examples[first.$ref.split('/').pop()] : first;
    const title = `${example.value.code} ${example.summary}`;
    sections.push(`## ${title}`, response.description.trim(), `**What to do:** ${response['x-action']}`);
    response.description = `${response.description.trim()} [What to do](${anchor('HTTP errors', title)}).`;
  }
  return sections.join('\n\n');
}

async function annotate(spec) {
  const samples = await samplesOf(spec, spec.servers[0].url);
  for (const methods of Object.values(spec.paths)) {
    for (const operation of Object.values(methods)) {
      if (!operation.operationId) continue;
      operation.description = `${(operation.description ?? '').trim()}\n\n${facts(operation)}`;
      operation['x-codeSamples'] = samples[operation.operationId];
    }
  }
  spec.info.description = `${spec.info.description.trim()}\n\n${errors(spec)}`;
  return spec;
}

async function main([first, second]) {
  const spec = parse(fs.readFileSync(path.join(__dirname, '../clevertap.yaml'), 'utf8'));
  if (first === '--samples') return console.log(JSON.stringify(await samplesOf(spec, second)));
  fs.mkdirSync(path.dirname(first), { recursive: true });
  fs.writeFileSync(first, JSON.stringify(await annotate(spec)));
}

main(process.argv.slice(2));
