package io.clevertap.test.internal;

import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.model.ErrorResponse;
import io.clevertap.test.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Creates the replies for faults and errors. */
final class Replies {

  private static final byte[] PAGE =
      "<html><body>Sorry</body></html>".getBytes(StandardCharsets.UTF_8);

  private Replies() {}

  /**
   * Returns the reply for a fault.
   *
   * @param body the body of a successful response
   */
  static HttpReply of(Fault fault, String body) {
    return switch (fault) {
      case NONE -> HttpReply.json(200, body);
      case BAD_REQUEST -> error(400, "Invalid parameter passed");
      case UNAUTHORIZED -> error(401, "Invalid Credentials");
      case TOO_MANY_REQUESTS -> error(429, "Too many concurrent requests");
      case INTERNAL_SERVER_ERROR -> error(500, "Internal Server Error");
      case SERVICE_UNAVAILABLE -> error(503, "Service Unavailable");
      case BAD_GATEWAY_AFTER_STORING -> page(502);
      case RESET, RESET_AFTER_STORING -> new HttpReply.Reset();
      case SILENCE, SILENCE_AFTER_STORING -> new HttpReply.Silence();
      case HTML, HTML_AFTER_STORING -> page(200);
      case CUT_OFF -> new HttpReply.CutOff(HttpReply.json(200, body));
    };
  }

  /** Returns the reply for a fault, where the successful body contains only a status. */
  static HttpReply success(Fault fault) {
    return of(
        fault, Json.write(Map.of(ErrorResponse.JSON_PROPERTY_STATUS, StatusResponse.SUCCESS)));
  }

  static HttpReply error(int status, String reason) {
    ErrorResponse error =
        new ErrorResponse().status(StatusResponse.FAIL).error(reason).code(status);
    return HttpReply.json(status, Json.write(error));
  }

  private static HttpReply page(int status) {
    return new HttpReply.Response(status, "text/html", PAGE);
  }
}
