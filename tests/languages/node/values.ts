// Sends each kind of value that a client could lose in silence; what CleverTap would misread throws, or is a compile error.

import assert from 'node:assert/strict';
import { CleverTapApi, Configuration, FetchError, type UploadRecord } from 'clevertap';

const credentials: Record<string, string> = {
  'X-CleverTap-Account-Id': process.env.CLEVERTAP_ACCOUNT_ID!,
  'X-CleverTap-Passcode': process.env.CLEVERTAP_PASSCODE!,
};

const connect = (basePath: string) => new CleverTapApi(new Configuration({ basePath, apiKey: (header) => credentials[header] }));
const cleverTap = connect(process.env.CLEVERTAP_BASE_URL!);

async function upload(record: UploadRecord, options?: RequestInit): Promise<void> {
  const answer = await cleverTap.upload({ uploadRequest: { d: [record] } }, options);
  assert.equal(answer?.status, 'success');
}

const profile = (profileData: Record<string, unknown>): UploadRecord => ({ type: 'profile', identity: '42', profileData });
const event = (evtData: Record<string, unknown>): UploadRecord => ({ type: 'event', identity: '42', evtName: 'Bought', evtData });

// An own property, dates, and an event without properties.
const own = { Name: 'George', Plan: 'Gold', Joined: new Date('2026-11-23T09:30:00.999Z'), Renewal: new Date('1969-12-31') };
await upload(profile(own));
await upload(event({ Price: 3, Tags: ['a', 'b'] }));
await upload(event({}));

// The headers of one call do not replace the credentials.
await upload(event({}), { headers: { 'X-Request-Id': '7' } });
await upload(event({}), { headers: new Headers({ 'X-Request-Id': '7' }) });

// A value of an enumeration that is newer than the client, and a mistyped field: the compiler refuses both, and so does the mock.
const refused = { name: 'ResponseError', message: '400 Invalid parameter passed' };
// @ts-expect-error
await assert.rejects(upload({ type: 'token', objectId: '1', tokenData: { id: '1', type: 'pigeon' } }), refused);
// @ts-expect-error
await assert.rejects(upload({ type: 'profile', identiy: '42', profileData: {} }), refused);

// A null, and values that JSON cannot represent.
await assert.rejects(upload(profile({ Plan: null })), /Plan is null/);
await assert.rejects(upload(profile({ Score: NaN })), /Score is NaN/);
await assert.rejects(upload(profile({ Joined: new Date('never') })), /Joined is null/);
await assert.rejects(upload(profile({ Tags: new Set(['a']) })), /Tags is a Set/);
await assert.rejects(upload(profile({ Tags: () => 'a' })), /Tags is a Function/);

// A failure of the network.
await assert.rejects(connect('http://127.0.0.1:1').getProfile({ identity: '42' }), FetchError);
