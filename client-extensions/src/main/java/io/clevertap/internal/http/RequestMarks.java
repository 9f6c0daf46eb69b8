package io.clevertap.internal.http;

import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.Operation.Effect;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hints that the encoder, which sees the body, passes to the clients below Feign, which do not.
 * They travel as request headers inside this process and are removed before sending.
 */
public final class RequestMarks {

  private static final String PREFIX = "io.clevertap.";
  private static final String REPEATABLE = PREFIX + "repeatable";
  private static final String NO_EFFECT = PREFIX + "no-effect";
  private static final String OUTCOME_UNKNOWN = PREFIX + "outcome-unknown";
  private static final String MILLIS_LEFT = PREFIX + "millis-left";
  private static final String SET = "true"; // Feign drops a header without a value

  private RequestMarks() {}

  /** Marks a request that may be resent when the outcome of an attempt is unknown. */
  public static void repeatable(RequestTemplate template) {
    template.headerLiteral(REPEATABLE, SET);
  }

  /** Marks a request that changes nothing. */
  public static void noEffect(RequestTemplate template) {
    template.headerLiteral(NO_EFFECT, SET);
  }

  /** Marks a request with the time that is left for it. */
  public static void millisLeft(RequestTemplate template, long millis) {
    template.headerLiteral(MILLIS_LEFT, String.valueOf(millis));
  }

  /** Returns the operation that created the request. */
  public static Operation operation(Request request) {
    return Operation.of(request.requestTemplate().methodMetadata().method().getName());
  }

  /** Marks the response to a request of which an earlier attempt may have been applied. */
  static Response outcomeUnknown(Response response) {
    Map<String, Collection<String>> headers = new LinkedHashMap<>(response.headers());
    headers.put(OUTCOME_UNKNOWN, List.of(SET));
    return response.toBuilder().headers(headers).build();
  }

  /** Returns whether an earlier attempt may have been applied. */
  static boolean isOutcomeUnknown(Response response) {
    return response.headers().containsKey(OUTCOME_UNKNOWN);
  }

  /** Returns whether the request may change anything. */
  static boolean mayApply(Request request) {
    return effect(request) != Effect.READ;
  }

  /** Returns whether the request may be resent when the outcome of an attempt is unknown. */
  static boolean isRepeatable(Request request) {
    return effect(request) != Effect.ONCE || get(request, REPEATABLE).isPresent();
  }

  private static Effect effect(Request request) {
    return get(request, NO_EFFECT).isPresent()
        ? Effect.READ
        : operation(request).effectAt(request.url());
  }

  /** Returns the options with the marked time as their read timeout, if there is a mark. */
  static Request.Options timeLeft(Request request, Request.Options options) {
    return get(request, MILLIS_LEFT)
        .map(millis -> withReadTimeout(options, Long.parseLong(millis)))
        .orElse(options);
  }

  /** Returns the options with another read timeout. Each client sets it for the one below it. */
  static Request.Options withReadTimeout(Request.Options options, long millis) {
    Duration connectTimeout = Duration.ofMillis(options.connectTimeoutMillis());
    return new Request.Options(connectTimeout, Duration.ofMillis(millis), false);
  }

  /** Returns the request without its marks. */
  static Request removeFrom(Request request) {
    Map<String, Collection<String>> headers = new LinkedHashMap<>(request.headers());
    headers.keySet().removeIf(name -> name.startsWith(PREFIX));
    return Request.create(
        request.httpMethod(),
        request.url(),
        headers,
        request.body(),
        request.charset(),
        request.requestTemplate());
  }

  private static Optional<String> get(Request request, String mark) {
    return request.headers().getOrDefault(mark, List.of()).stream().findFirst();
  }
}
