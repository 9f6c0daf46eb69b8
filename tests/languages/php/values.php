<?php

// Sends each kind of value that a client could lose in silence; what CleverTap would misread throws.

declare(strict_types=1);

require __DIR__ . '/autoload.php'; // vendor/autoload.php, with Composer

use CleverTap\Api\CleverTapApi;
use CleverTap\ApiException;
use CleverTap\Configuration;
use CleverTap\Model\DeleteProfilesRequest;
use CleverTap\Model\EventRecord;
use CleverTap\Model\ProfileRecord;
use CleverTap\Model\TokenData;
use CleverTap\Model\TokenRecord;
use CleverTap\Model\UploadRequest;

function check(bool $condition, mixed $message): void
{
    $condition || throw new RuntimeException((string) $message);
}

function refuses(string $error, string $words, callable $call): void
{
    try {
        $call();
    } catch (Throwable $e) {
        check($e instanceof $error && str_contains($e->getMessage(), $words), $e);
        return;
    }
    check(false, "not refused: $words");
}

function connect(string $host): CleverTapApi
{
    return new CleverTapApi(null, (new Configuration())->setHost($host)
        ->setApiKey('X-CleverTap-Account-Id', getenv('CLEVERTAP_ACCOUNT_ID'))
        ->setApiKey('X-CleverTap-Passcode', getenv('CLEVERTAP_PASSCODE')));
}

function upload(mixed ...$records): void
{
    $answer = connect(getenv('CLEVERTAP_BASE_URL'))->upload(new UploadRequest(['records' => $records]));
    check($answer->getStatus() === 'success', $answer);
}

function profile(array $properties): ProfileRecord
{
    return new ProfileRecord(['identity' => '42', 'profileData' => $properties]);
}

function event(array $properties): EventRecord
{
    return new EventRecord(['identity' => '42', 'evtName' => 'Bought', 'evtData' => $properties]);
}

// An own property, dates, and an event without properties.
$own = ['Name' => 'George', 'Plan' => 'Gold', 'Renewal' => new DateTimeImmutable('1969-12-31T00:00:00Z')];
upload(profile([...$own, 'Joined' => new DateTime('2026-11-23T09:30:00.999Z')]));
upload(profile([...$own, 'Joined' => new DateTimeImmutable('2026-11-23T15:00:00.999+05:30')]));
upload(event(['Price' => 3, 'Tags' => ['a', 'b']]));
upload(event([]));

// A value of an enumeration that is newer than the client.
refuses(InvalidArgumentException::class, "Invalid value for enum '\\CleverTap\\Model\\TokenType'", fn () => upload(
    new TokenRecord(['objectId' => '1', 'tokenData' => new TokenData(['id' => '1', 'type' => 'pigeon'])]),
));

// A mistyped field. An array in place of a record is sent as it is, and the mock refuses it.
refuses(InvalidArgumentException::class, 'ProfileRecord has no field identiy', fn () => new ProfileRecord(['identiy' => '42']));
refuses(InvalidArgumentException::class, 'has no field identities', fn () => new DeleteProfilesRequest(['identities' => ['42']]));
refuses(ApiException::class, '400', fn () => upload(['type' => 'profile', 'identiy' => '42', 'profileData' => new stdClass()]));

// A null, and values that JSON cannot represent.
refuses(InvalidArgumentException::class, 'A value is null', fn () => upload(profile(['Plan' => null])));
refuses(InvalidArgumentException::class, 'json_encode error', fn () => upload(profile(['Score' => NAN])));
refuses(InvalidArgumentException::class, 'A value is a ArrayObject', fn () => upload(profile(['Plan' => new ArrayObject(['a'])])));

// A failure of the network.
refuses(ApiException::class, 'Failed to connect', fn () => connect('http://127.0.0.1:1')->getProfile(identity: '42'));
