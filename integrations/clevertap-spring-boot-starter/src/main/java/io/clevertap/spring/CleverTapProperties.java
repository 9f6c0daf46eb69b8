package io.clevertap.spring;

import io.clevertap.client.api.Region;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of the client. What is not set is as the builder has it.
 *
 * @param accountId Account's id; CLEVERTAP_ACCOUNT_ID in the environment serves too.
 * @param passcode One of the account's passcodes; CLEVERTAP_PASSCODE in the environment serves too.
 * @param region Region where the account lives, by its code such as in1, or by its name. Europe
 *     unless it is set.
 * @param baseUrl Address to send to instead of the region's: a mock server, or a proxy.
 * @param connectTimeout How long connecting may take. 10 seconds unless it is set.
 * @param attemptTimeout How long one attempt of a call may take. 30 seconds unless it is set.
 * @param callTimeout How long a call may take with all of its attempts and all waiting. 2 minutes
 *     unless it is set.
 * @param maxAttempts How often a call is attempted at most; 1 means no retries. 8 unless it is set.
 * @param maxConcurrentUploads How many uploads may be in flight at a time. What CleverTap allows an
 *     account unless it is set.
 * @param retryAmbiguous Whether an upload whose answer was lost is sent again even when that may
 *     apply it twice. Not so unless it is set.
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

  /** Names the account, and not the passcode. */
  @Override
  public String toString() {
    return "CleverTapProperties[accountId=" + accountId + "]";
  }
}
