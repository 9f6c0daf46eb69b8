package io.clevertap.internal;

import feign.Request;
import io.clevertap.ClientListener;
import io.clevertap.client.api.UploadApi;
import io.clevertap.internal.api.ApiFactory;
import io.clevertap.internal.api.JsonEncoder;
import io.clevertap.internal.api.Listeners;
import io.clevertap.internal.api.Polling;
import io.clevertap.internal.api.ResponseChecks;
import io.clevertap.internal.api.StandardHeaders;
import io.clevertap.internal.bulk.BulkUploads;
import io.clevertap.internal.http.AdaptiveLimit;
import io.clevertap.internal.http.ClientStack;
import io.clevertap.internal.http.CloseableClient;
import io.clevertap.internal.http.ExceptionFactory;
import io.clevertap.internal.http.FileTransfer;
import io.clevertap.internal.http.HttpClients;
import io.clevertap.internal.http.RetryPolicy;
import io.clevertap.internal.upload.SingleUpload;
import io.clevertap.internal.upload.UploadCall;
import io.clevertap.internal.upload.UploadEncoder;
import io.clevertap.internal.upload.UploadResponseChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Wires the parts of one client, and closes them. */
public final class Connection implements AutoCloseable {

  private final ClientOptions options;
  private final HttpClients http;
  private final CloseableClient client;
  private final Polling polling;
  private final FileTransfer files;
  private final ApiFactory apis;
  private final SingleUpload singleUpload;
  private final BulkUploads bulkUploads;

  public Connection(ClientOptions options) {
    RetryPolicy retries = options.retries();
    AdaptiveLimit bulkLimit = new AdaptiveLimit(options.maxConcurrentUploads(), retries.time());
    List<ClientListener> listeners = new ArrayList<>(List.of(bulkLimit));
    listeners.addAll(options.hooks().listeners());
    ClientListener listener = new Listeners(listeners);
    ExceptionFactory exceptions =
        new ExceptionFactory(options.endpoint().description(), options.credentials().accountId());
    this.options = options;
    this.http =
        ClientStack.http(options.hooks().httpClient(), options.connectTimeout(), retries.time());
    this.client =
        ClientStack.of(
            http,
            options.hooks().transport(),
            retries,
            options.maxConcurrentUploads(),
            exceptions,
            listener);
    this.files = new FileTransfer(http, retries);
    this.polling = new Polling(retries.callTimeout(), retries.time());
    this.apis =
        new ApiFactory(
            options.endpoint().baseUrl(),
            List.of(new StandardHeaders(options.credentials()), polling),
            new Request.Options(options.connectTimeout(), retries.callTimeout(), false),
            client,
            new UploadEncoder(new JsonEncoder(), options.retryAmbiguous(), options.recordChecks()),
            List.of(new ResponseChecks(exceptions), new UploadResponseChecks(exceptions)),
            options.recordChecks(),
            listener,
            retries.time());
    UploadApi api = apis.api(UploadApi.class);
    this.singleUpload =
        new SingleUpload(
            new UploadCall(api::upload, retries, true), options.recordChecks(), listener);
    this.bulkUploads =
        new BulkUploads(
            new UploadCall(api::upload, retries, false),
            bulkLimit,
            retries,
            options.recordChecks(),
            listener,
            client::isClosed,
            ConcurrentHashMap.newKeySet());
  }

  public ClientOptions options() {
    return options;
  }

  /**
   * Returns the client of a generated interface.
   *
   * @throws IllegalStateException when the connection is closed
   */
  public <T> T api(Class<T> api) {
    requireOpen();
    return apis.api(api);
  }

  /**
   * Returns the transfer of files to other hosts.
   *
   * @throws IllegalStateException when the connection is closed
   */
  public FileTransfer files() {
    requireOpen();
    return files;
  }

  /** Returns the waiting for responses that CleverTap has not finished. */
  public Polling polling() {
    return polling;
  }

  /**
   * Returns the uploads that send one request.
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
   * and later. On older JDKs, or after an interrupt, garbage collection closes them.
   */
  @Override
  public void close() {
    try {
      client.close();
      bulkUploads.close();
      http.close();
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
