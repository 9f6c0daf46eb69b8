package io.clevertap.micrometer;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Uploads two records, and prints the metrics as Prometheus reads them. */
public final class MetricsExample {

  public static void main(String[] arguments) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (CleverTap cleverTap =
        CleverTap.builder()
            .baseUrl(arguments[0])
            .credentials("ACCOUNT_ID", "PASSCODE")
            .listener(new CleverTapMetrics(registry))
            .build()) {
      cleverTap.upload(
          Profile.ofIdentity("42").name("Jack"), Event.named("Signed Up").identity("42"));
    }
    System.out.println(registry.scrape());
  }
}
