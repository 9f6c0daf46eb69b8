package io.clevertap.internal;

/** CleverTap would refuse a record, for the reason that the message gives. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  RefusedException(String problem) {
    super(problem, null, false, false);
  }
}
