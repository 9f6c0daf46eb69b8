package io.clevertap.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends an upload in an orderly way when a signal such as Ctrl-C ends the process: stops reading,
 * waits until the records that were read have been sent, and interrupts the upload if that takes
 * too long.
 */
final class SignalStop implements AutoCloseable {

  private static final long SEND_SECONDS = 10;
  private static final long INTERRUPT_SECONDS = 5;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread uploader = Thread.currentThread();
  private final Input input;
  private final RecordSource records;
  private final Thread hook = new Thread(this::stop, "clevertap-stop");

  /** Handles signals until it is closed. The current thread uploads these records of the input. */
  SignalStop(Input input, RecordSource records) {
    this.input = input;
    this.records = records;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    records.stop();
    try {
      input.close();
    } catch (IOException e) {
      // the upload still ends after the next record
    }
    try {
      if (!done.await(SEND_SECONDS, TimeUnit.SECONDS)) {
        uploader.interrupt();
        done.await(INTERRUPT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) { // the hook is running, and the process ends
      Thread.interrupted();
    }
  }
}
