# Sends each kind of value that a client could lose in silence; what CleverTap would misread raises.

require 'clevertap'

def check(condition, message)
  raise message.to_s unless condition
end

def refuses(error, words)
  yield
rescue error => e
  check e.message.include?(words), e.message
else
  raise "not refused: #{words}"
end

check CleverTap::Region::INDIA == 'https://in1.api.clevertap.com', CleverTap::Region::INDIA

def connect(url)
  configuration = CleverTap::Configuration.new
  configuration.host = url
  configuration.api_key['X-CleverTap-Account-Id'] = ENV.fetch('CLEVERTAP_ACCOUNT_ID')
  configuration.api_key['X-CleverTap-Passcode'] = ENV.fetch('CLEVERTAP_PASSCODE')
  CleverTap::CleverTapApi.new(CleverTap::ApiClient.new(configuration))
end

CLEVERTAP = connect(ENV.fetch('CLEVERTAP_BASE_URL'))

def upload(*records)
  answer = CLEVERTAP.upload(CleverTap::UploadRequest.new(records: records))
  check answer.status == 'success', answer
end

def profile(properties)
  CleverTap::ProfileRecord.new(identity: '42', profile_data: properties)
end

# An own property, dates, and an event without properties; in records, and in a Hash.
own = { 'Name' => 'George', 'Plan' => 'Gold', 'Joined' => Time.utc(2026, 11, 23, 9, 30, 0.999r), 'Renewal' => Date.new(1969, 12, 31) }
upload profile(own)
upload profile(own.merge('Joined' => DateTime.new(2026, 11, 23, 9, 30)))
CLEVERTAP.upload({ 'd' => [{ 'type' => 'profile', 'identity' => '42', 'profileData' => own }] })
upload CleverTap::EventRecord.new(identity: '42', evt_name: 'Bought', evt_data: { 'Price' => 3, 'Tags' => %w[a b] })
upload CleverTap::EventRecord.new(identity: '42', evt_name: 'Bought', evt_data: {})

# A value of an enumeration that is newer than the client is sent as it is; the mock refuses it.
refuses(CleverTap::ApiError, '400') do
  upload CleverTap::TokenRecord.new(clevertap_id: '1', token_data: CleverTap::TokenData.new(id: '1', type: 'pigeon'))
end

# A mistyped field. A Hash is sent as it is, and the mock refuses it.
refuses(ArgumentError, '`identiy` is not a valid attribute') { CleverTap::ProfileRecord.new(identiy: '42', profile_data: own) }
refuses(CleverTap::ApiError, '400') do
  CLEVERTAP.upload({ 'd' => [{ 'type' => 'profile', 'identiy' => '42', 'profileData' => {} }] })
end

# A null, and values that JSON cannot represent.
refuses(ArgumentError, 'Plan is nil') { upload profile({ 'Plan' => nil }) }
refuses(ArgumentError, '[0] is nil') { upload nil }
refuses(ArgumentError, 'Score is NaN') { upload profile({ 'Score' => Float::NAN }) }
refuses(ArgumentError, 'Plan is a Range') { upload profile({ 'Plan' => (1..2) }) }

# A failure of the network.
refuses(CleverTap::ApiError, "Couldn't connect") { connect('http://127.0.0.1:1').get_profile(identity: '42') }
