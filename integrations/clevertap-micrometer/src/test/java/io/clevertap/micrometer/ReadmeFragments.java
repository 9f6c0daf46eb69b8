package io.clevertap.micrometer;

import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.OpenTelemetry;

/** The Java fragments of the README; the tests run them. */
final class ReadmeFragments {

  private ReadmeFragments() {}

  static CleverTapBuilder metrics(MeterRegistry meterRegistry) {
    return CleverTap.builder().listener(new CleverTapMetrics(meterRegistry));
  }

  static CleverTapMetrics metricsOfAClient(MeterRegistry meterRegistry) {
    return new CleverTapMetrics(meterRegistry, Tags.of("client", "shop"));
  }

  static CleverTapBuilder traces(OpenTelemetry otel, ObservationRegistry observationRegistry) {
    OtelTracer tracer =
        new OtelTracer(otel.getTracer("shop"), new OtelCurrentTraceContext(), event -> {});
    OtelPropagator propagator = new OtelPropagator(otel.getPropagators(), otel.getTracer("shop"));
    observationRegistry
        .observationConfig()
        .observationHandler(new PropagatingSenderTracingObservationHandler<>(tracer, propagator));

    return CleverTap.builder().transport(new CleverTapObservations(observationRegistry));
  }
}
