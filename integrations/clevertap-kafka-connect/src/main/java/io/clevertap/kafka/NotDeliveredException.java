package io.clevertap.kafka;

import org.apache.kafka.connect.errors.ConnectException;

/**
 * A record was not delivered. The message, which Connect writes to a header of the dead letter,
 * states the stage, CleverTap's code, whether the record may have been applied, and the reason.
 */
public final class NotDeliveredException extends ConnectException {

  private static final long serialVersionUID = 1L;

  NotDeliveredException(String stage, int code, boolean mayHaveBeenApplied, String reason) {
    super(
        "stage=%s; code=%s; may-have-been-applied=%s; reason=%s"
            .formatted(stage, code == 0 ? "none" : code, mayHaveBeenApplied, reason));
  }
}
