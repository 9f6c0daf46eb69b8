'use strict';
// The names of all example responses, as a table in Markdown.

function tableOf(spec) {
  const resolved = ({ $ref, ...itself }) => ($ref ? $ref.slice(2).split('/').reduce((node, key) => node[key], spec) : itself);
  const rows = ['| operation | `Prefer:` | response |', '| --- | --- | --- |'];
  for (const [path, methods] of Object.entries(spec.paths)) {
    for (const [method, { responses = {} }] of Object.entries(methods)) {
      for (const [status, response] of Object.entries(responses)) {
        const examples = resolved(response).content?.['application/json']?.examples ?? {};
        for (const [name, example] of Object.entries(examples)) {
          const code = status === '200' ? '' : `code=${status}, `;
          rows.push(`| ${method.toUpperCase()} ${path} | \`${code}example=${name}\` | ${status}: ${resolved(example).summary} |`);
        }
      }
    }
  }
  return rows.join('\n');
}

module.exports = { tableOf };
