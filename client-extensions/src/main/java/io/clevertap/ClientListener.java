package io.clevertap;

import io.clevertap.client.api.Operation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receives events from a client, for metrics. Register it with {@link CleverTapBuilder#listener}.
 *
 * <p>The client calls these methods on the threads that make its calls, many in parallel, and the
 * calls wait for them to return. They must be thread-safe and fast, and must not close the client,
 * which would wait for the current call. An exception from a listener is logged and ignored.
 */
public interface ClientListener {

  /**
   * A call acquired its permit to be in flight. It keeps the permit across retries until {@link
   * #permitReleased}.
   *
   * @param waited how long the call waited for the permit
   */
  default void permitAcquired(Operation operation, Duration waited) {}

  /** A call released its permit, whether or not it succeeded. */
  default void permitReleased(Operation operation) {}

  /**
   * A batch of a bulk upload is about to be sent.
   *
   * @param waited how long the batch waited after it was ready (full, or past the linger time)
   */
  default void batchStarted(Duration waited) {}

  /**
   * An attempt of a call ended.
   *
   * @param number the number of the attempt in its call; 1 is the first, all others are retries
   * @param status the HTTP status of the response, 0 if there was none
   */
  default void attempted(Operation operation, int number, int status, Duration duration) {}

  /**
   * A call ended: one method call on an interface of {@link CleverTap#api}, on which all other
   * methods build. Resending some records of a batch is another call.
   *
   * @param duration the time of the call with all attempts and waiting
   * @param failure what the call threw; null if it returned, even if records were rejected
   */
  default void called(Operation operation, Duration duration, @Nullable Throwable failure) {}

  /**
   * Records got their final outcomes: all of a single upload, also if it throws, or some of a bulk
   * upload. Not called for dry runs, for uploads through {@link CleverTap#api}, and for single
   * uploads with invalid input.
   */
  default void settled(List<RecordOutcome> outcomes) {}
}
