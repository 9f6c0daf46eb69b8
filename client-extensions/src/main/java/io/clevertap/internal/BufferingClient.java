package io.clevertap.internal;

import feign.Client;
import feign.Request;
import feign.Response;
import feign.Util;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reads the whole answer within the attempt's time. The transport below watches the clock only
 * until the headers have come, so a body that trickles in would otherwise never end.
 */
final class BufferingClient implements Client {

  /** Far above any answer: a thousand refused records of the greatest size take no more. */
  private static final int MAX_BODY_BYTES = 160 * 1024 * 1024;

  private final Client next;
  private final ScheduledExecutorService alarms;

  /**
   * Makes a buffering client.
   *
   * @param alarms where deadlines are watched; stays the caller's
   */
  BufferingClient(Client next, ScheduledExecutorService alarms) {
    this.next = next;
    this.alarms = alarms;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options.readTimeoutMillis());
    Response response = next.execute(request, options);
    if (response.body() == null) {
      return response.toBuilder().body(new byte[0]).build();
    }
    InputStream body = response.body().asInputStream();
    Future<?> alarm =
        alarms.schedule(
            () -> Util.ensureClosed(body), end - System.nanoTime(), TimeUnit.NANOSECONDS);
    try (body) {
      byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
      if (bytes.length > MAX_BODY_BYTES) {
        throw new IOException("the answer is longer than " + MAX_BODY_BYTES + " bytes");
      }
      return response.toBuilder().body(bytes).build();
    } catch (IOException e) {
      if (System.nanoTime() >= end) {
        throw new HttpTimeoutException("the answer did not end in time");
      }
      throw e;
    } finally {
      alarm.cancel(false);
    }
  }
}
