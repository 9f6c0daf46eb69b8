package io.clevertap.kafka;

import java.util.Arrays;

/**
 * Tells which methods the running Kafka Connect has, which may be older than the one compiled for.
 */
final class NewerApi {

  private NewerApi() {}

  /** Returns whether a type of Connect has a method with this name. */
  static boolean has(Class<?> type, String method) {
    return Arrays.stream(type.getMethods()).anyMatch(known -> known.getName().equals(method));
  }
}
