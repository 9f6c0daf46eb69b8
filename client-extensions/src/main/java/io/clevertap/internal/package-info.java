/**
 * The implementation of the SDK, without any promise of compatibility. Each subpackage is a room,
 * and dependencies between rooms run one way: bulk, upload, api, and then http and record.
 */
@NullMarked
package io.clevertap.internal;

import org.jspecify.annotations.NullMarked;
