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

/** Tells all listeners of a client, and keeps what they throw from its calls. */
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
  public void batchTurn(Duration waited) {
    tell(listener -> listener.batchTurn(waited));
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
      } catch (Throwable e) { // an Error too: a call must not lose its answer by a listener
        LOG.warn("{} threw; the call goes on", listener.getClass().getName(), e);
      }
    }
  }
}
