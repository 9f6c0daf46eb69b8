package io.clevertap.internal.api;

import feign.Client;
import feign.Feign;
import feign.Request;
import feign.ResponseInterceptor;
import feign.Retryer;
import feign.codec.Encoder;
import feign.jackson.JacksonDecoder;
import io.clevertap.ClientListener;
import io.clevertap.Credentials;
import io.clevertap.internal.http.Time;
import io.clevertap.internal.record.Json;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes Feign's clients for the generated interfaces. */
public final class ApiFactory {

  private final Feign feign;
  private final String baseUrl;

  public ApiFactory(
      URI baseUrl,
      Credentials credentials,
      Duration connectTimeout,
      Duration callTimeout,
      Client client,
      Encoder encoder,
      ResponseInterceptor responseChecks,
      ClientListener listener,
      Time time) {
    this.baseUrl = baseUrl.toString();
    this.feign =
        Feign.builder()
            .client(client)
            .contract(new ExactParameterContract())
            .invocationHandlerFactory(new ObservedCalls(listener, time))
            .retryer(Retryer.NEVER_RETRY)
            .options(
                new Request.Options(
                    connectTimeout.toMillis(),
                    TimeUnit.MILLISECONDS,
                    callTimeout.toMillis(),
                    TimeUnit.MILLISECONDS,
                    false))
            .requestInterceptor(new StandardHeaders(credentials))
            .encoder(encoder)
            .decoder(new JacksonDecoder(Json.MAPPER))
            .responseInterceptor(responseChecks)
            .build();
  }

  /** Returns a client for an interface of the API. */
  public <T> T create(Class<T> api) {
    return feign.newInstance(new feign.Target.HardCodedTarget<>(api, baseUrl));
  }
}
