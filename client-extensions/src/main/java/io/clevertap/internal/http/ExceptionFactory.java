package io.clevertap.internal.http;

import feign.Request;
import feign.Response;
import feign.Util;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.CleverTapException;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.NotFoundException;
import io.clevertap.exception.NotReadyException;
import io.clevertap.exception.NotSentException;
import io.clevertap.exception.ResponseException;
import io.clevertap.exception.ServerException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UnexpectedResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Creates exceptions whose messages contain no passcode, no query and no record content.
 *
 * @param endpoint the region or the address, for messages
 */
public record ExceptionFactory(String endpoint, String accountId) {

  private static final String CONNECT_REFUSED = "Tunnel failed"; // by a proxy, in the JDK's words

  /**
   * Returns the exception for a response whose HTTP status is an error.
   *
   * @param retryAfter how long the response asks to wait; null if it does not
   */
  CleverTapException errorStatus(
      Response response, boolean outcomeUnknown, @Nullable Duration retryAfter) {
    String problem = call(response.request()) + " failed with HTTP " + response.status();
    ResponseException failure =
        ofStatus(response.status(), problem, response, outcomeUnknown, retryAfter);
    return RequestMarks.operation(response.request())
            .isNotReady(response.status(), () -> failure.reason().orElse(null))
        ? notReady(response)
        : failure;
  }

  /**
   * Returns the exception for a response that reports a failure although its HTTP status is 200.
   * Only a code of a server error, or an earlier attempt, leaves open whether CleverTap applied the
   * request.
   *
   * @param status the HTTP status that fits the failure
   */
  public CleverTapException failure(Response response, int status) {
    String problem = "%s failed with HTTP %d and a body that reports a failure";
    String message = problem.formatted(call(response.request()), response.status());
    boolean outcomeUnknown =
        RequestMarks.isOutcomeUnknown(response)
            || status >= 500 && RequestMarks.mayApply(response.request());
    return ofStatus(status, message, response, outcomeUnknown, null);
  }

  private ResponseException ofStatus(
      int kind,
      String problem,
      Response response,
      boolean outcomeUnknown,
      @Nullable Duration retryAfter) {
    int status = response.status();
    byte[] body = body(response);
    if (kind >= 300 && kind < 400) {
      String redirect =
          "%s, a redirect to %s; redirects are not followed, so that no other host gets the passcode";
      return new UnexpectedResponseException(
          redirect.formatted(problem, redirectHost(response)), status, body, outcomeUnknown);
    }
    if (kind >= 500) {
      return new ServerException(
          problem + outcome(outcomeUnknown, response.request()),
          status,
          body,
          outcomeUnknown,
          retryAfter);
    }
    String account = problem + ": account " + accountId;
    return switch (kind) {
      case 401, 403 -> {
        String check = " was not accepted by %s: check the account id, the passcode and the region";
        String message = account + check.formatted(endpoint);
        yield new AuthenticationException(message, status, body, outcomeUnknown);
      }
      case 404 -> {
        NotFoundException notFound = new NotFoundException(problem, status, body, outcomeUnknown);
        boolean fromElsewhere = status == 404 && notFound.code().isEmpty();
        String message =
            problem + " and not CleverTap's JSON: check the base URL and any proxy in between";
        yield fromElsewhere
            ? new UnexpectedResponseException(message, status, body, outcomeUnknown)
            : notFound;
      }
      case 429 -> {
        String message =
            account + " has too many requests in flight; other programs share its limit";
        yield new TooManyRequestsException(message, status, body, outcomeUnknown, retryAfter);
      }
      default -> {
        String message =
            problem + ": CleverTap rejected the request; reason() and bodyStart() return why";
        yield new InvalidRequestException(message, status, body, outcomeUnknown);
      }
    };
  }

  /** Returns the exception for a read that CleverTap has not finished. */
  public NotReadyException notReady(Response response) {
    String problem = "%s returned HTTP %d: CleverTap has not finished it; ask again later";
    return new NotReadyException(problem.formatted(call(response.request()), response.status()));
  }

  /** Returns the exception for a 200 that CleverTap does not document. */
  public UnexpectedResponseException unexpected(Response response, String problem) {
    boolean outcomeUnknown = RequestMarks.mayApply(response.request());
    int status = response.status();
    String message =
        "%s returned HTTP %d, but %s%s"
            .formatted(
                call(response.request()),
                status,
                problem,
                outcome(outcomeUnknown, response.request()));
    return new UnexpectedResponseException(message, status, body(response), outcomeUnknown);
  }

  TransportException noResponse(
      Request request, int attempts, IOException cause, boolean outcomeUnknown) {
    String message =
        "%s got no response in %d %s (%s)%s"
            .formatted(
                call(request),
                attempts,
                attempts == 1 ? "attempt" : "attempts",
                cause.getClass().getSimpleName() + ": " + reason(cause),
                outcome(outcomeUnknown, request));
    return new TransportException(message, cause, outcomeUnknown);
  }

  /** Returns the reason in words of ours: the exception's own may repeat the response. */
  private static String reason(IOException e) {
    if (e instanceof UnknownHostException || contains(e, UnresolvedAddressException.class)) {
      return "unknown host";
    }
    if (e instanceof HttpConnectTimeoutException) {
      return "connecting timed out; connectTimeout allows longer";
    }
    if (e instanceof HttpTimeoutException) {
      return "the response timed out; attemptTimeout allows longer";
    }
    if (e instanceof SSLException) {
      return "TLS failed";
    }
    if (e instanceof ConnectException) { // nothing was sent that its message could repeat
      return Objects.requireNonNullElse(e.getMessage(), "connection refused");
    }
    return String.valueOf(e.getMessage()).startsWith(CONNECT_REFUSED)
        ? e.getMessage()
        : "the connection broke";
  }

  /** Returns whether an exception, or one of its causes, is of this type. */
  public static boolean contains(Throwable failure, Class<? extends Throwable> type) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(type::isInstance);
  }

  TransportException interrupted(Request request, Exception cause, boolean outcomeUnknown) {
    return new TransportException(
        call(request) + " was interrupted" + outcome(outcomeUnknown, request),
        cause,
        outcomeUnknown);
  }

  NotSentException noPermit(Request request) {
    String problem =
        " timed out waiting for a free slot among the requests in flight (callTimeout)";
    return new NotSentException(call(request) + problem + "; nothing was sent");
  }

  NotSentException closed(Request request) {
    return new NotSentException(call(request) + ": this client is closed; nothing was sent");
  }

  /** Returns the path as the spec has it: its values and the query may name a user. */
  static String path(Request request) {
    return RequestMarks.operation(request).path();
  }

  /** Returns the body of a response; empty if there is none. */
  public static byte[] body(Response response) {
    try {
      return response.body() == null
          ? new byte[0]
          : Util.toByteArray(response.body().asInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // cannot happen: the transport buffers the body
    }
  }

  private String call(Request request) {
    return request.httpMethod() + " " + path(request) + " at " + endpoint;
  }

  private static String outcome(boolean unknown, Request request) {
    if (!unknown) {
      return "";
    }
    String lookup = RequestMarks.operation(request).lookup();
    return "; the request may have been applied"
        + (lookup == null ? "" : ": look with " + lookup + " before you send it again");
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
      return "an invalid address";
    }
  }
}
