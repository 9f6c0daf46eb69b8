/**
 * The SDK. Start at {@link io.clevertap.CleverTap}; what it sends are {@link io.clevertap.Profile},
 * {@link io.clevertap.Event} and {@link io.clevertap.DeviceToken}.
 */
@NullMarked
package io.clevertap;

import org.jspecify.annotations.NullMarked;
