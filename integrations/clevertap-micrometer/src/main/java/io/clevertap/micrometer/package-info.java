/** Meters and observations of what a CleverTap client does, for Micrometer. */
@NullMarked
package io.clevertap.micrometer;

import org.jspecify.annotations.NullMarked;
