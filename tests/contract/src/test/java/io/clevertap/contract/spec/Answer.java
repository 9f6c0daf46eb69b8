package io.clevertap.contract.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** A named example of an operation's response. */
public record Answer(
    Operation operation, int status, String name, JsonPointer schema, JsonNode value) {

  /** Returns the value of the request header with which the mock server sends this response. */
  public String preference() {
    return "code=" + status + ", example=" + name;
  }

  @Override
  public String toString() {
    return operation + " " + status + " " + name;
  }
}
