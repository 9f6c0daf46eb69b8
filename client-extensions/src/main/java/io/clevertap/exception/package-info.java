/**
 * What is thrown. There are two families: {@link io.clevertap.exception.ResponseException},
 * CleverTap answered with an error, and {@link io.clevertap.exception.TransportException}, it was
 * never reached or its answer never came. Both are unchecked, and both say whether what was sent
 * may have been applied all the same.
 */
@NullMarked
package io.clevertap.exception;

import org.jspecify.annotations.NullMarked;
