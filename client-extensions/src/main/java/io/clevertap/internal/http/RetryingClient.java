package io.clevertap.internal.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.clevertap.ClientListener;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.NotReadyException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resends a request after a temporary failure. A request that was certainly not applied is always
 * resent; one that may have been applied, only if applying it twice does no harm. Returns a 2xx
 * response or throws.
 */
public record RetryingClient(
    Client next, ExceptionFactory exceptions, RetryPolicy policy, ClientListener listener)
    implements Client {

  private static final Logger LOG = LoggerFactory.getLogger("io.clevertap");
  private static final Set<Integer> TEMPORARY_ERRORS = Set.of(500, 502, 503, 504);
  static final int TOO_MANY_REQUESTS = 429;
  private static final int NO_RESPONSE = 0;

  @Override
  public Response execute(Request marked, Request.Options options) {
    boolean repeatable = RequestMarks.isRepeatable(marked);
    boolean mayApply = RequestMarks.mayApply(marked);
    Request request = RequestMarks.removeFrom(marked);
    Attempts attempts = policy.start(Duration.ofMillis(options.readTimeoutMillis()));
    boolean outcomeUnknown = false;
    while (true) {
      CleverTapException failure;
      boolean retry;
      Duration retryAfter = null;
      try {
        Response response = attempt(attempts, request, options);
        int status = response.status();
        if (status >= 200 && status < 300) {
          return outcomeUnknown ? RequestMarks.outcomeUnknown(response) : response;
        }
        outcomeUnknown |= mayApply && status >= 500;
        retryAfter = RetryAfter.of(response, policy.time());
        failure = exceptions.errorStatus(response, outcomeUnknown, retryAfter);
        retry =
            status == TOO_MANY_REQUESTS
                || repeatable
                    && TEMPORARY_ERRORS.contains(status)
                    && !(failure instanceof NotReadyException);
      } catch (IOException e) {
        boolean sent = !Transport.isBeforeSending(e);
        outcomeUnknown |= mayApply && sent;
        if (Thread.currentThread().isInterrupted()) {
          throw exceptions.interrupted(request, e, outcomeUnknown);
        }
        failure = exceptions.noResponse(request, attempts.number(), e, outcomeUnknown);
        retry = repeatable || !sent;
      }
      if (!retry) {
        LOG.debug("{}; not resent: would not help, or might apply it twice", failure.getMessage());
        throw failure;
      }
      if (!attempts.awaitNext(retryAfter, failure.getMessage())) {
        throw attempts.isInterrupted()
            ? exceptions.interrupted(request, failure, outcomeUnknown)
            : failure;
      }
    }
  }

  private Response attempt(Attempts attempts, Request request, Request.Options options)
      throws IOException {
    long timeout = Math.min(policy.attemptTimeout().toMillis(), attempts.left().toMillis());
    long start = policy.time().nanoTime();
    int status = NO_RESPONSE;
    try {
      Response response = next.execute(request, RequestMarks.withReadTimeout(options, timeout));
      status = response.status();
      return response;
    } finally {
      Duration took = Duration.ofNanos(policy.time().nanoTime() - start);
      String call = request.httpMethod() + " " + ExceptionFactory.path(request);
      Object result = status == NO_RESPONSE ? "no response" : status;
      LOG.debug("{}: {} in {} ms", call, result, took.toMillis());
      listener.attempted(RequestMarks.operation(request), attempts.number(), status, took);
    }
  }
}
