package io.clevertap.internal.api;

import com.fasterxml.jackson.core.io.JsonEOFException;
import feign.FeignException;
import feign.InvocationContext;
import feign.Response;
import feign.ResponseInterceptor;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.client.model.ErrorResponse;
import io.clevertap.exception.CleverTapException;
import io.clevertap.internal.http.ExceptionFactory;
import io.clevertap.internal.record.Json;
import java.util.regex.Pattern;

/** Rejects a 200 whose body is not one of the documented responses, or reports a failed request. */
public record ResponseChecks(ExceptionFactory exceptions) implements ResponseInterceptor {

  private static final Pattern NOT_FOUND_REASON =
      Pattern.compile("not found|does not exist|no such", Pattern.CASE_INSENSITIVE);
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int LAST_STATUS = 599;

  @Override
  public Object intercept(InvocationContext context, Chain chain) throws Exception {
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
      throw exceptions.unexpected(context.response(), "the body is empty");
    }
    if (result instanceof StatusResponse response) {
      check(response, context.response());
    }
    return result;
  }

  private void check(StatusResponse result, Response response) {
    String status = result.getStatus();
    if (StatusResponse.FAIL.equals(status)) {
      throw failure(response);
    }
    boolean documented = status == null ? !isEmpty(result) : StatusResponse.SUCCESS.equals(status);
    if (!documented) {
      throw exceptions.unexpected(response, "it reports neither a success nor a failure");
    }
  }

  private static boolean reportsFailure(InvocationContext context) {
    ErrorResponse error = Json.errorResponse(ExceptionFactory.body(context.response()));
    return context.returnType() instanceof Class<?> type
        && StatusResponse.class.isAssignableFrom(type)
        && StatusResponse.FAIL.equals(error.getStatus());
  }

  private CleverTapException failure(Response response) {
    ErrorResponse error = Json.errorResponse(ExceptionFactory.body(response));
    int code = error.getCode() == null ? BAD_REQUEST : error.getCode();
    boolean notFound =
        error.getError() != null && NOT_FOUND_REASON.matcher(error.getError()).find();
    boolean isStatus = code >= BAD_REQUEST && code <= LAST_STATUS;
    return exceptions.failure(response, notFound ? NOT_FOUND : isStatus ? code : BAD_REQUEST);
  }

  private static boolean isEmpty(StatusResponse result) {
    return Json.MAPPER.valueToTree(result).isEmpty();
  }
}
