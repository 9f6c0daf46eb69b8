'use strict';
// The report in Markdown.

function cell(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function table(head, rows) {
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`)].join('\n');
}

function markdown({ spec, date, writes, calls, skipped, probes }) {
  const results = calls.flatMap(({ operation, example, status, differences }) =>
    differences.length === 0
      ? [[operation, example, String(status), 'ok', '']]
      : differences.map(({ kind, at, message }) => [operation, example, String(status), kind, `\`${at}\` ${message}`]));
  return [
    '# CleverTap compared with the spec',
    `Spec ${spec}, ${date}. ${writes ? 'Writes included.' : 'Reads and dry runs only.'}`,
    '## Operations',
    table(['operation', 'example', 'status', 'result', 'what differs'], results),
    ...(skipped.length > 0 ? ['Not called:', table(['operation', 'reason'], skipped.map((one) => [one.operation, one.reason]))] : []),
    '## Open questions',
    table(['probe', 'question', 'answer'], probes.map(({ name, question, answer }) => [name, question, answer])),
    '## What the probes sent and received',
    'Values of responses are replaced by their types, except the texts and numbers of CleverTap itself.',
    table(['probe', 'sent', 'received'], probes.map(({ name, sent, received }) => [name, sent, received])),
  ].join('\n\n') + '\n';
}

module.exports = { markdown };
