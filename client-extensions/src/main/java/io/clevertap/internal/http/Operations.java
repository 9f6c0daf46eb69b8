package io.clevertap.internal.http;

import feign.Request;
import io.clevertap.client.api.Operation;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the operation of a request, or of a method of the API's interface. */
public final class Operations {

  private static final Map<String, Operation> BY_ID =
      Arrays.stream(Operation.values())
          .collect(Collectors.toUnmodifiableMap(Operation::operationId, Function.identity()));

  private Operations() {}

  static Operation of(Request request) {
    return BY_ID.get(request.requestTemplate().methodMetadata().method().getName());
  }

  /** Returns the operation of a method; null for one that every object has. */
  public static @Nullable Operation named(String method) {
    return BY_ID.get(method);
  }
}
