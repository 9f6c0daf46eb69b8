package io.clevertap.internal.http;

import java.time.Duration;

/**
 * How often and how long a call is tried.
 *
 * @param maxAttempts the attempts of a call, the first one included
 * @param attemptTimeout the time for one attempt, from sending to the end of the response
 * @param callTimeout the time for a call, with all attempts and all waiting
 */
public record RetryLimits(int maxAttempts, Duration attemptTimeout, Duration callTimeout) {}
