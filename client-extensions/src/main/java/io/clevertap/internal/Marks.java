package io.clevertap.internal;

import feign.Request;
import feign.RequestTemplate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the encoder, which knows the records, tells the clients below Feign, which do not: headers
 * of the request as it is within this process. They are taken off before it is sent.
 */
final class Marks {

  private static final String PREFIX = "io.clevertap.";

  private Marks() {}

  static void put(RequestTemplate template, String name, String value) {
    template.headerLiteral(PREFIX + name, value);
  }

  static Optional<String> get(Request request, String name) {
    return request.headers().getOrDefault(PREFIX + name, List.of()).stream().findFirst();
  }

  static Request takeOff(Request request) {
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
}
