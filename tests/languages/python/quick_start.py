"""Uploads a profile, an event and a device token to CleverTap, and reads the profile back."""

import os
from datetime import datetime, timezone

from clevertap import (
    ApiClient,
    CleverTapApi,
    Configuration,
    EventProperties,
    EventRecord,
    ProfileProperties,
    ProfileRecord,
    TokenData,
    TokenRecord,
    TokenType,
    UploadRecord,
    UploadRequest,
    UploadStatus,
)
from clevertap.exceptions import UnauthorizedException
from clevertap.region import Region

GEORGE = "george.montana@clevertap.com"

configuration = Configuration(
    host=os.environ.get("CLEVERTAP_BASE_URL", Region.INDIA),
    api_key={
        "accountId": os.environ["CLEVERTAP_ACCOUNT_ID"],
        "passcode": os.environ["CLEVERTAP_PASSCODE"],
    },
)


def upload(clevertap: CleverTapApi, *records: ProfileRecord | EventRecord | TokenRecord) -> None:
    answer = clevertap.upload(UploadRequest(records=[UploadRecord(record) for record in records]))
    assert answer.status == UploadStatus.SUCCESS, answer
    print(f"uploaded {len(records)} records: {answer.status.value}")


with ApiClient(configuration) as client:
    clevertap = CleverTapApi(client)

    upload(
        clevertap,
        ProfileRecord(
            type="profile",
            identity=GEORGE,
            profile_data=ProfileProperties(
                name="George Montana",
                additional_properties={"Customer Type": "Silver"},
            ),
        ),
    )

    upload(
        clevertap,
        ProfileRecord(
            type="profile",
            identity=GEORGE,
            profile_data=ProfileProperties(
                email="george.montana+news@clevertap.com",
                gender="M",
                msg_email=True,
                additional_properties={"Interests": {"$add": ["cafés", "books"]}},
            ),
        ),
        EventRecord(
            type="event",
            identity=GEORGE,
            ts=int(datetime(2026, 11, 23, 9, 30, tzinfo=timezone.utc).timestamp()),
            evt_name="Product Viewed",
            evt_data=EventProperties(
                additional_properties={"Product": "Casio Chronograph Watch", "Price": 59.99, "In Stock": True},
            ),
        ),
        TokenRecord(
            type="token",
            object_id="QBOpVJZmKilRAzfaiVS86Tovxm75lHxg",
            token_data=TokenData(id="frfsgvrwe:APfdsafsg", type=TokenType.FCM),
        ),
    )

    profile = clevertap.get_profile(email="george.montana+news@clevertap.com").record
    assert profile.name == "George Montana"
    assert profile.profile_data["customertype"] == "Silver"
    print(f"read {profile.name}, {profile.profile_data}")

    # From here on, Prefer selects the response of the mock server (newer: one with values that are unknown to this client).

    nobody = clevertap.get_profile(identity="nobody", _headers={"Prefer": "example=noSuchProfile"})
    assert nobody.record is None

    request = UploadRequest.from_dict({"d": [
        {"type": "profile", "identity": "3", "profileData": {"Name": "Jack Montana"}},
        {"type": "profile", "identity": "4", "profileData": {"Name": "John Rush"}},
    ]})
    answer = clevertap.upload(request, _headers={"Prefer": "example=partial"})
    assert answer.status == UploadStatus.PARTIAL
    for refused in answer.unprocessed:
        assert refused.code == 515
        print(f"refused: {refused.code} {refused.error}")

    newer = clevertap.upload(request, _headers={"Prefer": "example=newer"})
    assert newer.status == "queued" and newer.unprocessed[0].code == 999
    assert newer.additional_properties == {"request": "1"}

    try:
        clevertap.get_profile(identity=GEORGE, _headers={"Prefer": "code=401, example=invalidCredentials"})
        raise AssertionError("a wrong passcode was accepted")
    except UnauthorizedException as error:
        assert error.data.error == "Invalid Credentials"
        print(f"refused: {error.status} {error.data.error}")
