/** Bulk uploads: threads, lanes, order, checkpoints. */
@NullMarked
package io.clevertap.internal.bulk;

import org.jspecify.annotations.NullMarked;
