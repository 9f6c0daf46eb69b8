/** A sink connector for Kafka Connect that uploads records to CleverTap. */
@NullMarked
package io.clevertap.kafka;

import org.jspecify.annotations.NullMarked;
