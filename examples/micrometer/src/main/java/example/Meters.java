package example;

import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.Profile;
import io.clevertap.micrometer.CleverTapMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Uploads a profile, and prints the metrics as Prometheus reads them. */
public final class Meters {

  public static void main(String[] arguments) {
    System.out.println(
        upload(CleverTap.builder().regionFromEnvironment().credentialsFromEnvironment()));
  }

  static String upload(CleverTapBuilder builder) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (CleverTap cleverTap = builder.listener(new CleverTapMetrics(registry)).build()) {
      cleverTap.upload(Profile.ofIdentity("42").name("Jack"));
    }
    return registry.scrape();
  }
}
