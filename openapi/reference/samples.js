'use strict';
// A request of each operation in each language, without an SDK, from the first example of the operation.

const TARGETS = [
  { lang: 'Shell', label: 'curl', target: 'shell', client: 'curl' },
  { lang: 'Python', target: 'python', client: 'requests' },
  { lang: 'Ruby', target: 'ruby', client: 'native' },
  { lang: 'PHP', target: 'php', client: 'guzzle' },
  { lang: 'JavaScript', label: 'Node', target: 'javascript', client: 'fetch' },
  { lang: 'Go', target: 'go', client: 'native' },
];

function resolver(spec) {
  return (node) => (node?.$ref ? node.$ref.slice(2).split('/').reduce((found, key) => found[key], spec) : node);
}

/** Returns the request in the HAR format, with the first identifier of those of which one is enough. */
function requestOf(spec, server, path, method, operation) {
  const resolved = resolver(spec);
  const parameters = (operation.parameters ?? []).map(resolved);
  const valueOf = ({ name, example, schema }) => {
    const value = example ?? resolved(schema).example ?? resolved(schema).enum?.[0];
    if (value === undefined) throw new Error(`the parameter ${name} of ${operation.operationId} needs an example`);
    return String(value);
  };
  const required = parameters.filter((parameter) => parameter.required);
  const query = required.some(({ in: where }) => where === 'query') || method !== 'get' ? required : parameters.slice(0, 1);
  const url = new URL(server + path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(valueOf(parameters.find((parameter) => parameter.name === name)))));
  for (const parameter of query) {
    if (parameter.in === 'query') url.searchParams.set(parameter.name, valueOf(parameter));
  }
  const headers = Object.values(spec.components.securitySchemes).map(({ name }) => ({ name, value: `YOUR_${name.split('-').slice(2).join('_').toUpperCase()}` }));
  const media = resolved(operation.requestBody)?.content?.['application/json'];
  const har = { method: method.toUpperCase(), url: url.href, headers };
  if (!media) return har;
  const example = resolved(Object.values(media.examples)[0]).value;
  headers.push({ name: 'Content-Type', value: 'application/json' });
  return { ...har, postData: { mimeType: 'application/json', text: JSON.stringify(example) } };
}

/**
 * Converts a request. The snippets of fetch call JSON.stringify for every property named body, also for one of the request's own body,
 * so such a property has another name meanwhile.
 */
function convert(HTTPSnippet, har, target, client) {
  if (target !== 'javascript' || !har.postData) return [new HTTPSnippet(har).convert(target, client)].flat()[0];
  const text = har.postData.text.replaceAll('"body":', '"@body":');
  const snippet = new HTTPSnippet({ ...har, postData: { ...har.postData, text } });
  return [snippet.convert(target, client)].flat()[0].replaceAll("'@body'", 'body');
}

/** Returns the samples of each operation, by its id. */
async function samplesOf(spec, server) {
  const { HTTPSnippet } = await import('@readme/httpsnippet');
  const samples = {};
  for (const [path, methods] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (!operation.operationId) continue;
      const har = requestOf(spec, server, path, method, operation);
      samples[operation.operationId] = TARGETS.map(({ lang, label, target, client }) => ({
        lang,
        label: label ?? lang,
        // A shell replaces $D_1487576752 in a here-document without quotes.
        source: convert(HTTPSnippet, har, target, client).replace('<<EOF', "<<'EOF'"),
      }));
    }
  }
  return samples;
}

module.exports = { samplesOf };
