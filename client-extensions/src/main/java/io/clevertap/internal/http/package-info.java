/** One request and its attempts, without knowledge of records. */
@NullMarked
package io.clevertap.internal.http;

import org.jspecify.annotations.NullMarked;
