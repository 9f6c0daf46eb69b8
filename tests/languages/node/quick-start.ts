// Uploads records to CleverTap, reads a profile back, counts and exports events, and deletes profiles.

import assert from 'node:assert/strict';
import {
  CleverTapApi,
  Configuration,
  RecordErrorCode,
  Region,
  ResponseError,
  type ErrorResponse,
  type EventQuery,
  type ExportedEvent,
  type UploadRequest,
} from 'clevertap';

const george = 'george.montana@clevertap.com';

const credentials: Record<string, string> = {
  'X-CleverTap-Account-Id': process.env.CLEVERTAP_ACCOUNT_ID!,
  'X-CleverTap-Passcode': process.env.CLEVERTAP_PASSCODE!,
};

const connect = (headers = {}) =>
  new CleverTapApi(
    new Configuration({
      basePath: process.env.CLEVERTAP_BASE_URL ?? Region.INDIA,
      apiKey: (header) => credentials[header],
      headers,
    }),
  );

const cleverTap = connect();

const uploaded = await cleverTap.upload({
  uploadRequest: {
    d: [
      {
        type: 'profile',
        identity: george,
        profileData: { Name: 'George Montana', 'Customer Type': 'Silver' },
      },
    ],
  },
});
assert.equal(uploaded.status, 'success');
console.log(`uploaded ${uploaded.processed} record: ${uploaded.status}`);

const second = await cleverTap.upload({
  uploadRequest: {
    d: [
      {
        type: 'profile',
        identity: george,
        profileData: {
          Email: 'george.montana+news@clevertap.com',
          Gender: 'M',
          'MSG-email': true,
          Interests: { $add: ['cafés', 'books'] },
        },
      },
      {
        type: 'event',
        identity: george,
        ts: Date.UTC(2026, 10, 23, 9, 30) / 1000,
        evtName: 'Product Viewed',
        evtData: { Product: 'Casio Chronograph Watch', Price: 59.99, 'In Stock': true },
      },
      {
        type: 'token',
        objectId: 'QBOpVJZmKilRAzfaiVS86Tovxm75lHxg',
        tokenData: { id: 'frfsgvrwe:APfdsafsg', type: 'fcm' },
      },
    ],
  },
});
assert.equal(second.status, 'success');

const { record: profile } = await cleverTap.getProfile({ email: 'george.montana+news@clevertap.com' });
assert.equal(profile?.name, 'George Montana');
assert.deepEqual(profile.profileData, { customertype: 'Silver' });
console.log(`read ${profile.name},`, profile.profileData);

const purchases: EventQuery = {
  event_name: 'Charged',
  from: 20260101,
  to: 20260131,
  event_properties: [{ name: 'Amount', operator: 'greater_than', value: 100 }],
};
const { count } = await cleverTap.countEvents({ eventQuery: purchases });
console.log(`counted ${count} events`);

const events: ExportedEvent[] = [];
const options = { batchSize: 1000, app: false, events: true, profile: true };
let cursor = (await cleverTap.openEventExport({ eventQuery: purchases, ...options }))?.cursor;
while (cursor) {
  const page = await cleverTap.getEventPage({ cursor: decodeURIComponent(cursor) });
  if (page?.status !== 'success') throw new Error(`no page: ${JSON.stringify(page)}`); // code 2: not ready yet
  events.push(...(page.records ?? []));
  cursor = page.next_cursor;
}
assert.deepEqual(events.map((event) => event.ts), [20260123140416, 20260124080000]);
assert.deepEqual(events[0].event_props, { value: 'pizza' });
console.log(`exported ${events.length} events`);

const deleted = await cleverTap.deleteProfiles({
  deleteProfilesRequest: { identity: ['client-19827239'], guid: ['df2e224d90874887b4d61153ef3a2508'] },
});
assert.equal(deleted.status, 'success');

// From here on, Prefer selects the response of the mock server (newer: one with values that are unknown to this client).

const nobody = await connect({ Prefer: 'example=noSuchProfile' }).getProfile({ identity: 'nobody' });
assert.equal(nobody.record, null);

const two: UploadRequest = {
  d: [
    { type: 'profile', identity: '3', profileData: { Name: 'Jack Montana' } },
    { type: 'profile', identity: '4', profileData: { Name: 'John Rush' } },
  ],
};
const partial = await connect({ Prefer: 'example=partial' }).upload({ uploadRequest: two });
assert.equal(partial.status, 'partial');
for (const refused of partial.unprocessed ?? []) {
  assert.equal(refused.code, RecordErrorCode.EMAIL_INVALID);
  console.log(`refused: ${refused.code} ${refused.error}`);
}

const newer = await connect({ Prefer: 'example=newer' }).upload({ uploadRequest: two });
assert.equal(newer.status as string, 'queued');
assert.equal(newer.unprocessed?.[0]?.code, 999);

try {
  await connect({ Prefer: 'code=401, example=invalidCredentials' }).getProfile({ identity: george });
  assert.fail('a wrong passcode was accepted');
} catch (e) {
  if (!(e instanceof ResponseError)) throw e;
  const error: ErrorResponse = await e.response.json();
  assert.equal(e.response.status, 401);
  assert.equal(error.error, 'Invalid Credentials');
  console.log(`refused: ${e.response.status} ${error.error}`);
}
