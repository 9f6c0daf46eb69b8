package io.clevertap.internal.api;

import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import feign.FeignException;
import feign.InvocationContext;
import feign.Response;
import feign.ResponseInterceptor;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.Operation.Effect;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.model.ErrorResponse;
import io.clevertap.client.model.RequestErrorCode;
import io.clevertap.exception.CleverTapException;
import io.clevertap.internal.http.ExceptionFactory;
import io.clevertap.internal.http.RequestMarks;
import io.clevertap.internal.record.Json;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rejects a 200 whose body is not one of the documented responses, or reports a failed request. */
public record ResponseChecks(ExceptionFactory exceptions) implements ResponseInterceptor {

  private static final Pattern NOT_FOUND_REASON =
      Pattern.compile("not found|does not exist|no such", Pattern.CASE_INSENSITIVE);
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int ACCEPTED = 202;
  private static final Set<Integer> STATUSES =
      Arrays.stream(Operation.values())
          .flatMap(operation -> operation.statuses().stream())
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public Object intercept(InvocationContext context, Chain chain) throws Exception {
    if (context.response().status() == ACCEPTED && isRead(context.response())) {
      throw exceptions.notReady(context.response()); // whatever its body
    }
    Object result;
    try {
      result = chain.next(context);
    } catch (FeignException e) { // not kept as a cause: its messages repeat the body and the query
      throw reportsFailure(context)
          ? failure(context.response())
          : exceptions.unexpected(
              context.response(),
              ExceptionFactory.contains(e, JsonEOFException.class)
                  ? "the body is JSON that is cut off"
                  : "the body is not the documented JSON");
    }
    if (result == null) {
      requireNoBody(context);
    } else if (result instanceof StatusResponse response) {
      check(response, context.response());
    }
    return result;
  }

  private static boolean isRead(Response response) {
    return RequestMarks.operation(response.request()).effect() == Effect.READ;
  }

  /** Returns whether the error of a response, whatever its status, means that it is not ready. */
  private static boolean isNotReady(Response response) {
    return RequestMarks.operation(response.request())
        .isNotReady(
            response.status(),
            () -> Json.errorResponse(ExceptionFactory.body(response)).getError());
  }

  private void requireNoBody(InvocationContext context) {
    if (reportsFailure(context)) {
      throw failure(context.response());
    }
    if (context.returnType() != void.class) {
      throw exceptions.unexpected(context.response(), "the body is empty");
    }
  }

  private void check(StatusResponse result, Response response) {
    String status = result.getStatus();
    if (StatusResponse.FAIL.equalsIgnoreCase(status) || isNotReady(response)) {
      throw failure(response);
    }
    if (!StatusResponse.SUCCESS.equalsIgnoreCase(status) && !isResult(result, response)) {
      throw exceptions.unexpected(response, "it reports neither a success nor a failure");
    }
  }

  /** Returns whether a response without a known status has a result, and no error. */
  private static boolean isResult(StatusResponse result, Response response) {
    ErrorResponse error = Json.errorResponse(ExceptionFactory.body(response));
    ObjectNode fields = (ObjectNode) Json.treeOf(result);
    return error.getError() == null
        && error.getCode() == null
        && !fields.without(ErrorResponse.JSON_PROPERTY_STATUS).isEmpty();
  }

  /** Returns whether the body reports a failure, where the return type cannot hold that. */
  private static boolean reportsFailure(InvocationContext context) {
    boolean ofRecords = // a response that reports the outcome of each record
        context.returnType() instanceof Class<?> type
            && type != void.class
            && !StatusResponse.class.isAssignableFrom(type);
    ErrorResponse error = Json.errorResponse(ExceptionFactory.body(context.response()));
    return !ofRecords && StatusResponse.FAIL.equalsIgnoreCase(error.getStatus());
  }

  /** Only a code that is an HTTP status of the API tells more than that the request is at fault. */
  private CleverTapException failure(Response response) {
    ErrorResponse error = Json.errorResponse(ExceptionFactory.body(response));
    if (isNotReady(response)
        || isRead(response) && RequestErrorCode.IN_PROGRESS.getValue().equals(error.getCode())) {
      return exceptions.notReady(response);
    }
    if (error.getCode() != null) {
      int code = error.getCode();
      return exceptions.failure(response, STATUSES.contains(code) ? code : BAD_REQUEST);
    }
    boolean notFound =
        error.getError() != null && NOT_FOUND_REASON.matcher(error.getError()).find();
    return exceptions.failure(response, notFound ? NOT_FOUND : BAD_REQUEST);
  }
}
