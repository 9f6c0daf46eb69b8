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
 * Observes each attempt of a call. If a handler of the registry traces, each attempt becomes a
 * span, whose context is sent with the request in the headers of the tracing system.
 *
 * <pre>{@code
 * CleverTap.builder().transport(new CleverTapObservations(observationRegistry))
 * }</pre>
 */
public final class CleverTapObservations implements UnaryOperator<Client> {

  private static final Convention CONVENTION = new Convention();

  private final ObservationRegistry registry;

  /** Creates observations in this registry. */
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

  /** Feign's convention with another name, because Spring uses other tags with Feign's name. */
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
