package io.clevertap.internal.http;

import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Sends a file to another host: with no header of the account, without following a redirect, and as
 * a stream. Sending it twice does no harm, so an attempt that failed is repeated. An attempt may
 * take as long as it likes while the file moves.
 */
public record FileTransfer(Supplier<HttpClient> http, RetryPolicy retries) {

  private static final Set<Integer> TEMPORARY_ERRORS = Set.of(408, 429, 500, 502, 503, 504);
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final int FORBIDDEN = 403;

  /**
   * Sends a file.
   *
   * @param progress is told how many bytes of the file were sent, on a thread of the HTTP client
   * @return false if the host no longer accepts the address
   * @throws CleverTapException when the file did not arrive
   */
  public boolean put(URI address, Path file, LongConsumer progress) {
    String call = "PUT of the file to host " + address.getHost();
    Attempts attempts = retries.startWithoutDeadline();
    while (true) {
      CleverTapException failure;
      try {
        HttpResponse<ResponseBody> response = attempt(address, file, progress);
        int status = response.statusCode();
        if (status >= 200 && status < 300 || status == FORBIDDEN) {
          return status != FORBIDDEN;
        }
        byte[] body = response.body().await(retries.attemptTimeout().toNanos());
        String message = call + " failed with HTTP " + status;
        failure = new UnexpectedResponseException(message, status, body, false);
        if (!TEMPORARY_ERRORS.contains(status)) {
          throw failure;
        }
      } catch (IOException e) {
        String message =
            "%s failed in %d attempts (%s)"
                .formatted(call, attempts.number(), e.getClass().getSimpleName());
        failure = new TransportException(message, e, false);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TransportException(call + " was interrupted", e, false);
      }
      if (!attempts.awaitNext(failure.getMessage())) {
        throw failure;
      }
    }
  }

  private HttpResponse<ResponseBody> attempt(URI address, Path file, LongConsumer progress)
      throws IOException, InterruptedException {
    AtomicLong sent = new AtomicLong();
    BodyPublisher content = BodyPublishers.ofFile(file);
    BodyPublisher counted =
        BodyPublishers.fromPublisher(
            subscriber -> content.subscribe(new Counting(subscriber, sent, progress)),
            content.contentLength());
    HttpRequest request = HttpRequest.newBuilder(address).PUT(counted).build();
    CompletableFuture<HttpResponse<ResponseBody>> response =
        http.get().sendAsync(request, head -> new ResponseBody(MAX_BODY_BYTES));
    try {
      for (long before = 0; ; before = sent.get()) {
        try {
          return response.get(retries.attemptTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (sent.get() == before) {
            throw new HttpTimeoutException("nothing was sent for " + retries.attemptTimeout());
          }
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      response.cancel(true); // does nothing to a response that is there
    }
  }

  /** Counts the bytes that a subscriber gets. */
  private record Counting(
      Flow.Subscriber<? super ByteBuffer> next, AtomicLong sent, LongConsumer progress)
      implements Flow.Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      next.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer part) {
      progress.accept(sent.addAndGet(part.remaining()));
      next.onNext(part);
    }

    @Override
    public void onError(Throwable failure) {
      next.onError(failure);
    }

    @Override
    public void onComplete() {
      next.onComplete();
    }
  }
}
