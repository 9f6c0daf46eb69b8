/** Spring Boot auto-configuration for a {@link io.clevertap.CleverTap} client. */
@NullMarked
package io.clevertap.spring;

import org.jspecify.annotations.NullMarked;
