/** The implementation of the stand-in, which this project's own tests use too. Not for users. */
@NullMarked
package io.clevertap.test.internal;

import org.jspecify.annotations.NullMarked;
