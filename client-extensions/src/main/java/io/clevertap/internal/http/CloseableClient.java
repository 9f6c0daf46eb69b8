package io.clevertap.internal.http;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.StampedLock;

/** Lets requests pass until it is closed. */
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
    if (!pass.tryLock()) { // only close() keeps it from a request
      throw exceptions.closed(request);
    }
    try {
      if (closed) { // asked with the lock held, so that close() waits for all that see it open
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

  /** Takes no more requests, and waits for those that were made before. */
  public void close() throws InterruptedException {
    closed = true;
    passing.unlockWrite(passing.writeLockInterruptibly());
  }
}
