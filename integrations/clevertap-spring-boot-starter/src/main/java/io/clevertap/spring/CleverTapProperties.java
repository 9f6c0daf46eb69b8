package io.clevertap.spring;

import io.clevertap.client.api.Region;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of the client. A property that is not set keeps the builder's default.
 *
 * @param accountId Account id. Environment variable: CLEVERTAP_ACCOUNT_ID.
 * @param passcode One of the account's passcodes. Environment variable: CLEVERTAP_PASSCODE.
 * @param region Region of the account: a code such as in1, or a name such as INDIA. Default:
 *     Europe.
 * @param baseUrl Base URL to use instead of the region's, such as a mock server or a proxy.
 * @param connectTimeout Timeout for connecting. Default: 10 seconds.
 * @param attemptTimeout Timeout for one attempt of a call. Default: 30 seconds.
 * @param callTimeout Timeout for a call, including all attempts and waiting. Default: 2 minutes.
 * @param maxAttempts Maximum number of attempts of a call; 1 means no retries. Default: 8.
 * @param maxConcurrentUploads Maximum number of uploads in flight. Default: CleverTap's limit for
 *     an account.
 * @param retryAmbiguous Whether an upload whose response was lost is resent even if that may apply
 *     it twice. Default: false.
 */
@ConfigurationProperties("clevertap")
public record CleverTapProperties(
    @Nullable String accountId,
    @Nullable String passcode,
    @Nullable Region region,
    @Nullable String baseUrl,
    @Nullable Duration connectTimeout,
    @Nullable Duration attemptTimeout,
    @Nullable Duration callTimeout,
    @Nullable Integer maxAttempts,
    @Nullable Integer maxConcurrentUploads,
    @Nullable Boolean retryAmbiguous) {

  /** Contains the account id, but not the passcode. */
  @Override
  public String toString() {
    return "CleverTapProperties[accountId=" + accountId + "]";
  }
}
