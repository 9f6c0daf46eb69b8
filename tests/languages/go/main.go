// Uploads records to CleverTap, reads a profile back, counts and exports events, and deletes profiles.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log"
	"net/url"
	"os"
	"time"

	"example.com/clevertap/clevertap"
)

const george = "george.montana@clevertap.com"

// connect returns a client that sends the headers with every request.
func connect(headers map[string]string) *clevertap.APIClient {
	configuration := clevertap.NewConfiguration()
	configuration.Servers = clevertap.ServerConfigurations{
		{URL: cmp.Or(os.Getenv("CLEVERTAP_BASE_URL"), clevertap.REGION_INDIA)},
	}
	configuration.DefaultHeader = headers
	return clevertap.NewAPIClient(configuration)
}

func main() {
	log.SetFlags(0)
	ctx := context.WithValue(context.Background(), clevertap.ContextAPIKeys, map[string]clevertap.APIKey{
		"accountId": {Key: os.Getenv("CLEVERTAP_ACCOUNT_ID")},
		"passcode":  {Key: os.Getenv("CLEVERTAP_PASSCODE")},
	})
	api := connect(nil).CleverTapAPI

	properties := clevertap.NewProfileProperties()
	properties.SetName("George Montana")
	properties.AdditionalProperties = map[string]any{"Customer Type": "Silver"}
	upload(ctx, api, profile(george, properties))

	properties = clevertap.NewProfileProperties()
	properties.SetEmail("george.montana+news@clevertap.com")
	properties.SetGender(clevertap.GENDER_MALE)
	properties.SetMSGEmail(true)
	properties.AdditionalProperties = map[string]any{
		"Interests": map[string]any{"$add": []string{"cafés", "books"}},
	}

	viewed := clevertap.NewEventRecord("event", "Product Viewed", clevertap.EventProperties{
		AdditionalProperties: map[string]any{"Product": "Casio Chronograph Watch", "Price": 59.99, "In Stock": true},
	})
	viewed.SetIdentity(george)
	viewed.SetTs(time.Date(2026, time.November, 23, 9, 30, 0, 0, time.UTC).Unix())

	token := clevertap.NewTokenRecord("token", "QBOpVJZmKilRAzfaiVS86Tovxm75lHxg",
		*clevertap.NewTokenData("frfsgvrwe:APfdsafsg", clevertap.TOKENTYPE_FCM))

	upload(ctx, api,
		profile(george, properties),
		clevertap.EventRecordAsUploadRecord(viewed),
		clevertap.TokenRecordAsUploadRecord(token))

	found, _, err := api.GetProfile(ctx).Email("george.montana+news@clevertap.com").Execute()
	check(err == nil, err)
	user := found.GetRecord()
	check(user.GetName() == "George Montana", user)
	check(user.GetProfileData()["customertype"] == "Silver", user)
	fmt.Printf("read %s, %v\n", user.GetName(), user.GetProfileData())

	purchases := clevertap.NewEventQuery("Charged", 20260101, 20260131)
	amount := clevertap.NewQueryFilter("Amount")
	amount.SetOperator(clevertap.FILTEROPERATOR_GREATER_THAN)
	amount.SetValue(100)
	purchases.SetEventProperties([]clevertap.QueryFilter{*amount})
	counted, _, err := api.CountEvents(ctx).EventQuery(*purchases).Execute()
	check(err == nil, err)
	fmt.Println("counted", counted.GetCount(), "events")

	events := export(ctx, api, *purchases)
	check(len(events) == 2 && events[0].GetTs() == 20260123140416 && events[1].GetTs() == 20260124080000, events)
	check(events[0].GetEventProps()["value"] == "pizza", events)
	fmt.Println("exported", len(events), "events")

	deletion := clevertap.NewDeleteProfilesRequest()
	deletion.SetIdentity([]string{"client-19827239"})
	deletion.SetGuid([]string{"df2e224d90874887b4d61153ef3a2508"})
	deleted, _, err := api.DeleteProfiles(ctx).DeleteProfilesRequest(*deletion).Execute()
	check(err == nil, err)
	check(deleted.GetStatus() == "success", deleted)

	refusals(ctx)
}

