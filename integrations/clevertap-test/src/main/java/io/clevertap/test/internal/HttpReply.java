package io.clevertap.test.internal;

import java.nio.charset.StandardCharsets;

/** How the server replies to a request. */
public sealed interface HttpReply {

  /** Sends a response, and keeps the connection open. */
  record Response(int status, String contentType, byte[] body) implements HttpReply {}

  /** Announces the whole response, sends its first half and closes the connection. */
  record CutOff(Response response) implements HttpReply {}

  /** Resets the connection without a response. */
  record Reset() implements HttpReply {}

  /** Never responds; the connection stays open until the client gives up. */
  record Silence() implements HttpReply {}

  /** Returns a response with a JSON body. */
  static Response json(int status, String body) {
    return new Response(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }
}
