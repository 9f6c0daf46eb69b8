/** Measurements of the SDK, started by {@code tests/benchmarks/run}. */
@NullMarked
package io.clevertap.benchmarks;

import org.jspecify.annotations.NullMarked;
