/** Meters and observations of a CleverTap client, for Micrometer. */
@NullMarked
package io.clevertap.micrometer;

import org.jspecify.annotations.NullMarked;
