package io.clevertap.kafka;

import java.util.LinkedHashMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * The meters of a task among Connect's own metrics, in the group {@code plugins} with the tags of
 * the connector and the task. Connect removes them when the task stops.
 */
final class PluginMeters {

  private final PluginMetrics metrics;
  private final TaskMetrics task;

  private PluginMeters(PluginMetrics metrics, TaskMetrics task) {
    this.metrics = metrics;
    this.task = task;
  }

  /** Adds the meters if Connect is 4.1 or later, which has such metrics. */
  static void add(SinkTaskContext context, TaskMetrics task) {
    if (NewerApi.has(SinkTaskContext.class, "pluginMetrics")) {
      new PluginMeters(context.pluginMetrics(), task).addAll();
    }
  }

  private void addAll() {
    add("accepted", "Records that CleverTap accepted", TaskMetrics::getAccepted);
    add("reported", "Records that were reported as errors", TaskMetrics::getReported);
    add("ignored", "Tombstones that were ignored", TaskMetrics::getIgnored);
    add("unfinished", "Records that have no response yet", TaskMetrics::getUnfinished);
    add("waiting", "Records that wait for room in the uploader", TaskMetrics::getWaiting);
    add("paused", "1 while the partitions are paused", meters -> meters.isPaused() ? 1 : 0);
    add(
        "oldest-unfinished-ms",
        "The age of the oldest unfinished record",
        TaskMetrics::getOldestUnfinishedMillis);
    add("too-many-requests", "Responses with status 429", TaskMetrics::getTooManyRequests);
  }

  private void add(String name, String description, ToLongFunction<TaskMetrics> value) {
    Gauge<Long> gauge = (config, now) -> value.applyAsLong(task);
    metrics.addMetric(metrics.metricName(name, description, new LinkedHashMap<>()), gauge);
  }
}
