/** A stand-in for CleverTap, for tests: {@link io.clevertap.test.FakeCleverTap}. */
@NullMarked
package io.clevertap.test;

import org.jspecify.annotations.NullMarked;
