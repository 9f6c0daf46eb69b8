/** One upload call and its outcomes. */
@NullMarked
package io.clevertap.internal.upload;

import org.jspecify.annotations.NullMarked;
