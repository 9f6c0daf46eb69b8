/**
 * A stand-in for CleverTap, for tests: {@link io.clevertap.test.CleverTapServer} for JUnit, and
 * {@link io.clevertap.test.FakeCleverTap} for itself.
 */
@NullMarked
package io.clevertap.test;

import org.jspecify.annotations.NullMarked;
