package io.clevertap.test.internal;

import java.nio.charset.StandardCharsets;

/** What a server does about a request. */
public sealed interface HttpReply {

  /** Answers, and keeps the connection. */
  record Answer(int status, String contentType, byte[] body) implements HttpReply {}

  /** Announces the whole answer, sends its first half and closes the connection. */
  record CutOff(Answer answer) implements HttpReply {}

  /** Resets the connection without an answer. */
  record Reset() implements HttpReply {}

  /** Never answers; the connection ends when the client gives up. */
  record Silence() implements HttpReply {}

  /** An answer with a JSON body. */
  static Answer json(int status, String body) {
    return new Answer(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }
}
