package io.clevertap;

import io.clevertap.client.model.UserProfile;
import io.clevertap.exception.CleverTapException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The calls of {@link CleverTap}, each on a thread of the caller's executor. Made by {@link
 * CleverTap#async}. Thread-safe.
 *
 * <p>What the call would have thrown, a {@link CleverTapException} most often, completes the future
 * exceptionally. To cancel a future does not break off its call. A call that waits for its turn or
 * for its answer blocks its thread; virtual threads serve well.
 */
public final class AsyncCleverTap {

  private final CleverTap cleverTap;
  private final Executor executor;

  AsyncCleverTap(CleverTap cleverTap, Executor executor) {
    this.cleverTap = cleverTap;
    this.executor = executor;
  }

  /** Uploads records as {@link CleverTap#upload(Uploadable...)} does. */
  public CompletableFuture<UploadResult> upload(Uploadable... records) {
    return upload(Arrays.asList(records));
  }

  /** Uploads records as {@link CleverTap#upload(Collection)} does. */
  public CompletableFuture<UploadResult> upload(Collection<? extends Uploadable> records) {
    List<Uploadable> copy = List.copyOf(records);
    return call(() -> cleverTap.upload(copy));
  }

  /** Validates records as {@link CleverTap#validate(Uploadable...)} does. */
  public CompletableFuture<UploadResult> validate(Uploadable... records) {
    return validate(Arrays.asList(records));
  }

  /** Validates records as {@link CleverTap#validate(Collection)} does. */
  public CompletableFuture<UploadResult> validate(Collection<? extends Uploadable> records) {
    List<Uploadable> copy = List.copyOf(records);
    return call(() -> cleverTap.validate(copy));
  }

  /** Reads a profile as {@link CleverTap#profileByEmail} does. */
  public CompletableFuture<Optional<UserProfile>> profileByEmail(String email) {
    return call(() -> cleverTap.profileByEmail(email));
  }

  /** Reads a profile as {@link CleverTap#profileByIdentity} does. */
  public CompletableFuture<Optional<UserProfile>> profileByIdentity(String identity) {
    return call(() -> cleverTap.profileByIdentity(identity));
  }

  /** Reads a profile as {@link CleverTap#profileByObjectId} does. */
  public CompletableFuture<Optional<UserProfile>> profileByObjectId(String objectId) {
    return call(() -> cleverTap.profileByObjectId(objectId));
  }

  private <T> CompletableFuture<T> call(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, executor);
  }
}
