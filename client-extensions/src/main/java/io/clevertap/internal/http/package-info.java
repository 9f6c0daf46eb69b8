/** One request and its attempts. Never names a record. */
@NullMarked
package io.clevertap.internal.http;

import org.jspecify.annotations.NullMarked;