func export(ctx context.Context, api *clevertap.CleverTapAPIService, query clevertap.EventQuery) []clevertap.ExportedEvent {
	opened, _, err := api.OpenEventExport(ctx).EventQuery(query).
		BatchSize(1000).App(false).Events(true).Profile(true).Execute()
	check(err == nil, err)
	var events []clevertap.ExportedEvent
	for cursor := opened.GetCursor(); cursor != ""; {
		decoded, err := url.PathUnescape(cursor)
		check(err == nil, err)
		page, _, err := api.GetEventPage(ctx).Cursor(decoded).Execute()
		check(err == nil, err)
		check(page.GetStatus() == "success", page) // code 2: not ready yet
		events = append(events, page.GetRecords()...)
		cursor = page.GetNextCursor()
	}
	return events
}

// refusals shows responses that report no success. Prefer selects the response of the mock server; CleverTap itself ignores it.
func refusals(ctx context.Context) {
	api := connect(map[string]string{"Prefer": "example=noSuchProfile"}).CleverTapAPI
	nobody, _, err := api.GetProfile(ctx).Identity("nobody").Execute()
	check(err == nil, err)
	check(nobody.Record.Get() == nil, nobody)

	jack, john := clevertap.NewProfileProperties(), clevertap.NewProfileProperties()
	jack.SetName("Jack Montana")
	john.SetName("John Rush")
	two := clevertap.NewUploadRequest([]clevertap.UploadRecord{profile("3", jack), profile("4", john)})
	api = connect(map[string]string{"Prefer": "example=partial"}).CleverTapAPI
	answer, _, err := api.Upload(ctx).UploadRequest(*two).Execute()
	check(err == nil, err)
	check(answer.GetStatus() == "partial", answer)
	for _, refused := range answer.GetUnprocessed() {
		check(refused.GetCode() == int32(clevertap.RECORDERRORCODE_EMAIL_INVALID), refused)
		fmt.Println("refused:", refused.GetCode(), refused.GetError())
	}

	api = connect(map[string]string{"Prefer": "example=newer"}).CleverTapAPI
	newer, _, err := api.Upload(ctx).UploadRequest(*two).Execute()
	check(err == nil, err)
	check(newer.GetStatus() == "queued" && newer.GetUnprocessed()[0].GetCode() == 999, newer)
	check(newer.AdditionalProperties["request"] == "1", newer)

	api = connect(map[string]string{"Prefer": "code=401, example=invalidCredentials"}).CleverTapAPI
	_, response, err := api.GetProfile(ctx).Identity(george).Execute()
	var failure *clevertap.GenericOpenAPIError
	check(errors.As(err, &failure), err)
	reason := failure.Model().(clevertap.ErrorResponse)
	check(response.StatusCode == 401 && reason.GetError() == "Invalid Credentials", reason)
	fmt.Println("refused:", response.StatusCode, reason.GetError())
}

func profile(identity string, properties *clevertap.ProfileProperties) clevertap.UploadRecord {
	record := clevertap.NewProfileRecord("profile", *properties)
	record.SetIdentity(identity)
	return clevertap.ProfileRecordAsUploadRecord(record)
}

func upload(ctx context.Context, api *clevertap.CleverTapAPIService, records ...clevertap.UploadRecord) {
	answer, _, err := api.Upload(ctx).UploadRequest(*clevertap.NewUploadRequest(records)).Execute()
	check(err == nil, err)
	check(answer.GetStatus() == "success", answer)
	fmt.Printf("uploaded %d records: %s\n", len(records), answer.GetStatus())
}

func check(condition bool, got any) {
	if !condition {
		log.Fatalf("unexpected: %+v", got)
	}
}
