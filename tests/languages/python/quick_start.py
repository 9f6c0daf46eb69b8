"""Uploads records to CleverTap, reads a profile back, counts and exports events, and deletes profiles."""

import os
from collections.abc import Iterator
from datetime import datetime, timezone
from urllib.parse import unquote

from clevertap import (
    ApiClient,
    CleverTapApi,
    Configuration,
    DeleteProfilesRequest,
    EventProperties,
    EventQuery,
    EventRecord,
    ExportedEvent,
    FilterOperator,
    ProfileProperties,
    ProfileRecord,
    QueryFilter,
    Region,
    TokenData,
    TokenRecord,
    TokenType,
    UploadRequest,
    UploadStatus,
)
from clevertap.exceptions import UnauthorizedException

GEORGE = "george.montana@clevertap.com"

configuration = Configuration(
    host=os.environ.get("CLEVERTAP_BASE_URL", Region.INDIA),
    api_key={
        "accountId": os.environ["CLEVERTAP_ACCOUNT_ID"],
        "passcode": os.environ["CLEVERTAP_PASSCODE"],
    },
)


def upload(clevertap: CleverTapApi, *records: ProfileRecord | EventRecord | TokenRecord) -> None:
    answer = clevertap.upload(UploadRequest(records=records))
    assert answer.status == UploadStatus.SUCCESS, answer
    print(f"uploaded {len(records)} records: {answer.status.value}")


def export(clevertap: CleverTapApi, query: EventQuery) -> Iterator[ExportedEvent]:
    cursor = clevertap.open_event_export(query, batch_size=1000, app=False, events=True, profile=True).cursor
    while cursor:
        page = clevertap.get_event_page(unquote(cursor))
        assert page.status == "success", page  # code 2: not ready yet
        yield from page.records or []
        cursor = page.next_cursor


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

    purchases = EventQuery(
        event_name="Charged",
        var_from=20260101,
        to=20260131,
        event_properties=[QueryFilter(name="Amount", operator=FilterOperator.GREATER_THAN, value=100)],
    )
    print(f"counted {clevertap.count_events(purchases).count} events")

    events = list(export(clevertap, purchases))
    assert [event.ts for event in events] == [20260123140416, 20260124080000]
    assert events[0].event_props == {"value": "pizza"}
    print(f"exported {len(events)} events")

    deletion = DeleteProfilesRequest(identity=["client-19827239"], guid=["df2e224d90874887b4d61153ef3a2508"])
    assert clevertap.delete_profiles(deletion).status == "success"

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
