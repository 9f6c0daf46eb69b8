"""Sends each kind of value that a client could lose in silence; what CleverTap would misread raises."""

import math
import os
from datetime import date, datetime, timezone

from pydantic import ValidationError

from clevertap import (
    ApiClient,
    ApiException,
    CleverTapApi,
    Configuration,
    DeleteProfilesRequest,
    EventProperties,
    EventRecord,
    ProfileProperties,
    ProfileRecord,
    Region,
    TokenData,
    TokenRecord,
    UploadRecord,
    UploadRequest,
)

assert Region.INDIA == "https://in1.api.clevertap.com"


def connect(host: str) -> CleverTapApi:
    keys = {"accountId": os.environ["CLEVERTAP_ACCOUNT_ID"], "passcode": os.environ["CLEVERTAP_PASSCODE"]}
    return CleverTapApi(ApiClient(Configuration(host=host, api_key=keys)))


def refuses(error: type[Exception], words: str, call, *arguments, **fields) -> None:
    try:
        call(*arguments, **fields)
    except error as e:
        assert words in str(e), e
    else:
        raise AssertionError(f"not refused: {words}")


def profile(**properties) -> ProfileRecord:
    return ProfileRecord(type="profile", identity="42", profile_data=ProfileProperties(**properties))


clevertap = connect(os.environ["CLEVERTAP_BASE_URL"])


def upload(*records) -> None:
    assert clevertap.upload(UploadRequest(records=records)).status == "success"


# An own property and dates, as keyword arguments, as a dict, and as additional_properties.
JOINED = datetime(2026, 11, 23, 9, 30, 0, 999999, tzinfo=timezone.utc)
upload(profile(name="George", Plan="Gold", Joined=JOINED, Renewal=date(1969, 12, 31)))
own = {"Plan": "Gold", "Joined": JOINED, "Renewal": date(1969, 12, 31)}
upload(UploadRecord(profile(name="George", additional_properties=own)))
upload({"type": "profile", "identity": "42", "profileData": {"Name": "George", **own}})
raw = {"d": [{"type": "profile", "identity": "42", "profileData": {"Name": "George", **own}}]}
assert clevertap.upload(raw).status == "success"
assert clevertap.upload(UploadRequest.from_dict(raw)).status == "success"
upload(EventRecord(type="event", identity="42", evt_name="Bought", evt_data=EventProperties(Price=3, Tags=("a", "b"))))
upload(EventRecord(type="event", identity="42", evt_name="Bought", evt_data=EventProperties()))

# A value of an enumeration that is newer than the client is sent as it is; the mock refuses it.
pigeon = TokenRecord(type="token", object_id="1", token_data=TokenData(id="1", type="pigeon"))
refuses(ApiException, "400", upload, pigeon)

# A mistyped field.
data = ProfileProperties(name="George")
refuses(ValidationError, "ProfileRecord has no field identiy; did you mean identity?", ProfileRecord,
        type="profile", identiy="42", profile_data=data)
refuses(ValidationError, "DeleteProfilesRequest has no field identities", DeleteProfilesRequest, identities=["42"])
refuses(ValueError, "no field identities", DeleteProfilesRequest.from_dict, {"identities": ["42"]})
refuses(ValidationError, "ProfileRecord has no field identiy", clevertap.upload,
        {"d": [{"type": "profile", "identiy": "42", "profileData": {}}]})
refuses(ValueError, "type is 'profil'", UploadRequest.from_dict, {"d": [{"type": "profil", "identity": "42", "profileData": {}}]})
refuses(ValidationError, "type is None", clevertap.upload, {"d": [{"identity": "42"}]})
refuses(ValidationError, "actual_instance", UploadRecord, None)
refuses(ValueError, "identiy", setattr, profile(), "identiy", "42")

# A null, and values that JSON cannot represent.
refuses(ValueError, "profileData: Plan is None", upload, profile(Plan=None))
refuses(ValueError, "Score is nan", upload, profile(Score=math.nan))
refuses(ValueError, "Joined is a datetime without a time zone", upload, profile(Joined=datetime(2026, 11, 23)))
refuses(ValueError, "Tags is a set", upload, profile(Tags={"a"}))

# A failure of the network.
refuses(ApiException, "NewConnectionError", connect("http://127.0.0.1:1").get_profile, identity="42")
