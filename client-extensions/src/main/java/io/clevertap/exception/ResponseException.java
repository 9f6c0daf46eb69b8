package io.clevertap.exception;

import io.clevertap.client.model.ErrorResponse;
import io.clevertap.internal.record.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** CleverTap, or a proxy in front of it, responded with an error. */
public abstract class ResponseException extends CleverTapException {

  private static final long serialVersionUID = 1L;
  private static final int BODY_START_BYTES = 2048;

  private final int status;
  private final @Nullable Integer code;
  private final @Nullable String reason;
  private final byte[] bodyStart;
  private final @Nullable Duration retryAfter;

  ResponseException(String message, int status, byte[] body, boolean outcomeUnknown) {
    this(message, status, body, outcomeUnknown, null);
  }

  ResponseException(
      String message,
      int status,
      byte[] body,
      boolean outcomeUnknown,
      @Nullable Duration retryAfter) {
    super(message, null, outcomeUnknown);
    ErrorResponse error = Json.errorResponse(body);
    this.status = status;
    this.code = error.getCode();
    this.reason = error.getError();
    this.bodyStart = Arrays.copyOf(body, Math.min(body.length, BODY_START_BYTES));
    this.retryAfter = retryAfter;
  }

  /** Returns the HTTP status of the response. */
  public int status() {
    return status;
  }

  /** Returns CleverTap's error code; empty if the response has none. */
  public OptionalInt code() {
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /**
   * Returns CleverTap's reason; empty if the response has none. It may repeat what was sent, so it
   * is not part of the message.
   */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * Returns how long the response of a 429 or a 5xx asked to wait before another attempt; empty if
   * it did not.
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /**
   * Returns the first 2 KB of the response body. It may repeat what was sent, so it is not part of
   * the message.
   */
  public String bodyStart() {
    return new String(bodyStart, StandardCharsets.UTF_8);
  }
}
