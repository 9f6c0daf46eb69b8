# Uploads records to CleverTap, reads a profile back, counts and exports events, and deletes profiles.

require 'uri'
require 'clevertap'

GEORGE = 'george.montana@clevertap.com'

CleverTap.configure do |config|
  config.host = ENV.fetch('CLEVERTAP_BASE_URL', CleverTap::Region::INDIA)
  config.api_key['X-CleverTap-Account-Id'] = ENV.fetch('CLEVERTAP_ACCOUNT_ID')
  config.api_key['X-CleverTap-Passcode'] = ENV.fetch('CLEVERTAP_PASSCODE')
end

def check(condition, message)
  raise message.to_s unless condition
end

clevertap = CleverTap::CleverTapApi.new

answer = clevertap.upload(
  CleverTap::UploadRequest.new(
    records: [
      CleverTap::ProfileRecord.new(
        identity: GEORGE,
        profile_data: { 'Name' => 'George Montana', 'Customer Type' => 'Silver' }
      )
    ]
  )
)
check answer.status == 'success', answer
puts "uploaded #{answer.processed} record: #{answer.status}"

answer = clevertap.upload(
  CleverTap::UploadRequest.new(
    records: [
      CleverTap::ProfileRecord.new(
        identity: GEORGE,
        profile_data: {
          'Email' => 'george.montana+news@clevertap.com',
          'Gender' => CleverTap::Gender::MALE,
          'MSG-email' => true,
          'Interests' => { '$add' => %w[cafés books] }
        }
      ),
      CleverTap::EventRecord.new(
        identity: GEORGE,
        ts: Time.utc(2026, 11, 23, 9, 30).to_i,
        evt_name: 'Product Viewed',
        evt_data: { 'Product' => 'Casio Chronograph Watch', 'Price' => 59.99, 'In Stock' => true }
      ),
      CleverTap::TokenRecord.new(
        clevertap_id: 'QBOpVJZmKilRAzfaiVS86Tovxm75lHxg',
        token_data: CleverTap::TokenData.new(id: 'frfsgvrwe:APfdsafsg', type: CleverTap::TokenType::FCM)
      )
    ]
  )
)
check answer.status == 'success', answer

profile = clevertap.get_profile(email: 'george.montana+news@clevertap.com').record
check profile.name == 'George Montana', profile
check profile.profile_data == { 'customertype' => 'Silver' }, profile
puts "read #{profile.name}, #{profile.profile_data}"

purchases = CleverTap::EventQuery.new(
  event_name: 'Charged',
  from: 20260101,
  to: 20260131,
  event_properties: [
    CleverTap::QueryFilter.new(name: 'Amount', operator: CleverTap::FilterOperator::GREATER_THAN, value: 100)
  ]
)
puts "counted #{clevertap.count_events(purchases).count} events"

events = []
options = { batch_size: 1000, app: false, events: true, profile: true }
cursor = clevertap.open_event_export(purchases, options).cursor
while cursor
  page = clevertap.get_event_page(URI::DEFAULT_PARSER.unescape(cursor))
  check page.status == 'success', page # code 2: not ready yet
  events.concat(page.records || [])
  cursor = page.next_cursor
end
check events.map(&:ts) == [20260123140416, 20260124080000], events
check events.first.event_props == { 'value' => 'pizza' }, events
puts "exported #{events.size} events"

deletion = CleverTap::DeleteProfilesRequest.new(
  identity: ['client-19827239'],
  guid: ['df2e224d90874887b4d61153ef3a2508']
)
answer = clevertap.delete_profiles(deletion)
check answer.status == 'success', answer

# From here on, Prefer selects the response of the mock server (newer: one with values that are unknown to this client).

nobody = clevertap.get_profile(identity: 'nobody', header_params: { 'Prefer' => 'example=noSuchProfile' })
check nobody.record.nil?, nobody

two = CleverTap::UploadRequest.new(
  records: [
    CleverTap::ProfileRecord.new(identity: '3', profile_data: { 'Name' => 'Jack Montana' }),
    CleverTap::ProfileRecord.new(identity: '4', profile_data: { 'Name' => 'John Rush' })
  ]
)
answer = clevertap.upload(two, header_params: { 'Prefer' => 'example=partial' })
check answer.status == 'partial', answer
answer.unprocessed.each do |refused|
  check refused.code == CleverTap::RecordErrorCode::EMAIL_INVALID, refused
  puts "refused: #{refused.code} #{refused.error}"
end

newer = clevertap.upload(two, header_params: { 'Prefer' => 'example=newer' })
check newer.status == 'queued' && newer.unprocessed.first.code == 999, newer

begin
  clevertap.get_profile(identity: GEORGE, header_params: { 'Prefer' => 'code=401, example=invalidCredentials' })
  raise 'a wrong passcode was accepted'
rescue CleverTap::ApiError => e
  error = JSON.parse(e.response_body)
  check e.code == 401 && error['error'] == 'Invalid Credentials', e
  puts "refused: #{e.code} #{error['error']}"
end
