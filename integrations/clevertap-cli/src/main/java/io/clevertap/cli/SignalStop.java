package io.clevertap.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends an upload in order when the process is told to end, as by Ctrl-C: reads no more, waits for
 * what was read, and breaks that off when it takes too long.
 */
final class SignalStop implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 10;
  private static final long BREAKING_OFF_SECONDS = 5;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread uploader = Thread.currentThread();
  private final RecordSource records;
  private final Thread hook = new Thread(this::stop, "clevertap-stop");

  /** Stands ready, until it is closed, to end the upload of these records by this thread. */
  SignalStop(RecordSource records) {
    this.records = records;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    records.stop();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        uploader.interrupt();
        done.await(BREAKING_OFF_SECONDS, TimeUnit.SECONDS);
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
    } catch (IllegalStateException e) { // it runs, and the process ends
      Thread.interrupted();
    }
  }
}
