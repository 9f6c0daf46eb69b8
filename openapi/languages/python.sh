# Models inherit from base.py, which keeps or refuses unknown fields, and requests are converted to JSON by it.
for model in $(grep --files-with-matches '(BaseModel):' clevertap/models/*.py); do
  ! grep --quiet 'def _select' "$model" || continue
  replace "$model" '(BaseModel):' '(Model):'
  replace "$model" 'from typing_extensions import Self' $'from typing_extensions import Self\nfrom clevertap.base import Model'
  replace "$model" '            return cls.model_validate(obj)

' '            return cls.model_validate(obj)

        cls._keep_or_refuse_unknown(obj)
'
done
replace clevertap/api_client.py 'body = self.sanitize_for_serialization(body)' 'body = to_json_value(body)'
replace clevertap/api_client.py 'from clevertap import rest' $'from clevertap import rest\nfrom clevertap.base import to_json_value'

# Every failure of the network is an ApiException.
replace clevertap/rest.py 'except urllib3.exceptions.SSLError as e:' 'except urllib3.exceptions.HTTPError as e:'
replace clevertap/rest.py 'raise ApiException(status=0, reason=msg)

' 'raise ApiException(status=0, reason=msg) from e

'
replace clevertap/rest.py '            self.data = self.response.data' '            try:
                self.data = self.response.data
            except urllib3.exceptions.HTTPError as e:
                raise ApiException(status=0, reason=f"{type(e).__name__}\n{e}") from e'

replace clevertap/__init__.py '    "ApiClient",' $'    "ApiClient",\n    "Region",'
echo 'from clevertap.region import Region as Region' >>clevertap/__init__.py

# Redirects are not followed: another host would get the credentials.
replace clevertap/rest.py '        if configuration.retries is not None:
            pool_args['"'retries'"'] = configuration.retries' '        retries = 3 if configuration.retries is None else configuration.retries
        pool_args["retries"] = urllib3.Retry.from_int(retries, redirect=False)'
