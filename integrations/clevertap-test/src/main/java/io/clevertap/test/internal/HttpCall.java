package io.clevertap.test.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that the server received.
 *
 * @param target the path with its query
 * @param headers the values by lower-case name
 */
public record HttpCall(String method, String target, Map<String, String> headers, byte[] body) {

  /** Returns the path without its query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /**
   * Returns the decoded parameters of the query; of two with one name, the last.
   *
   * @throws IllegalArgumentException if a parameter is not encoded properly
   */
  public Map<String, String> query() {
    Map<String, String> parameters = new HashMap<>();
    if (target.indexOf('?') >= 0) {
      for (String parameter : target.substring(target.indexOf('?') + 1).split("&")) {
        String[] parts = parameter.split("=", 2);
        parameters.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
      }
    }
    return parameters;
  }

  /** Returns a header, ignoring the case of its name; empty if it was not sent. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
