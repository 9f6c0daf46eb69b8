package io.clevertap.contract.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** A named example of what an operation answers. */
public record Answer(
    Operation operation, int status, String name, JsonPointer schema, JsonNode value) {

  /** Returns the request header value that makes the mock give this answer. */
  public String preference() {
    return "code=" + status + ", example=" + name;
  }

  @Override
  public String toString() {
    return operation + " " + status + " " + name;
  }
}
