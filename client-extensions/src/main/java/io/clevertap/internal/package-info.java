/** How the SDK works inside; not for use outside, and free to change. */
@NullMarked
package io.clevertap.internal;

import org.jspecify.annotations.NullMarked;
