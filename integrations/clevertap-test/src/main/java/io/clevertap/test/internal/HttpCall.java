package io.clevertap.test;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came over the socket.
 *
 * @param target the path with its query
 * @param headers by name in lower case
 */
public record HttpCall(String method, String target, Map<String, String> headers, byte[] body) {

  /** Returns the path without its query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Returns a header, whatever the case of its name; empty when it was not sent. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
