package io.clevertap.internal;

import feign.Request;
import java.util.concurrent.TimeUnit;

/**
 * The time that is left, as it goes down the stack of clients: each hands on, as the read timeout,
 * what the one below may take.
 */
final class Timeouts {

  private Timeouts() {}

  static Request.Options withReadTimeout(Request.Options options, long millis) {
    return new Request.Options(
        options.connectTimeoutMillis(),
        TimeUnit.MILLISECONDS,
        millis,
        TimeUnit.MILLISECONDS,
        false);
  }
}
