/**
 * A stand-in for CleverTap, for tests: {@link io.clevertap.test.CleverTapServer} with JUnit, {@link
 * io.clevertap.test.FakeCleverTap} without.
 */
@NullMarked
package io.clevertap.test;

import org.jspecify.annotations.NullMarked;
