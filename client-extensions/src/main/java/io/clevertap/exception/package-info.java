/**
 * The exceptions, all unchecked. {@link io.clevertap.exception.ResponseException}: CleverTap
 * responded with an error. {@link io.clevertap.exception.TransportException}: it was never reached,
 * or its response never arrived. Each states whether the request may have been applied anyway.
 */
@NullMarked
package io.clevertap.exception;

import org.jspecify.annotations.NullMarked;
