/** Records, values, their limits and their bytes. Never names Feign. */
@NullMarked
package io.clevertap.internal.record;

import org.jspecify.annotations.NullMarked;
