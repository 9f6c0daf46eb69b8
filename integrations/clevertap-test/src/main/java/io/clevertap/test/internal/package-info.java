/** What the stand-in is made of, and what tests of this project use of it; nothing for users. */
@NullMarked
package io.clevertap.test.internal;

import org.jspecify.annotations.NullMarked;
