package io.clevertap.internal.record;

/** CleverTap would refuse a record, for the reason that the message gives. */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  RefusedException(String problem) {
    super(problem, null, false, false);
  }
}
