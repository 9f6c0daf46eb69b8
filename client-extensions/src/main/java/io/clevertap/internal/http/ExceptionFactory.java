package io.clevertap.internal.http;

import feign.Request;
import feign.Response;
import feign.Util;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.NotFoundException;
import io.clevertap.exception.ServerException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;

/**
 * Says in an exception what went wrong. No message holds the passcode, a query or anything of a
 * record.
 */
public final class ExceptionFactory {

  private final String endpoint;
  private final String accountId;

  /**
   * Makes failures of one client.
   *
   * @param endpoint the region or the address, as it stands in messages
   */
  public ExceptionFactory(String endpoint, String accountId) {
    this.endpoint = endpoint;
    this.accountId = accountId;
  }

  CleverTapException answered(Response response, boolean outcomeUnknown) {
    int status = response.status();
    byte[] body = body(response);
    String what = call(response.request()) + " was answered with HTTP " + status;
    if (status >= 300 && status < 400) {
      return new UnexpectedResponseException(
          what
              + ", a redirect to "
              + redirectHost(response)
              + "; redirects are not followed, so that the passcode goes to no other host",
          status,
          body,
          outcomeUnknown);
    }
    if (status >= 500) {
      return new ServerException(what + outcome(outcomeUnknown), status, body, outcomeUnknown);
    }
    return switch (status) {
      case 401, 403 ->
          new AuthenticationException(
              what
                  + ": account "
                  + accountId
                  + " is not known with this passcode at "
                  + endpoint
                  + "; check both, and that the account lives in this region",
              status,
              body,
              outcomeUnknown);
      case 404 -> new NotFoundException(what, status, body, outcomeUnknown);
      case 429 ->
          new TooManyRequestsException(
              what
                  + ": too many requests of account "
                  + accountId
                  + " are in flight; other"
                  + " programs share the account's limit",
              status,
              body,
              outcomeUnknown);
      default ->
          new InvalidRequestException(
              what + ": the request is not valid; bodyStart() has CleverTap's reason",
              status,
              body,
              outcomeUnknown);
    };
  }

  public UnexpectedResponseException unexpected(Response response, String problem) {
    boolean outcomeUnknown = RequestMarks.mayApply(response.request());
    return new UnexpectedResponseException(
        call(response.request())
            + " was answered with HTTP "
            + response.status()
            + ", but "
            + problem
            + outcome(outcomeUnknown),
        response.status(),
        body(response),
        outcomeUnknown);
  }

  TransportException unanswered(
      Request request, int attempts, IOException cause, boolean outcomeUnknown) {
    return new TransportException(
        call(request)
            + " had no answer in "
            + attempts
            + (attempts == 1 ? " attempt" : " attempts")
            + " ("
            + cause.getClass().getSimpleName()
            + ")"
            + outcome(outcomeUnknown),
        cause,
        outcomeUnknown);
  }

  TransportException interrupted(Request request, Exception cause, boolean outcomeUnknown) {
    return new TransportException(
        call(request) + " was interrupted" + outcome(outcomeUnknown), cause, outcomeUnknown);
  }

  TransportException noPlace(Request request) {
    return new TransportException(
        call(request) + " waited in vain for earlier ones to end; nothing was sent", null, false);
  }

  TransportException closed(Request request) {
    return new TransportException(
        call(request) + " was made after this client was closed; nothing was sent", null, false);
  }

  /** Returns the request's path, without the query, which may name a user. */
  static String path(Request request) {
    return URI.create(request.url()).getPath();
  }

  private String call(Request request) {
    return request.httpMethod() + " " + path(request) + " at " + endpoint;
  }

  private static String outcome(boolean unknown) {
    return unknown ? "; what was sent may have been applied" : "";
  }

  private static String redirectHost(Response response) {
    Collection<String> locations = response.headers().getOrDefault("Location", List.of());
    try {
      return locations.stream()
          .findFirst()
          .map(location -> URI.create(location).getHost())
          .map(host -> "host " + host)
          .orElse("the same host");
    } catch (IllegalArgumentException e) {
      return "an address that cannot be read";
    }
  }

  private static byte[] body(Response response) {
    try {
      return response.body() == null
          ? new byte[0]
          : Util.toByteArray(response.body().asInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it was buffered before
    }
  }
}
