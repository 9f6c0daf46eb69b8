package io.clevertap.internal.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each attempt at debug level: method, path, status and time; no header, no query and no body.
 */
public final class LoggingClient implements Client {

  private static final Logger LOG = LoggerFactory.getLogger("io.clevertap");

  private final Client next;
  private final Time time;

  LoggingClient(Client next, Time time) {
    this.next = next;
    this.time = time;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    if (!LOG.isDebugEnabled()) {
      return next.execute(request, options);
    }
    long start = time.nanoTime();
    String call = request.httpMethod() + " " + ExceptionFactory.path(request);
    try {
      Response response = next.execute(request, options);
      LOG.debug("{}: {} in {} ms", call, response.status(), millisSince(start));
      return response;
    } catch (IOException e) {
      LOG.debug("{}: {} after {} ms", call, e.getClass().getSimpleName(), millisSince(start));
      throw e;
    }
  }

  private long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - start);
  }
}
