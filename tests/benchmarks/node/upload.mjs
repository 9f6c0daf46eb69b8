// Uploads records with CleverTap's Node library, and prints the records per second.
// Arguments: the base URL of a warm-up, the base URL to measure, and how many records to upload.
import CleverTap from "clevertap";

const [warmUp, baseUrl, records] = process.argv.slice(2);

function record(number) {
  return {
    type: "profile",
    identity: `user-${number}`,
    profileData: { Name: "Ada Lovelace", Email: "ada@example.com", "Customer Type": "Silver", Visits: number },
  };
}

function upload(url, count) {
  const client = CleverTap.init("ACCOUNT", "PASSCODE", CleverTap.REGIONS.EUROPE);
  client.api.apiEndpoint = `${url}/1`;
  return new Promise((resolve, reject) =>
    client.upload(Array.from({ length: count }, (_, i) => record(i)), (responses) =>
      responses.every?.((response) => response.status === "success") ? resolve() : reject(new Error(responses))),
  );
}

await upload(warmUp, 200_000);
const start = performance.now();
await upload(baseUrl, Number(records));
console.log((Number(records) * 1000) / (performance.now() - start));
