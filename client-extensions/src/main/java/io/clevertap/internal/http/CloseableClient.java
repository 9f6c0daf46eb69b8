package io.clevertap.internal.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.StampedLock;

/** Passes requests on until it is closed. Thread-safe. */
public final class CloseableClient implements Client {

  private final Client next;
  private final ExceptionFactory exceptions;
  private final StampedLock passing = new StampedLock(); // read by requests, written by close()
  private volatile boolean closed;

  CloseableClient(Client next, ExceptionFactory exceptions) {
    this.next = next;
    this.exceptions = exceptions;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Lock pass = passing.asReadLock();
    if (!pass.tryLock()) { // fails only during and after close()
      throw exceptions.closed(request);
    }
    try {
      if (closed) { // read under the lock: close() waits for every request that reads false
        throw exceptions.closed(request);
      }
      return next.execute(request, options);
    } finally {
      pass.unlock();
    }
  }

  public boolean isClosed() {
    return closed;
  }

  /** Accepts no more requests, and waits for those in flight. */
  public void close() throws InterruptedException {
    closed = true;
    passing.unlockWrite(passing.writeLockInterruptibly());
  }
}
