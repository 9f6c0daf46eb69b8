package io.clevertap.internal.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.clevertap.ClientListener;
import io.clevertap.exception.CleverTapException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;

/**
 * The one retry policy. What was certainly not applied is sent again; what may have been applied is
 * sent again only when that does no harm. Ends with an answer of 2xx or with an exception.
 */
public final class RetryingClient implements Client {

  private static final Set<Integer> PASSING_ERRORS = Set.of(500, 502, 503, 504);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int NO_ANSWER = 0;

  private final Client next;
  private final ExceptionFactory failures;
  private final Backoff backoff;
  private final Time time;
  private final RetryLimits limits;
  private final ClientListener listener;

  RetryingClient(
      Client next,
      ExceptionFactory failures,
      Backoff backoff,
      Time time,
      RetryLimits limits,
      ClientListener listener) {
    this.next = next;
    this.failures = failures;
    this.backoff = backoff;
    this.time = time;
    this.limits = limits;
    this.listener = listener;
  }

  @Override
  public Response execute(Request marked, Request.Options options) {
    boolean repeatable = RequestMarks.isRepeatable(marked);
    Request request = RequestMarks.removeFrom(marked);
    boolean write = RequestMarks.mayApply(marked);
    long end = time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options.readTimeoutMillis());
    boolean outcomeUnknown = false;
    for (int attempt = 1; ; attempt++) {
      CleverTapException failure;
      boolean retry;
      Duration delay = backoff.delay(attempt);
      try {
        Response response = attempt(attempt, request, attemptOptions(options, millisUntil(end)));
        int status = response.status();
        if (status >= 200 && status < 300) {
          return response;
        }
        outcomeUnknown |= write && status >= 500;
        failure = failures.answered(response, outcomeUnknown);
        retry = status == TOO_MANY_REQUESTS || repeatable && PASSING_ERRORS.contains(status);
        delay = RetryAfter.of(response).orElse(delay);
      } catch (IOException e) {
        boolean sent = !isBeforeSending(e);
        outcomeUnknown |= write && sent;
        if (Thread.currentThread().isInterrupted()) {
          throw failures.interrupted(request, e, outcomeUnknown);
        }
        failure = failures.unanswered(request, attempt, e, outcomeUnknown);
        retry = repeatable || !sent;
      }
      if (!retry || attempt == limits.maxAttempts() || !isBefore(delay, end)) {
        throw failure;
      }
      sleep(delay, request, outcomeUnknown);
    }
  }

  private Response attempt(int number, Request request, Request.Options options)
      throws IOException {
    long start = time.nanoTime();
    int status = NO_ANSWER;
    try {
      Response response = next.execute(request, options);
      status = response.status();
      return response;
    } finally {
      Duration duration = Duration.ofNanos(time.nanoTime() - start);
      listener.attempted(Operations.of(request), number, status, duration);
    }
  }

  private Request.Options attemptOptions(Request.Options options, long millisLeft) {
    return RequestMarks.withReadTimeout(
        options, Math.max(1, Math.min(limits.attemptTimeout().toMillis(), millisLeft)));
  }

  private boolean isBefore(Duration delay, long end) {
    return delay.compareTo(Duration.ofNanos(end - time.nanoTime())) < 0;
  }

  private long millisUntil(long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - time.nanoTime());
  }

  private void sleep(Duration delay, Request request, boolean outcomeUnknown) {
    try {
      time.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.interrupted(request, e, outcomeUnknown);
    }
  }

  private static boolean isBeforeSending(IOException e) {
    return e instanceof ConnectException
        || e instanceof HttpConnectTimeoutException
        || e instanceof UnknownHostException
        || e instanceof SSLHandshakeException;
  }
}
