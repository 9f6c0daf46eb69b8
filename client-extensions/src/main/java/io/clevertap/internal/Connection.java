package io.clevertap.internal;

import io.clevertap.ClientListener;
import io.clevertap.client.api.CleverTapApi;
import io.clevertap.internal.api.ApiFactory;
import io.clevertap.internal.api.Listeners;
import io.clevertap.internal.api.ResponseChecks;
import io.clevertap.internal.bulk.BulkUploads;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.Backoff;
import io.clevertap.internal.http.ClientStack;
import io.clevertap.internal.http.ExceptionFactory;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.upload.SingleUpload;
import io.clevertap.internal.upload.UploadCall;
import io.clevertap.internal.upload.UploadEncoder;
import java.util.Random;

/** Wires the parts of one client, and closes them. */
public final class Connection implements AutoCloseable {

  private final ClientOptions options;
  private final ClientStack client;
  private final CleverTapApi api;
  private final SingleUpload singleUpload;
  private final BulkUploads bulkUploads;

  public Connection(ClientOptions options) {
    Time time = Time.SYSTEM;
    Backoff backoff = new Backoff(new Random());
    ClientListener listener = new Listeners(options.hooks().listeners());
    AdaptiveLimit bulkLimit = new AdaptiveLimit(options.maxConcurrentUploads(), time);
    ExceptionFactory exceptions =
        new ExceptionFactory(options.endpoint().description(), options.credentials().accountId());
    this.options = options;
    this.client =
        new ClientStack(
            ClientStack.http(options.hooks().httpClient(), options.connectTimeout()),
            options.hooks().transport(),
            options.retryLimits(),
            bulkLimit,
            exceptions,
            backoff,
            time,
            listener);
    this.api =
        new ApiFactory(
                options.endpoint().baseUrl(),
                options.credentials(),
                options.connectTimeout(),
                options.retryLimits().callTimeout(),
                client,
                new UploadEncoder(options.retryAmbiguous()),
                new ResponseChecks(exceptions),
                listener,
                time)
            .create(CleverTapApi.class);
    this.singleUpload =
        new SingleUpload(
            new UploadCall(api::upload, backoff, time, options.retryLimits(), true),
            options.recordChecks(),
            listener);
    this.bulkUploads =
        new BulkUploads(
            new UploadCall(api::upload, backoff, time, options.retryLimits(), false),
            bulkLimit,
            backoff,
            time,
            options.retryLimits(),
            options.recordChecks(),
            listener,
            client::isClosed);
  }

  public ClientOptions options() {
    return options;
  }

  /**
   * Returns the API's interface.
   *
   * @throws IllegalStateException when the connection is closed
   */
  public CleverTapApi api() {
    requireOpen();
    return api;
  }

  /**
   * Returns the uploads of one call.
   *
   * @throws IllegalStateException when the connection is closed
   */
  public SingleUpload singleUpload() {
    requireOpen();
    return singleUpload;
  }

  /**
   * Returns the bulk uploads.
   *
   * @throws IllegalStateException when the connection is closed
   */
  public BulkUploads bulkUploads() {
    requireOpen();
    return bulkUploads;
  }

  /**
   * Accepts no more calls, waits for those in flight, which end normally, and stops bulk uploads.
   * If interrupted, it stops waiting; the calls go on. Idle connections are then closed on JDK 21
   * and later. On older JDKs, or after an interrupt, they close when the client is
   * garbage-collected.
   */
  @Override
  public void close() {
    try {
      client.close();
      bulkUploads.close();
      client.closeConnections();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP client did not close", e);
    }
  }

  private void requireOpen() {
    if (client.isClosed()) {
      throw new IllegalStateException("This client is closed");
    }
  }
}
