package io.clevertap.internal;

import feign.Client;
import feign.Feign;
import feign.Request;
import feign.Retryer;
import feign.jackson.JacksonDecoder;
import io.clevertap.ClientListener;
import io.clevertap.RecordOutcome;
import io.clevertap.Uploadable;
import io.clevertap.client.api.CleverTapApi;
import io.clevertap.client.api.Operation;
import io.clevertap.client.model.UploadRequest;
import io.clevertap.exception.CleverTapException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What one client holds: the HTTP client, the stack of decorators over it, and the API's interface
 * on top.
 */
public final class Connection implements AutoCloseable {

  private final ClientOptions options;
  private final HttpClient http;
  private final ClosableClient client;
  private final CleverTapApi api;
  private final Uploader uploader;
  private final UploadLimit bulkLimit;
  private final Backoff backoff;
  private final Time time;
  private final ClientListener listener;
  private final Set<BulkEngine> bulkUploads = ConcurrentHashMap.newKeySet();

  public Connection(ClientOptions options) {
    this(options, Time.SYSTEM);
  }

  Connection(ClientOptions options, Time time) {
    this.options = options;
    this.time = time;
    this.listener = new Listeners(options.listeners());
    this.http =
        options
            .httpClient()
            .apply(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
            .connectTimeout(options.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.backoff = new Backoff(new Random());
    this.bulkLimit = new UploadLimit(options.maxConcurrentUploads(), time);
    Failures failures = new Failures(options.endpoint(), options.credentials().accountId());
    this.client = client(failures);
    this.api = api(failures);
    this.uploader = new Uploader(api, backoff, time, options, true);
  }

  /**
   * Returns the API's interface.
   *
   * @throws IllegalStateException when the connection is closed
   */
  public CleverTapApi api() {
    if (client.isClosed()) {
      throw new IllegalStateException("This client is closed");
    }
    return api;
  }

  /**
   * Uploads the records in one call, or validates them, and returns one outcome for each, in order.
   */
  public List<RecordOutcome> upload(Collection<? extends Uploadable> records, boolean dryRun) {
    api();
    List<PreparedRecord> batch = new ArrayList<>(records.size());
    for (Uploadable record : records) {
      batch.add(PreparedRecord.of(record, batch.size(), options.recordChecks()));
    }
    boolean tokens = batch.stream().anyMatch(PreparedRecord::isToken);
    int limit = tokens ? UploadRequest.MAX_TOKEN_RECORDS : UploadRequest.RECORDS_MAX_ITEMS;
    if (batch.size() > limit) {
      throw new IllegalArgumentException(
          batch.size()
              + " records are too many for one call"
              + (tokens ? " with device tokens" : "")
              + "; the limit is "
              + limit);
    }
    return batch.isEmpty() ? List.of() : upload(batch, dryRun);
  }

  /**
   * Starts a bulk upload. All bulk uploads of this connection share one limit.
   *
   * @throws IllegalStateException when the connection is closed
   */
  public BulkEngine bulk(BulkOptions bulk) {
    Uploader once = new Uploader(api(), backoff, time, options, false);
    BatchSender sender =
        new BatchSender(
            once, bulkLimit, backoff, time, options, bulk.retryAmbiguous(), bulk.dryRun());
    BulkEngine upload = new BulkEngine(this, bulk, bulkLimit, sender, listener, time);
    bulkUploads.add(upload);
    return upload;
  }

  /** Forgets a bulk upload that needs not be closed any more. */
  void ended(BulkEngine upload) {
    bulkUploads.remove(upload);
  }

  public ClientOptions options() {
    return options;
  }

  /**
   * Takes no more calls, waits for those in flight, which end as they would have, and stops bulk
   * uploads. An interrupt ends the waiting, and not the calls. Then idle connections are closed,
   * from JDK 21 on; before, and after an interrupt, they end when this is garbage.
   */
  @Override
  public void close() {
    try {
      client.close();
      for (BulkEngine upload : bulkUploads) {
        upload.close();
      }
      if ((Object) http instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP client did not close", e);
    }
  }

  private List<RecordOutcome> upload(List<PreparedRecord> batch, boolean dryRun) {
    if (dryRun) {
      return uploader.upload(batch, true);
    }
    try {
      List<RecordOutcome> outcomes = uploader.upload(batch, false);
      listener.settled(outcomes);
      return outcomes;
    } catch (CleverTapException e) {
      listener.settled(Uploader.failed(batch, e));
      throw e;
    }
  }

  /**
   * From the outside in: the way in, a place in flight, retries, the watch for 429, the log of each
   * attempt, the transport.
   */
  private ClosableClient client(Failures failures) {
    Client transport = new Transport(http, Transport.MAX_BODY_BYTES);
    Client logging = new LoggingClient(options.transport().apply(transport));
    Client attempt = new ThrottleWatchingClient(logging, bulkLimit, time);
    Client retrying =
        new RetryingClient(
            attempt,
            failures,
            backoff,
            time,
            options.maxAttempts(),
            options.attemptTimeout(),
            listener);
    Map<Operation, Integer> limits = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      limits.put(operation, operation.concurrentRequests());
    }
    limits.put(Operation.UPLOAD, options.maxConcurrentUploads());
    Client limiting = new LimitingClient(retrying, limits, failures, listener);
    return new ClosableClient(limiting, failures);
  }

  private CleverTapApi api(Failures failures) {
    return Feign.builder()
        .client(client)
        .contract(new ExactParameters())
        .invocationHandlerFactory(new ListenedCalls(listener, time))
        .retryer(Retryer.NEVER_RETRY)
        .options(
            new Request.Options(
                options.connectTimeout().toMillis(),
                TimeUnit.MILLISECONDS,
                options.callTimeout().toMillis(),
                TimeUnit.MILLISECONDS,
                false))
        .requestInterceptor(new StandardHeaders(options.credentials()))
        .encoder(new UploadEncoder(options.retryAmbiguous()))
        .decoder(new JacksonDecoder(Json.MAPPER))
        .responseInterceptor(new AnswerReader(failures))
        .target(CleverTapApi.class, options.baseUrl().toString());
  }
}
