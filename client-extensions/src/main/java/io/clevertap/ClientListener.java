package io.clevertap;

import io.clevertap.client.api.Operation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Told what a client does, to count and to time it. Given to {@link CleverTapBuilder#listener}.
 *
 * <p>Its methods are called on the threads that make the calls, many at a time, and the calls wait
 * for them: they must be thread-safe and quick, and must not close the client, which would wait for
 * the call that tells them. What they throw is logged, and harms no call.
 */
public interface ClientListener {

  /**
   * A call has its place among those in flight. It holds it, through its retries too, until {@link
   * #permitReleased}.
   *
   * @param waited how long it waited for the place
   */
  default void permitAcquired(Operation operation, Duration waited) {}

  /** A call has given back its place, however it ended. */
  default void permitReleased(Operation operation) {}

  /**
   * A batch of a bulk upload has its turn, and its calls follow.
   *
   * @param waited how long it waited for that since it was ready: since it was full, say
   */
  default void batchTurn(Duration waited) {}

  /**
   * An attempt of a call has ended.
   *
   * @param number which attempt of the call it was, counted from 1; each one after that is a retry
   * @param status the HTTP status of the answer, 0 when there was none
   */
  default void attempted(Operation operation, int number, int status, Duration duration) {}

  /**
   * A call has ended: a method of {@link CleverTap#api}, on which all others build. A batch that is
   * sent again for some of its records is another call.
   *
   * @param duration with all of its attempts and all waiting
   * @param failure what it threw, null when it did not; an answer that rejects records is none
   */
  default void called(Operation operation, Duration duration, @Nullable Throwable failure) {}

  /**
   * Records have their outcomes, each its final one: those of a single upload, also when it throws,
   * or some of a bulk upload. Dry runs are not told, nor uploads through {@link CleverTap#api}, nor
   * single uploads whose input was refused before anything was sent.
   */
  default void settled(List<RecordOutcome> outcomes) {}
}
