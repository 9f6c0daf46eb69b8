package io.clevertap.internal.api;

import io.clevertap.ClientListener;
import io.clevertap.RecordOutcome;
import io.clevertap.client.api.Operation;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes events on to all listeners of a client, and logs the exceptions that they throw. */
public final class Listeners implements ClientListener {

  private static final Logger LOG = LoggerFactory.getLogger("io.clevertap");

  private final List<ClientListener> listeners;

  public Listeners(List<ClientListener> listeners) {
    this.listeners = listeners;
  }

  @Override
  public void permitAcquired(Operation operation, Duration waited) {
    tell(listener -> listener.permitAcquired(operation, waited));
  }

  @Override
  public void permitReleased(Operation operation) {
    tell(listener -> listener.permitReleased(operation));
  }

  @Override
  public void batchStarted(Duration waited) {
    tell(listener -> listener.batchStarted(waited));
  }

  @Override
  public void attempted(Operation operation, int number, int status, Duration duration) {
    tell(listener -> listener.attempted(operation, number, status, duration));
  }

  @Override
  public void called(Operation operation, Duration duration, @Nullable Throwable failure) {
    tell(listener -> listener.called(operation, duration, failure));
  }

  @Override
  public void settled(List<RecordOutcome> outcomes) {
    List<RecordOutcome> view = Collections.unmodifiableList(outcomes);
    tell(listener -> listener.settled(view));
  }

  private void tell(Consumer<ClientListener> event) {
    for (ClientListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (Throwable e) { // an Error too: no listener may make a call fail
        LOG.warn("{} threw; the call goes on", listener.getClass().getName(), e);
      }
    }
  }
}
