package io.clevertap.kafka;

import io.clevertap.ClientListener;
import io.clevertap.client.api.Operation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of a task, in JMX under {@code io.clevertap.kafka:type=sink-task}. */
final class TaskMetrics implements TaskMetricsMXBean, ClientListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TaskMetrics.class);
  private static final int TOO_MANY_REQUESTS = 429;

  final AtomicLong accepted = new AtomicLong();
  final AtomicLong reported = new AtomicLong();
  final AtomicLong ignored = new AtomicLong();
  private final AtomicLong tooManyRequests = new AtomicLong();
  private final String name;
  private volatile long unfinished;
  private volatile long waiting;
  private volatile boolean paused;
  private volatile long oldestMillis;

  TaskMetrics(String connector, String task) {
    this.name =
        "io.clevertap.kafka:type=sink-task,connector=%s,task=%s"
            .formatted(ObjectName.quote(connector), task);
    try {
      ManagementFactory.getPlatformMBeanServer().registerMBean(this, new ObjectName(name));
    } catch (JMException e) { // such as after a task that did not stop
      LOG.warn("No meters in JMX: {}", e.toString());
    }
  }

  void state(Unfinished deliveries, int waitingRecords, boolean isPaused) {
    this.unfinished = deliveries.count();
    this.oldestMillis = deliveries.oldest().toMillis();
    this.waiting = waitingRecords;
    this.paused = isPaused;
  }

  @Override
  public void attempted(Operation operation, int number, int status, Duration duration) {
    if (status == TOO_MANY_REQUESTS) {
      tooManyRequests.incrementAndGet();
    }
  }

  @Override
  public long getAccepted() {
    return accepted.get();
  }

  @Override
  public long getReported() {
    return reported.get();
  }

  @Override
  public long getIgnored() {
    return ignored.get();
  }

  @Override
  public long getUnfinished() {
    return unfinished;
  }

  @Override
  public long getWaiting() {
    return waiting;
  }

  @Override
  public boolean isPaused() {
    return paused;
  }

  @Override
  public long getOldestUnfinishedMillis() {
    return oldestMillis;
  }

  @Override
  public long getTooManyRequests() {
    return tooManyRequests.get();
  }

  @Override
  public String toString() {
    return ("accepted=%d reported=%d ignored=%d unfinished=%d waiting=%d paused=%s oldest=%d ms"
            + " too-many-requests=%d")
        .formatted(
            getAccepted(),
            getReported(),
            getIgnored(),
            getUnfinished(),
            waiting,
            paused,
            oldestMillis,
            getTooManyRequests());
  }

  @Override
  public void close() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(name));
    } catch (JMException e) {
      LOG.debug("The meters were not in JMX: {}", e.toString());
    }
  }
}
