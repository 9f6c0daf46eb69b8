package io.clevertap.internal.upload;

import feign.InvocationContext;
import feign.Response;
import feign.ResponseInterceptor;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.client.model.UploadStatus;
import io.clevertap.internal.http.ExceptionFactory;
import java.util.List;
import java.util.Objects;

/** Rejects a response to an upload that contradicts itself. */
public record UploadResponseChecks(ExceptionFactory exceptions) implements ResponseInterceptor {

  @Override
  public Object intercept(InvocationContext context, Chain chain) throws Exception {
    Object result = chain.next(context);
    if (result instanceof UploadResponse upload) {
      check(upload, context.response());
    }
    return result;
  }

  private void check(UploadResponse upload, Response response) {
    if (upload.getStatus() == null) {
      throw exceptions.unexpected(response, "the status is none of success, partial and fail");
    }
    if (upload.getUnprocessed() == null) {
      upload.setUnprocessed(List.of());
    }
    if (upload.getUnprocessed().stream().anyMatch(Objects::isNull)) {
      throw exceptions.unexpected(response, "a rejected record is null");
    }
    if (upload.getStatus() != UploadStatus.SUCCESS && upload.getUnprocessed().isEmpty()) {
      throw exceptions.unexpected(
          response, "the status is " + upload.getStatus() + ", but it lists no rejected record");
    }
  }
}
