replace lib/clevertap.rb "require 'clevertap/api_client'" $'require \'clevertap/region\'\nrequire \'clevertap/values\'\nrequire \'clevertap/api_client\''
replace lib/clevertap/api_client.rb 'local_body.to_json' 'Values.to_json_value(local_body).to_json'
# An item that is nil is refused, and not dropped.
replace lib/clevertap/api_model_base.rb 'value.compact.map' 'value.map'

# A host with a scheme sets both, so that http://127.0.0.1:4010 is not called by https.
replace lib/clevertap/configuration.rb '      @host = host.sub' $'      @scheme = host[/\\Ahttps?(?=:\\/\\/)/] || @scheme\n      @host = host.sub'

# Redirects are not followed: another host would get the credentials.
replace lib/clevertap/api_client.rb 'follow_location = opts[:follow_location] || true' 'follow_location = false'
