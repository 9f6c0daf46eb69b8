/** Any operation: Feign, encoding, checks. */
@NullMarked
package io.clevertap.internal.api;

import org.jspecify.annotations.NullMarked;
