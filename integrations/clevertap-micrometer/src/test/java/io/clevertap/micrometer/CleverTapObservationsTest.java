package io.clevertap.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clevertap.CleverTap;
import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Micrometer's bridge turns the observations into OpenTelemetry spans. */
class CleverTapObservationsTest {

  private static final String PROFILE = "{\"status\":\"success\",\"record\":{\"email\":\"a@b.c\"}}";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetry otel =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();
  private final List<String> traceParents = new CopyOnWriteArrayList<>();
  private LoopbackServer server;
  private CleverTap cleverTap;

  @BeforeEach
  void start() throws IOException {
    server =
        LoopbackServer.start(
            0,
            call -> {
              traceParents.add(call.header("traceparent").orElseThrow());
              boolean first = traceParents.size() == 1;
              return first ? HttpReply.json(503, "{}") : HttpReply.json(200, PROFILE);
            });
    cleverTap =
        ReadmeFragments.traces(otel, ObservationRegistry.create())
            .baseUrl(server.baseUrl())
            .credentials("ACCOUNT", "PASS")
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    cleverTap.close();
    server.close();
  }

  @Test
  void call_thatIsRetried_hasASpanForEachAttemptInTheCallersTraceAndSendsItsContext() {
    Span caller = otel.getTracer("test").spanBuilder("caller").startSpan();
    try (Scope scope = caller.makeCurrent()) {
      cleverTap.profileByEmail("a@b.c");
    } finally {
      caller.end();
    }

    List<SpanData> finished = spans.getFinishedSpanItems();
    assertThat(finished)
        .extracting(SpanData::getName)
        .containsExactly("clevertap getProfile", "clevertap getProfile", "caller");
    List<SpanData> attempts = finished.subList(0, 2);
    assertThat(attempts)
        .allSatisfy(
            span ->
                assertThat(span.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId()))
        .allSatisfy(span -> assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT))
        .allSatisfy(span -> assertThat(span.getAttributes().toString()).doesNotContain("a@b.c"));
    assertThat(attempts.get(0).getAttributes().toString()).contains("http.status_code=503");
    assertThat(attempts.get(1).getAttributes().toString()).contains("http.status_code=200");
    assertThat(traceParents)
        .extracting(header -> header.substring(0, header.lastIndexOf('-'))) // flags follow
        .containsExactlyElementsOf(
            attempts.stream()
                .map(span -> "00-" + span.getTraceId() + "-" + span.getSpanId())
                .toList());
  }

  @Test
  void attempt_withoutAResponse_endsItsSpanAsAnError() throws IOException {
    server.close();
    try (CleverTap once = cleverTap.toBuilder().maxAttempts(1).build()) {
      assertThat(catchThrowable(() -> once.profileByEmail("a@b.c"))).isNotNull();
    }

    assertThat(spans.getFinishedSpanItems())
        .singleElement()
        .extracting(SpanData::getStatus)
        .extracting(StatusData::getStatusCode)
        .hasToString("ERROR");
  }
}
