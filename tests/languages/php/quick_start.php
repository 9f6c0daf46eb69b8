<?php

// Uploads records to CleverTap, reads a profile back, counts and exports events, and deletes profiles.

declare(strict_types=1);

require __DIR__ . '/autoload.php'; // vendor/autoload.php, with Composer

use CleverTap\Api\CleverTapApi;
use CleverTap\ApiException;
use CleverTap\Configuration;
use CleverTap\Model\DeleteProfilesRequest;
use CleverTap\Model\ErrorResponse;
use CleverTap\Model\EventQuery;
use CleverTap\Model\EventRecord;
use CleverTap\Model\FilterOperator;
use CleverTap\Model\Gender;
use CleverTap\Model\ProfileRecord;
use CleverTap\Model\QueryFilter;
use CleverTap\Model\RecordErrorCode;
use CleverTap\Model\TokenData;
use CleverTap\Model\TokenRecord;
use CleverTap\Model\TokenType;
use CleverTap\Model\UploadRequest;
use CleverTap\Region;
use GuzzleHttp\Client;

const GEORGE = 'george.montana@clevertap.com';

function check(bool $condition, mixed $message): void
{
    $condition || throw new RuntimeException((string) $message);
}

$configuration = (new Configuration())
    ->setHost(getenv('CLEVERTAP_BASE_URL') ?: Region::INDIA)
    ->setApiKey('X-CleverTap-Account-Id', getenv('CLEVERTAP_ACCOUNT_ID'))
    ->setApiKey('X-CleverTap-Passcode', getenv('CLEVERTAP_PASSCODE'));

$cleverTap = new CleverTapApi(new Client(), $configuration);

$answer = $cleverTap->upload(new UploadRequest(['records' => [
    new ProfileRecord([
        'identity' => GEORGE,
        'profileData' => ['Name' => 'George Montana', 'Customer Type' => 'Silver'],
    ]),
]]));
check($answer->getStatus() === 'success', $answer);
echo "uploaded {$answer->getProcessed()} record: {$answer->getStatus()}\n";

$answer = $cleverTap->upload(new UploadRequest(['records' => [
    new ProfileRecord([
        'identity' => GEORGE,
        'profileData' => [
            'Email' => 'george.montana+news@clevertap.com',
            'Gender' => Gender::MALE,
            'MSG-email' => true,
            'Interests' => ['$add' => ['cafés', 'books']],
        ],
    ]),
    new EventRecord([
        'identity' => GEORGE,
        'ts' => (new DateTimeImmutable('2026-11-23T09:30:00Z'))->getTimestamp(),
        'evtName' => 'Product Viewed',
        'evtData' => ['Product' => 'Casio Chronograph Watch', 'Price' => 59.99, 'In Stock' => true],
    ]),
    new TokenRecord([
        'objectId' => 'QBOpVJZmKilRAzfaiVS86Tovxm75lHxg',
        'tokenData' => new TokenData(['id' => 'frfsgvrwe:APfdsafsg', 'type' => TokenType::FCM]),
    ]),
]]));
check($answer->getStatus() === 'success', $answer);

$profile = $cleverTap->getProfile(email: 'george.montana+news@clevertap.com')->getRecord();
check($profile->getName() === 'George Montana', $profile);
check($profile->getProfileData() === ['customertype' => 'Silver'], $profile);
echo "read {$profile->getName()}, ", json_encode($profile->getProfileData()), "\n";

$purchases = new EventQuery([
    'eventName' => 'Charged',
    'from' => 20260101,
    'to' => 20260131,
    'eventProperties' => [
        new QueryFilter(['name' => 'Amount', 'operator' => FilterOperator::GREATER_THAN, 'value' => 100]),
    ],
]);
echo "counted {$cleverTap->countEvents($purchases)->getCount()} events\n";

$events = [];
$opened = $cleverTap->openEventExport($purchases, batchSize: 1000, app: false, events: true, profile: true);
$cursor = $opened->getCursor();
while ($cursor !== null) {
    $page = $cleverTap->getEventPage(rawurldecode($cursor));
    check($page->getStatus() === 'success', $page); // code 2: not ready yet
    array_push($events, ...($page->getRecords() ?? []));
    $cursor = $page->getNextCursor();
}
check(array_map(fn ($event) => $event->getTs(), $events) === [20260123140416, 20260124080000], json_encode($events));
check($events[0]->getEventProps() === ['value' => 'pizza'], $events[0]);
echo 'exported ', count($events), " events\n";

$deletion = new DeleteProfilesRequest([
    'identity' => ['client-19827239'],
    'guid' => ['df2e224d90874887b4d61153ef3a2508'],
]);
$answer = $cleverTap->deleteProfiles($deletion);
check($answer->getStatus() === 'success', $answer);

// From here on, Prefer selects the response of the mock server (newer: one with values that are unknown to this client).

$answering = fn (string $answer) => new CleverTapApi(new Client(['headers' => ['Prefer' => $answer]]), $configuration);

$nobody = $answering('example=noSuchProfile')->getProfile(identity: 'nobody');
check($nobody->getRecord() === null, $nobody);

$two = new UploadRequest(['records' => [
    new ProfileRecord(['identity' => '3', 'profileData' => ['Name' => 'Jack Montana']]),
    new ProfileRecord(['identity' => '4', 'profileData' => ['Name' => 'John Rush']]),
]]);
$answer = $answering('example=partial')->upload($two);
check($answer->getStatus() === 'partial', $answer);
foreach ($answer->getUnprocessed() as $refused) {
    check($refused->getCode() === RecordErrorCode::EMAIL_INVALID, $refused);
    echo "refused: {$refused->getCode()} {$refused->getError()}\n";
}

$newer = $answering('example=newer')->upload($two);
check($newer->getStatus() === 'queued' && $newer->getUnprocessed()[0]->getCode() === 999, $newer);

try {
    $answering('code=401, example=invalidCredentials')->getProfile(identity: GEORGE);
    check(false, 'a wrong passcode was accepted');
} catch (ApiException $e) {
    $error = $e->getResponseObject();
    check($e->getCode() === 401 && $error instanceof ErrorResponse, $e);
    check($error->getError() === 'Invalid Credentials', $error);
    echo "refused: {$e->getCode()} {$error->getError()}\n";
}
