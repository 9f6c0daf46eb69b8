'use strict';
// The calls that compare the API with the spec: the reads and dry runs of the spec's examples, and on request the writes.

function resolver(spec) {
  return (node) => (node?.$ref ? node.$ref.slice(2).split('/').reduce((found, key) => found[key], spec) : node);
}

/** Returns the query of each read: with the required parameters, and with one of the others at a time. */
function queriesOf(parameters) {
  const named = parameters.filter((parameter) => parameter.in === 'query' && parameter.example !== undefined);
  const required = named.filter((parameter) => parameter.required);
  const optional = named.filter((parameter) => !parameter.required);
  const choices = optional.length > 0 ? optional.map((parameter) => [...required, parameter]) : [required];
  return choices.map((choice) => Object.fromEntries(choice.map(({ name, example }) => [name, example])));
}

/**
 * Returns the calls, and the operations that are not called with the reason.
 *
 * @param writes whether operations are called that store or send something; what cannot be undone is never called
 */
function plan(spec, writes) {
  const resolved = resolver(spec);
  const calls = [];
  const skipped = [];
  for (const [path, methods] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (!operation.operationId) continue;
      const parameters = (operation.parameters ?? []).map(resolved);
      const dryRun = parameters.find(({ name }) => name === 'dryRun');
      const reads = operation['x-effect'] === 'read';
      const id = operation.operationId;
      if (!reads && !dryRun && (!writes || operation['x-destroys'])) {
        skipped.push({ operation: id, reason: operation['x-destroys'] ? 'cannot be undone' : 'stores or sends something' });
        continue;
      }
      const url = path.replace(/\{([^}]+)\}/g, (_, name) =>
        encodeURIComponent(parameters.find((parameter) => parameter.name === name).example));
      const examples = Object.entries(resolved(operation.requestBody)?.content?.['application/json']?.examples ?? {});
      const call = { operation: id, method: method.toUpperCase(), template: path, path: url };
      if (examples.length === 0) {
        for (const query of queriesOf(parameters)) calls.push({ ...call, name: Object.keys(query).join(', ') || 'no parameters', query });
      }
      const query = dryRun ? { dryRun: 1 } : {};
      for (const [name, example] of examples) calls.push({ ...call, name, query, body: resolved(example).value });
    }
  }
  return { calls, skipped };
}

module.exports = { plan };
