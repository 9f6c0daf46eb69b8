replace src/runtime.ts 'export const BASE_PATH' $'import { describe, mergeHeaders, toJson } from \'./values\';\n\nexport const BASE_PATH'
replace src/runtime.ts 'JSON.stringify(overriddenInit.body)' 'toJson(overriddenInit.body)'
replace src/runtime.ts "new ResponseError(response, 'Response returned an error code')" 'new ResponseError(response, await describe(response))'
# The headers of one call are added to the credentials, and do not replace them.
replace src/runtime.ts '            ...(await initOverrideFn({
                init: initParams,
                context,
            }))
        };' '            ...(await initOverrideFn({
                init: initParams,
                context,
            }))
        };
        overriddenInit.headers = mergeHeaders(headers, overriddenInit.headers);'

# Redirects are not followed: another host would get the credentials.
replace src/runtime.ts 'const response = await this.fetchApi(url, init);' "const response = await this.fetchApi(url, { redirect: 'manual', ...init });"
