package io.clevertap.faults;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Reports when an HTTP client begins its second attempt, and selects no proxy. */
final class FirstCall extends ProxySelector {

  private final AtomicInteger attempts = new AtomicInteger();
  private final CountDownLatch over;

  FirstCall(CountDownLatch over) {
    this.over = over;
  }

  @Override
  public List<Proxy> select(URI uri) {
    if (attempts.incrementAndGet() == 2) {
      over.countDown();
    }
    return List.of(Proxy.NO_PROXY);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    throw new UnsupportedOperationException("no proxy is used", failure);
  }
}
