'use strict';
// Why a request's body breaks the spec. Prism checks a record against the schema of each type and reports the misses of all of them;
// here the record's own type selects one schema.

const Ajv = require('ajv');

/** Rewrites a schema so that each of its errors is a reason: see choice and oneOfType. */
function explained(schema) {
  if (Array.isArray(schema)) return schema.map(explained);
  if (schema === null || typeof schema !== 'object') return schema;
  const { oneOf, anyOf, discriminator, not, ...rest } = schema;
  const result = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, explained(value)]));
  const also = [];
  if (oneOf && discriminator) also.push(oneOfType(discriminator));
  else if (oneOf) also.push({ choice: { oneOf: explained(oneOf) }, description: schema.description });
  if (anyOf) also.push({ choice: { anyOf: explained(anyOf) }, description: schema.description });
  if (not?.not && Object.keys(not).length === 1) also.push(explained(not.not));
  else if (not) result.not = explained(not);
  if (also.length > 0) result.allOf = [...(result.allOf ?? []), ...also];
  return result;
}

/** Returns a schema that checks a value against the schema of its type only. */
function oneOfType({ propertyName, mapping }) {
  return {
    required: [propertyName],
    properties: { [propertyName]: { enum: Object.keys(mapping) } },
    allOf: Object.entries(mapping).map(([type, $ref]) => ({
      if: { required: [propertyName], properties: { [propertyName]: { const: type } } },
      then: { $ref },
    })),
  };
}

/** Returns a schema with references that lead into the whole spec. */
function absolute(schema) {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"spec#'));
}

function inWords({ keyword, params, message, schema, parentSchema }, schemas) {
  if (keyword === 'choice') return `is not: ${firstSentence(parentSchema.description)}`;
  if (keyword === 'not') return `must not be: ${firstSentence((schemas[schema.$ref?.split('/').pop()] ?? schema).description)}`;
  if (keyword === 'pattern' && parentSchema['x-form']) return `must be ${parentSchema['x-form']}`;
  if (keyword === 'additionalProperties') return `contains ${params.additionalProperty}, which the spec does not have`;
  if (keyword === 'enum') return `must be one of ${params.allowedValues.join(', ')}`;
  return message;
}

function firstSentence(description = 'as the spec describes it') {
  return description.trim().replace(/\s+/g, ' ').replace(/\.( .*)?$/, '');
}

function reason(error, schemas) {
  const { instancePath, parentSchema } = error;
  const code = parentSchema['x-error-code'];
  return {
    location: 'body' + instancePath.replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~'),
    reason: inWords(error, schemas),
    ...(code && { code }),
  };
}

/** Returns a function that returns the reasons why a request breaks the spec; none if it does not. */
function reasonsOf(spec) {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, validateFormats: false, logger: false });
  ajv.addKeyword({
    keyword: 'choice',
    // Its errors are those of all branches; the description says what they have in common.
    compile: (branches) => {
      const validate = ajv.compile(branches);
      return (value) => validate(value);
    },
    error: { message: 'matches no alternative' },
  });
  ajv.addSchema({ components: absolute(explained({ schemas: spec.components.schemas })) }, 'spec');
  const validators = [];
  for (const [path, methods] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const schema = operation.requestBody?.content?.['application/json']?.schema;
      if (schema) validators.push({ method, path: pattern(path), validate: ajv.compile(absolute(explained(schema))) });
    }
  }
  return (input, violations) => {
    const all = violations.map((violation) => ({
      location: (violation.path ?? []).join('.') || 'request',
      reason: violation.message,
    }));
    const { validate } = validators.find(({ method, path }) => method === input.method && path.test(input.url.path)) ?? {};
    const inBody = all.filter(({ location }) => location.startsWith('body'));
    if (inBody.length === 0 || !validate || validate(input.body)) return all;
    const reasons = validate.errors.filter(({ keyword }) => keyword !== 'if').map((error) => reason(error, spec.components.schemas));
    return [...all.filter((violation) => !inBody.includes(violation)), ...unique(reasons)];
  };
}

/** Returns the regular expression of a path whose parameters stand in braces. */
function pattern(path) {
  return new RegExp(`^${path.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&')).join('[^/]+')}$`);
}

function unique(reasons) {
  return [...new Map(reasons.map((entry) => [JSON.stringify(entry), entry])).values()];
}

module.exports = { reasonsOf };
