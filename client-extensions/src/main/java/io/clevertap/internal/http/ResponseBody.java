package io.clevertap.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads the body of a response, up to a length, after its headers have arrived. */
public final class ResponseBody implements BodySubscriber<ResponseBody> {

  private final int maxBytes;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

  ResponseBody(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Waits for the end of the body, and aborts the connection after the timeout. */
  byte[] await(long nanos) throws IOException, InterruptedException {
    try {
      return whole.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("the response did not end in time");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } finally {
      whole.cancel(false);
    }
  }

  /** Completes at once, so that the HTTP client returns the response after its headers. */
  @Override
  public CompletionStage<ResponseBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    whole.whenComplete((body, failure) -> subscription.cancel()); // no effect after the end
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (part.remaining() > maxBytes - bytes.size()) {
        onError(new IOException("the response is longer than " + maxBytes + " bytes"));
        return;
      }
      byte[] next = new byte[part.remaining()];
      part.get(next);
      bytes.writeBytes(next);
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }
}
