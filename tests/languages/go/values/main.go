// Sends each kind of value that a client could lose in silence. A mistyped field does not compile.
package main

import (
	"context"
	"log"
	"math"
	"os"
	"strings"
	"time"

	"example.com/clevertap/clevertap"
)

func connect(url string) *clevertap.CleverTapAPIService {
	configuration := clevertap.NewConfiguration()
	configuration.Servers = clevertap.ServerConfigurations{{URL: url}}
	return clevertap.NewAPIClient(configuration).CleverTapAPI
}

func upload(record clevertap.UploadRecord) error {
	request := clevertap.NewUploadRequest([]clevertap.UploadRecord{record})
	_, _, err := connect(os.Getenv("CLEVERTAP_BASE_URL")).Upload(credentials()).UploadRequest(*request).Execute()
	return err
}

func credentials() context.Context {
	return context.WithValue(context.Background(), clevertap.ContextAPIKeys, map[string]clevertap.APIKey{
		"accountId": {Key: os.Getenv("CLEVERTAP_ACCOUNT_ID")},
		"passcode":  {Key: os.Getenv("CLEVERTAP_PASSCODE")},
	})
}

func profile(own map[string]any) clevertap.UploadRecord {
	record := clevertap.NewProfileRecord("profile", clevertap.ProfileProperties{AdditionalProperties: own})
	record.SetIdentity("42")
	return clevertap.ProfileRecordAsUploadRecord(record)
}

func event(own map[string]any) clevertap.UploadRecord {
	record := clevertap.NewEventRecord("event", "Bought", clevertap.EventProperties{AdditionalProperties: own})
	record.SetIdentity("42")
	return clevertap.EventRecordAsUploadRecord(record)
}

func accepts(record clevertap.UploadRecord) {
	if err := upload(record); err != nil {
		log.Fatal(err)
	}
}

func refuses(words string, err error) {
	if err == nil || !strings.Contains(err.Error(), words) {
		log.Fatalf("not refused with %s: %v", words, err)
	}
}

func main() {
	// An own property, dates, and an event without properties.
	joined, renewal := time.Date(2026, time.November, 23, 9, 30, 0, 999, time.UTC), time.Date(1969, time.December, 31, 0, 0, 0, 0, time.UTC)
	accepts(profile(map[string]any{"Name": "George", "Plan": "Gold", "Joined": joined, "Renewal": &renewal}))
	accepts(profile(map[string]any{"Name": "George", "Plan": "Gold", "Joined": joined, "Renewal": clevertap.Date(renewal)}))
	accepts(event(map[string]any{"Price": 3, "Tags": []string{"a", "b"}}))
	accepts(event(nil))

	// A value of an enumeration that is newer than the client, and a null, are sent as they are; the mock refuses them.
	token := clevertap.NewTokenRecord("token", "1", *clevertap.NewTokenData("1", "pigeon"))
	refuses("400", upload(clevertap.TokenRecordAsUploadRecord(token)))
	refuses("400", upload(profile(map[string]any{"Plan": nil})))

	// A value that JSON cannot represent.
	refuses("NaN", upload(profile(map[string]any{"Score": math.NaN()})))

	// A failure of the network.
	_, _, err := connect("http://127.0.0.1:1").GetProfile(credentials()).Identity("42").Execute()
	refuses("connection refused", err)
}
