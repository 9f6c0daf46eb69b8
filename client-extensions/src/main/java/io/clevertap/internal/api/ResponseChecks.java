package io.clevertap.internal.api;

import feign.FeignException;
import feign.InvocationContext;
import feign.Response;
import feign.ResponseInterceptor;
import io.clevertap.client.model.ProfileResponse;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.internal.http.ExceptionFactory;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Takes an answer of 200 for what it is only when it is one that CleverTap documents. */
public final class ResponseChecks implements ResponseInterceptor {

  private static final String SUCCESS = UploadStatus.SUCCESS.getValue();
  private static final String FAIL = UploadStatus.FAIL.getValue();
  private static final Pattern NOT_FOUND =
      Pattern.compile("not found|does not exist|no such", Pattern.CASE_INSENSITIVE);

  private final ExceptionFactory failures;

  public ResponseChecks(ExceptionFactory failures) {
    this.failures = failures;
  }

  @Override
  public Object intercept(InvocationContext context, Chain chain) throws Exception {
    Object answer;
    try {
      answer = chain.next(context);
    } catch (
        FeignException e) { // not kept as a cause: its messages repeat the answer and the query
      throw failures.unexpected(context.response(), "the body is not the documented JSON");
    }
    if (answer == null) {
      throw failures.unexpected(context.response(), "the body is empty");
    }
    if (answer instanceof UploadResponse upload) {
      check(upload, context.response());
    } else if (answer instanceof ProfileResponse profile) {
      check(profile, context.response());
    }
    return answer;
  }

  private void check(UploadResponse upload, Response response) {
    if (upload.getStatus() == null) {
      throw failures.unexpected(response, "the status is none of success, partial and fail");
    }
    if (upload.getUnprocessed() == null) {
      upload.setUnprocessed(List.of());
    }
    if (upload.getUnprocessed().stream().anyMatch(Objects::isNull)) {
      throw failures.unexpected(response, "a refused record is null");
    }
    if (upload.getStatus() != UploadStatus.SUCCESS && upload.getUnprocessed().isEmpty()) {
      throw failures.unexpected(
          response, "the status is " + upload.getStatus() + " and no record is named");
    }
  }

  private void check(ProfileResponse profile, Response response) {
    boolean success =
        SUCCESS.equals(profile.getStatus())
            || profile.getRecord() != null && !FAIL.equals(profile.getStatus());
    if (!success && !saysNotFound(profile)) {
      throw failures.unexpected(
          response, "it neither is a success nor says that there is no such profile");
    }
  }

  private static boolean saysNotFound(ProfileResponse profile) {
    return Integer.valueOf(404).equals(profile.getCode())
        || profile.getError() != null && NOT_FOUND.matcher(profile.getError()).find();
  }
}
