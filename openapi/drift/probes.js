'use strict';
// Questions that CleverTap's documentation leaves open. Each probe asks one, with data that it makes up, and stores nothing: uploads
// are dry runs. One with `writes` sends to a user who does not exist, and is asked only with --writes.

const { gzipSync } = require('node:zlib');
const { randomUUID } = require('node:crypto');

const nobody = `drift-${randomUUID()}`;
const profile = (fields) => ({ type: 'profile', identity: nobody, profileData: { Name: 'Drift Probe' }, ...fields });
const read = (query, options = {}) => ({ method: 'GET', path: '/1/profile.json', query, ...options });
const dryRun = (body, options = {}) => ({ method: 'POST', path: '/1/upload', query: { dryRun: 1 }, body, ...options });
const records = (...d) => dryRun({ d });
const post = (path, body, options = {}) => ({ method: 'POST', path, body, ...options });
const bought = (from, to) => ({ event_name: 'Charged', from, to });
const seconds = (years) => Math.floor(Date.now() / 1000) + Math.round(years * 31_557_600);
const codes = (body) => (body?.unprocessed ?? []).map(({ code }) => code).join(', ') || 'none';

function recordForm(body) {
  if (body === null || typeof body !== 'object' || !('record' in body)) return 'absent';
  return body.record === null ? 'null' : JSON.stringify(body.record) === '{}' ? '{}' : 'an object';
}

/** Returns the type of a field of the first campaign of a list. */
function campaignField(body, name) {
  const [campaign] = body?.targets ?? [];
  return campaign === undefined ? 'the project has no campaign in this time' : name in campaign ? typeof campaign[name] : 'absent';
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
  'delete-operator': {
    question: 'Does $delete remove other fields than Name and Gender?',
    requests: [records(...['Email', 'Phone', 'DOB', 'MSG-email', 'Plan'].map((name) => profile({ profileData: { [name]: { $delete: 1 } } })))],
    answer: ([{ status, body }]) => `status ${status}, ${body?.processed} of 5 accepted, codes ${codes(body)}`,
  },
  'large-body': {
    question: 'Is a body of 5 MB accepted?',
    requests: [records(...Array.from({ length: 1000 }, () => profile({ profileData: Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`Note ${i}`, 'x'.repeat(500)])) })))],
  },
  'keep-alive': {
    question: 'Are connections kept open?',
    requests: [read({ identity: nobody })],
    answer: ([{ status, headers }]) => `status ${status}, Connection: ${headers.connection ?? 'none'}`,
  },
  'reversed-dates': { question: 'What does a range that ends before it begins get?', requests: [post('/1/counts/events.json', bought(20260131, 20260101))] },
  'long-count-range': { question: 'Is a count over ten years accepted?', requests: [post('/1/counts/events.json', bought(20160101, 20260101))] },
  'long-export-range': { question: 'Is an export over ten years accepted?', requests: [post('/1/events.json', bought(20160101, 20260101))] },
  'unknown-request-id': { question: 'What does a poll with an unknown req_id get?', requests: [{ method: 'GET', path: '/1/counts/events.json', query: { req_id: 1 } }] },
  'invalid-cursor': { question: 'What does an invalid cursor get?', requests: [{ method: 'GET', path: '/1/events.json', query: { cursor: nobody } }] },
  'unknown-group': {
    question: 'What does a group by a property that the event does not have get?',
    requests: [post('/1/counts/top.json', { ...bought(20260101, 20260131), groups: { drift: { property_type: 'event_properties', name: nobody } } })],
  },
  'unknown-campaign': { question: 'What does the report of a campaign that does not exist get?', requests: [post('/1/targets/result.json', { id: 1 })] },
  'unknown-user-variables': { question: 'What do the variables of a user who does not exist contain?', requests: [post('/1/getVars', { identity: nobody })] },
  'campaign-time': {
    question: 'Which type has scheduled_on?',
    requests: [post('/1/targets/list.json', { from: 20260101, to: 20261231 })],
    answer: ([{ status, body }]) => `status ${status}, ${campaignField(body, 'scheduled_on')}`,
  },
  'unknown-recipient': {
    question: 'Does a message report a recipient who does not exist?',
    writes: true,
    requests: [post('/1/send/email.json', { to: { Identity: [nobody] }, content: { subject: 'Drift', body: 'Drift', sender_name: 'Drift' } })],
  },
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

/** Returns the probes that may be asked, as pairs of name and probe. */
function probesFor(writes) {
  return Object.entries(PROBES).filter(([, probe]) => writes || !probe.writes);
}

module.exports = { probesFor, bytesOf, shape };
