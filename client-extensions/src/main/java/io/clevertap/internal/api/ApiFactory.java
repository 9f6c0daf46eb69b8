package io.clevertap.internal.api;

import feign.Client;
import feign.Feign;
import feign.Request;
import feign.RequestInterceptor;
import feign.ResponseInterceptor;
import feign.Retryer;
import feign.Target;
import feign.codec.Encoder;
import io.clevertap.ClientListener;
import io.clevertap.client.api.Region;
import io.clevertap.internal.http.Time;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Creates and caches Feign's clients for the generated interfaces. Thread-safe. */
public final class ApiFactory {

  private final Feign feign;
  private final String baseUrl;
  private final Map<Class<?>, Object> apis = new ConcurrentHashMap<>();

  /**
   * Creates a factory.
   *
   * @param checked whether calls check their arguments against the limits of the spec
   */
  public ApiFactory(
      URI baseUrl,
      List<RequestInterceptor> requestInterceptors,
      Request.Options timeouts,
      Client client,
      Encoder encoder,
      List<ResponseInterceptor> responseChecks,
      boolean checked,
      ClientListener listener,
      Time time) {
    this.baseUrl = baseUrl.toString();
    this.feign =
        Feign.builder()
            .client(client)
            .contract(new ExactParameterContract())
            .invocationHandlerFactory(new ObservedCalls(checked, listener, time))
            .retryer(Retryer.NEVER_RETRY)
            .options(timeouts)
            .requestInterceptors(requestInterceptors)
            .encoder(encoder)
            .decoder(new JsonDecoder())
            .responseInterceptors(responseChecks)
            .build();
  }

  /**
   * Returns the client of an interface, always the same.
   *
   * @throws IllegalArgumentException when the class is not a generated interface of the API
   */
  public <T> T api(Class<T> api) {
    return api.cast(apis.computeIfAbsent(api, this::create));
  }

  private Object create(Class<?> api) {
    boolean generated = Region.class.getPackage().equals(api.getPackage());
    if (!generated || !api.isInterface() || !api.getSimpleName().endsWith("Api")) {
      throw new IllegalArgumentException(
          api.getName() + " is not an interface of the API; see " + Region.class.getPackageName());
    }
    return feign.newInstance(new Target.HardCodedTarget<>(api, baseUrl));
  }
}
