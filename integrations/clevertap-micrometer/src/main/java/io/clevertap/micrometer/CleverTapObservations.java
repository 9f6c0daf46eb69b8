package io.clevertap.micrometer;

import feign.Client;
import feign.Response;
import feign.micrometer.DefaultFeignObservationConvention;
import feign.micrometer.FeignContext;
import feign.micrometer.FeignObservationDocumentation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Makes an observation of each attempt of a call: a span, where the registry's handlers trace. Its
 * context goes with the request, in the headers that the tracing system has for that.
 *
 * <pre>{@code
 * CleverTap.builder().transport(new CleverTapObservations(observationRegistry))
 * }</pre>
 */
public final class CleverTapObservations implements UnaryOperator<Client> {

  private static final Convention CONVENTION = new Convention();

  private final ObservationRegistry registry;

  /** Makes observations in this registry, which stays the caller's. */
  public CleverTapObservations(ObservationRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Client apply(Client next) {
    return (request, options) -> {
      FeignContext context = new FeignContext(request);
      context.setRemoteServiceName("CleverTap");
      Observation observation =
          FeignObservationDocumentation.DEFAULT
              .observation(null, CONVENTION, () -> context, registry)
              .start();
      try (Observation.Scope scope = observation.openScope()) {
        Response response = next.execute(request, options);
        context.setResponse(response);
        return response;
      } catch (IOException | RuntimeException | Error e) {
        observation.error(e);
        throw e;
      } finally {
        observation.stop();
      }
    };
  }

  /** Feign's, under a name of its own: Spring has other tags at Feign's name. */
  private static final class Convention extends DefaultFeignObservationConvention {

    @Override
    public String getName() {
      return "clevertap.requests";
    }

    @Override
    public String getContextualName(FeignContext context) {
      return "clevertap "
          + context.getCarrier().requestTemplate().methodMetadata().method().getName();
    }
  }
}
