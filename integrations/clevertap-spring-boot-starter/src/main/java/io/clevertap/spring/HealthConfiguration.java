package io.clevertap.spring;

import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health indicator of Spring Boot 4. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({AbstractHealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
class HealthConfiguration {

  @Bean
  @ConditionalOnEnabledHealthIndicator("clevertap")
  CallHealth cleverTapCallHealth() {
    return new CallHealth(InstantSource.system());
  }

  @Bean
  @ConditionalOnEnabledHealthIndicator("clevertap")
  @ConditionalOnMissingBean(name = "cleverTapHealthIndicator")
  AbstractHealthIndicator cleverTapHealthIndicator(CallHealth calls) {
    return new AbstractHealthIndicator() {
      @Override
      protected void doHealthCheck(Health.Builder health) {
        health.status(calls.status()).withDetails(calls.details());
      }
    };
  }
}
