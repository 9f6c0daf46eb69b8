'use strict';
// Questions that CleverTap's documentation leaves open. Each probe asks one, with data that it makes up, and stores nothing: uploads
// are dry runs.

const { gzipSync } = require('node:zlib');
const { randomUUID } = require('node:crypto');

const nobody = `drift-${randomUUID()}`;
const profile = (fields) => ({ type: 'profile', identity: nobody, profileData: { Name: 'Drift Probe' }, ...fields });
const read = (query, options = {}) => ({ method: 'GET', path: '/1/profile.json', query, ...options });
const dryRun = (body, options = {}) => ({ method: 'POST', path: '/1/upload', query: { dryRun: 1 }, body, ...options });
const records = (...d) => dryRun({ d });
const seconds = (years) => Math.floor(Date.now() / 1000) + Math.round(years * 31_557_600);
const codes = (body) => (body?.unprocessed ?? []).map(({ code }) => code).join(', ') || 'none';

function recordForm(body) {
  if (body === null || typeof body !== 'object' || !('record' in body)) return 'absent';
  return body.record === null ? 'null' : JSON.stringify(body.record) === '{}' ? '{}' : 'an object';
}

/** By name: the question, the requests, which are sent one after the other or all at once, and the answer in the first response. */
const PROBES = {
  'too-many-requests': {
    question: 'What does a 429 contain, and does it have a Retry-After?',
    requests: Array.from({ length: 12 }, () => read({ identity: nobody })),
    atOnce: true,
    answer: (responses) => {
      const refused = responses.filter(({ status }) => status === 429);
      if (refused.length === 0) return `none of ${responses.length} requests at once got a 429`;
      return `${refused.length} of ${responses.length} got a 429; Retry-After: ${refused[0].headers['retry-after'] ?? 'none'}`;
    },
  },
  'wrong-passcode': { question: 'What does a wrong passcode of an account get?', requests: [read({ identity: nobody }, { passcode: 'WRONG' })] },
  'missing-headers': { question: 'What does a request without credentials get?', requests: [read({ identity: nobody }, { anonymous: true })] },
  'malformed-json': { question: 'What does a body that is not JSON get?', requests: [dryRun(undefined, { raw: '{"d":[' })] },
  'body-without-d': { question: 'What does a body without d get?', requests: [dryRun({})] },
  'empty-d': { question: 'What does an empty d get?', requests: [records()] },
  'too-many-records': { question: 'What do more than 1000 records get?', requests: [records(...Array.from({ length: 1001 }, () => profile()))] },
  'missing-profile': {
    question: 'What does a read of a profile that does not exist get?',
    requests: [read({ identity: nobody })],
    answer: ([{ status, body }]) => `status ${status}, record ${recordForm(body)}`,
  },
  'two-identifiers': { question: 'What does a read with two identifiers get?', requests: [read({ identity: nobody, email: 'drift@example.org' })] },
  'set-operator': {
    question: 'Is the operator $set accepted?',
    requests: [records(profile({ profileData: { Plan: { $set: 'Gold' } } }))],
    answer: ([{ status, body }]) => `status ${status}, ${body?.status}, code ${codes(body)}`,
  },
  'dry-run-codes': {
    question: 'Which codes does a dry run return for a wrong email, phone, gender, time and type, and without a user?',
    requests: [records(
      profile({ profileData: { Email: 'drift' } }), profile({ profileData: { Phone: '1' } }), profile({ profileData: { Gender: 'x' } }),
      profile({ ts: seconds(0) * 1000 }), profile({ type: 'drift' }), profile({ identity: undefined }),
    )],
    answer: ([{ status, body }]) => `status ${status}, codes ${codes(body)}`,
  },
  'gzip-body': { question: 'Is a body in gzip accepted?', requests: [dryRun({ d: [profile()] }, { gzip: true })] },
  'lowest-time': { question: 'Is the time 1 (1970) accepted?', requests: [records(profile({ ts: 1 }))] },
  'future-time': { question: 'Is a time one year ahead accepted?', requests: [records(profile({ ts: seconds(1) }))] },
  'numeric-identity': { question: 'May identity be a JSON number?', requests: [records(profile({ identity: 1234567 }))] },
};

/** Returns the bytes that a request sends. */
function bytesOf({ body, raw, gzip }) {
  if (raw !== undefined) return raw;
  if (body === undefined) return undefined;
  return gzip ? gzipSync(JSON.stringify(body)) : JSON.stringify(body);
}

/** Returns what a response contains without its values, except CleverTap's own texts. */
function shape(value, key) {
  if (Array.isArray(value)) return value.slice(0, 1).map((item) => shape(item));
  if (value && typeof value === 'object') {
    // The names of a map's keys may be private: those of a record's custom properties and events.
    return ['profileData', 'events', 'evtData'].includes(key) ? 'object' : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shape(item, name)]));
  }
  return ['status', 'code', 'error', 'processed'].includes(key) || value === null ? value : typeof value;
}

module.exports = { PROBES, bytesOf, shape };
