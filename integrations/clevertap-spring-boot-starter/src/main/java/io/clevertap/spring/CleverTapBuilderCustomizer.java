package io.clevertap.spring;

import io.clevertap.CleverTapBuilder;

/**
 * Adjusts the builder of the client before it builds: a bean of this type sets what the properties
 * do not cover, or takes the credentials from elsewhere. Called in the order of the beans, after
 * the properties.
 */
@FunctionalInterface
public interface CleverTapBuilderCustomizer {

  void customize(CleverTapBuilder builder);
}
