'use strict';
// What of a response the spec does not contain. Prism's proxy mode reports wrong types, values, missing fields and statuses; here
// stands what it does not: fields that the spec does not declare, which a response may have.

const Ajv = require('ajv');

/**
 * Closes each object with declared properties, so that a further one is an error. Maps stay open, and so does an object with `x-open`,
 * of which the spec does not know all fields, or whose further fields are data.
 */
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const result = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'not').map(([key, value]) => [key, closed(value)]));
  if (schema.properties && schema.type === 'object' && typeof schema.additionalProperties !== 'object' && !schema['x-open']) result.additionalProperties = false;
  return result;
}

/** Returns a function that returns the paths of the undeclared fields in the body of a response. */
function undeclaredFields(spec) {
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, logger: false });
  const absolute = (schema) => JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"spec#'));
  ajv.addSchema({ components: absolute({ schemas: closed(spec.components.schemas), responses: spec.components.responses }) }, 'spec');
  const named = ({ $ref, ...itself }) => ($ref ? spec.components.responses[$ref.split('/').pop()] : itself);
  return ({ template, method }, status, body) => {
    const response = spec.paths[template][method.toLowerCase()].responses[status];
    const schema = response && named(response).content?.['application/json']?.schema;
    if (!schema) return [];
    const validate = ajv.compile(absolute(closed(schema)));
    validate(body);
    return (validate.errors ?? [])
      .filter(({ keyword }) => keyword === 'additionalProperties')
      .map(({ instancePath, params }) => `body${instancePath.replaceAll('/', '.')}.${params.additionalProperty}`);
  };
}

/** Returns the kind of a violation that Prism reports. */
function kindOf({ message, code }) {
  if (/status code/i.test(message)) return 'undeclared status';
  if (code === 'required' || /required property/.test(message)) return 'missing field';
  if (code === 'type' || /must be (string|integer|number|boolean|object|array|null)/.test(message)) return 'wrong type';
  if (code === 'enum' || /allowed values/.test(message)) return 'undeclared value';
  return 'other';
}

module.exports = { kindOf, undeclaredFields };
