/** The command line {@code clevertap}. */
@NullMarked
package io.clevertap.cli;

import org.jspecify.annotations.NullMarked;
