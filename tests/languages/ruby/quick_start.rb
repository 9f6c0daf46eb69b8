# Uploads a profile, an event and a device token to CleverTap, and reads the profile back.

require 'uri'
require 'clevertap'
require 'clevertap/region'

GEORGE = 'george.montana@clevertap.com'

CleverTap.configure do |config|
  base_url = URI(ENV.fetch('CLEVERTAP_BASE_URL', CleverTap::Region::INDIA))
  config.scheme = base_url.scheme
  config.host = base_url.authority
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
