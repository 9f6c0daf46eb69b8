import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { startMock } from './mock.js';
import { Plans } from './plans.js';

let mock;
let plans;

beforeEach(async () => {
  mock = await startMock();
  plans = new Plans(mock.url, { accountId: 'TEST-ACCOUNT', passcode: 'PASSCODE' });
});
afterEach(() => mock.stop());

test('a plan is sent as CleverTap expects it', async () => {
  assert.equal(await plans.choose(42, 'Gold'), true);

  const { status, body } = await mock.nextRequest();
  assert.equal(status, 200);
  assert.deepEqual(body.d[0].profileData, { Plan: 'Gold' });
});

test('a rejected record is not a success, although the status is 200', async () => {
  assert.equal(await plans.choose(42, 'Gold', { Prefer: 'example=fail' }), false);
});

test('too many requests are an error', async () => {
  await assert.rejects(plans.choose(42, 'Gold', { Prefer: 'code=429, example=tooManyRequests' }), /429/);
});

test('a wrong request is refused, and the reason names the field', async () => {
  await assert.rejects(plans.choose('', 'Gold'), /body\.d\.0\.identity.*fewer than 1 character/);
});
