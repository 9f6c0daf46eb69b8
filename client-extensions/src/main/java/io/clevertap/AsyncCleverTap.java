package io.clevertap;

import io.clevertap.exception.CleverTapException;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs the calls of a {@link CleverTap} on threads of the caller's executor. Returned by {@link
 * CleverTap#async}. Thread-safe.
 *
 * <p>An exception of the call, usually a {@link CleverTapException}, completes the future
 * exceptionally. Cancelling a future does not cancel its call. A call blocks its thread while it
 * waits; virtual threads are a good fit.
 */
public final class AsyncCleverTap {

  private final CleverTap cleverTap;
  private final Executor executor;

  AsyncCleverTap(CleverTap cleverTap, Executor executor) {
    this.cleverTap = cleverTap;
    this.executor = executor;
  }

  /**
   * Runs any call on the executor, such as {@code c -> c.profileByIdentity("42")}.
   *
   * @param call receives the client
   */
  public <T> CompletableFuture<T> call(Function<? super CleverTap, ? extends T> call) {
    return run(() -> () -> call.apply(cleverTap));
  }

  /** Uploads records as {@link CleverTap#upload(Uploadable...)} does. */
  public CompletableFuture<UploadResult> upload(Uploadable... records) {
    return upload(Arrays.asList(records));
  }

  /** Uploads records as {@link CleverTap#upload(Collection)}. Reads them before it returns. */
  public CompletableFuture<UploadResult> upload(Collection<? extends Uploadable> records) {
    return run(() -> cleverTap.prepare(records, false));
  }

  /** Validates records as {@link CleverTap#validate(Uploadable...)} does. */
  public CompletableFuture<UploadResult> validate(Uploadable... records) {
    return validate(Arrays.asList(records));
  }

  /** Validates records as {@link CleverTap#validate(Collection)}. Reads them before it returns. */
  public CompletableFuture<UploadResult> validate(Collection<? extends Uploadable> records) {
    return run(() -> cleverTap.prepare(records, true));
  }

  /** Runs what is prepared on this thread; whatever fails completes the future exceptionally. */
  private <T> CompletableFuture<T> run(Supplier<Supplier<T>> preparation) {
    try {
      return CompletableFuture.supplyAsync(preparation.get(), executor);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
