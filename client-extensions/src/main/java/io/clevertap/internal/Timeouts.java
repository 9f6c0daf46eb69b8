package io.clevertap.internal;

import feign.Request;
import feign.RequestTemplate;
import java.util.concurrent.TimeUnit;

/**
 * The time that is left, as it goes down the stack of clients: each hands on, as the read timeout,
 * what the one below may take.
 */
final class Timeouts {

  private static final String MARK = "millis-left";

  private Timeouts() {}

  /** Says how much of a call's time is left for the request. */
  static void mark(RequestTemplate template, long millis) {
    Marks.put(template, MARK, String.valueOf(millis));
  }

  /** Returns the options with what is left for the request, where it is marked. */
  static Request.Options of(Request request, Request.Options options) {
    return Marks.get(request, MARK)
        .map(millis -> withReadTimeout(options, Long.parseLong(millis)))
        .orElse(options);
  }

  static Request.Options withReadTimeout(Request.Options options, long millis) {
    return new Request.Options(
        options.connectTimeoutMillis(),
        TimeUnit.MILLISECONDS,
        millis,
        TimeUnit.MILLISECONDS,
        false);
  }
}
