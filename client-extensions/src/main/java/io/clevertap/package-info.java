/**
 * The SDK. Start at {@link io.clevertap.CleverTap}, which sends a {@link io.clevertap.Profile}, an
 * {@link io.clevertap.Event} or a {@link io.clevertap.DeviceToken}.
 */
@NullMarked
package io.clevertap;

import org.jspecify.annotations.NullMarked;
