package io.clevertap.internal.bulk;

import io.clevertap.ClientListener;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.RetryPolicy;
import io.clevertap.internal.upload.UploadCall;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The bulk uploads of one client, and the parts that they share.
 *
 * @param call sends a batch, and leaves lost responses to its caller
 * @param closed returns whether the client accepts no more calls
 * @param running the bulk uploads that have not ended
 */
public record BulkUploads(
    UploadCall call,
    AdaptiveLimit limit,
    RetryPolicy retries,
    boolean recordChecks,
    ClientListener listener,
    BooleanSupplier closed,
    Set<BulkEngine> running) {

  public BulkEngine start(BulkOptions options) {
    BulkEngine upload = new BulkEngine(this, options);
    running.add(upload);
    return upload;
  }

  /** Ends the bulk uploads of a closed client. */
  public void close() throws InterruptedException {
    for (BulkEngine upload : running) {
      upload.close();
    }
  }
}
