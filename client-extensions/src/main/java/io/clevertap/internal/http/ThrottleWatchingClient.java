package io.clevertap.internal.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.clevertap.client.api.Operation;
import java.io.IOException;

/** Tells the limit of uploads of each attempt whether it was taken or was one too many. */
public final class ThrottleWatchingClient implements Client {

  private static final int TOO_MANY_REQUESTS = 429;

  private final Client next;
  private final AdaptiveLimit limit;
  private final Time time;

  ThrottleWatchingClient(Client next, AdaptiveLimit limit, Time time) {
    this.next = next;
    this.limit = limit;
    this.time = time;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    long start = time.nanoTime();
    Response response = next.execute(request, options);
    if (RequestMarks.operation(request) == Operation.UPLOAD) {
      if (response.status() == TOO_MANY_REQUESTS) {
        limit.lower(start);
      } else if (response.status() < 300) {
        limit.raise();
      }
    }
    return response;
  }
}
