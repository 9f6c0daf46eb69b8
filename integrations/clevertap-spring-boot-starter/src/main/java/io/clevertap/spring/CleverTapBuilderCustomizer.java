package io.clevertap.spring;

import io.clevertap.CleverTapBuilder;

/**
 * Customizes the client's builder: a bean of this type sets options that the properties do not
 * cover, or reads the credentials from another source. Customizers run after the properties, in the
 * order of the beans.
 */
@FunctionalInterface
public interface CleverTapBuilderCustomizer {

  void customize(CleverTapBuilder builder);
}
