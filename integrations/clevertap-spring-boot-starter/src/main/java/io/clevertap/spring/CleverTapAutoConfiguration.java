package io.clevertap.spring;

import io.clevertap.CleverTap;
import io.clevertap.ClientListener;
import io.clevertap.micrometer.CleverTapMetrics;
import io.clevertap.micrometer.CleverTapObservations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Creates a {@link CleverTap} from the properties, unless the application defines one, and closes
 * it with the context. Applies all beans of type {@link ClientListener} and {@link
 * CleverTapBuilderCustomizer}.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnMissingBean(CleverTap.class)
@EnableConfigurationProperties(CleverTapProperties.class)
@Import({ActuatorHealthConfiguration.class, HealthConfiguration.class})
public class CleverTapAutoConfiguration {

  @Bean
  CleverTap cleverTap(
      CleverTapProperties properties,
      ObjectProvider<ClientListener> listeners,
      ObjectProvider<CleverTapBuilderCustomizer> customizers) {
    return new CleverTapFactory(properties)
        .create(
            builder -> {
              listeners.orderedStream().forEach(builder::listener);
              customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
            });
  }

  @Bean
  @ConfigurationPropertiesBinding
  static RegionConverter cleverTapRegionConverter() {
    return new RegionConverter();
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  static class MetricsConfiguration {

    @Bean
    @ConditionalOnBean(MeterRegistry.class)
    @ConditionalOnMissingBean
    CleverTapMetrics cleverTapMetrics(MeterRegistry registry) {
      return new CleverTapMetrics(registry);
    }
  }

  /** Only with tracing: without it, an observation would only repeat the meters. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(value = ObservationRegistry.class, name = "io.micrometer.tracing.Tracer")
  static class TracesConfiguration {

    @Bean
    @ConditionalOnBean(ObservationRegistry.class)
    CleverTapBuilderCustomizer cleverTapObservations(ObservationRegistry registry) {
      return builder -> builder.transport(new CleverTapObservations(registry));
    }
  }
}
