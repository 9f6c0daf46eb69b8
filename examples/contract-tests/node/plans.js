// A service without an SDK: it tells CleverTap which plan a customer has.

export class Plans {
  constructor(baseUrl, { accountId, passcode }) {
    this.baseUrl = baseUrl;
    this.headers = {
      'Content-Type': 'application/json',
      'X-CleverTap-Account-Id': accountId,
      'X-CleverTap-Passcode': passcode,
    };
  }

  /** Resolves to whether CleverTap accepted the plan; rejects if the request failed. */
  async choose(customer, plan, headers = {}) {
    const profile = { type: 'profile', identity: String(customer), profileData: { Plan: plan } };
    const response = await fetch(`${this.baseUrl}/1/upload`, {
      method: 'POST',
      headers: { ...this.headers, ...headers },
      body: JSON.stringify({ d: [profile] }),
    });
    const body = await response.json();
    if (!response.ok) throw new Error(`${response.status} ${body.error} ${JSON.stringify(body.reasons ?? [])}`);
    return body.status === 'success';
  }
}
