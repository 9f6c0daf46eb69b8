package io.clevertap.test;

/** What goes wrong with an upload besides its records. */
public enum Fault {
  /** Nothing. */
  NONE(true),
  /** The credentials are refused, 401. */
  UNAUTHORIZED(false),
  /** The request is refused as not valid, 400. */
  INVALID(false),
  /** Too many requests are in flight, 429. */
  THROTTLED(false),
  /** An error of 503 instead of storing. */
  UNAVAILABLE(false),
  /** An error of 502 after storing: what stands in between lost the answer. */
  BAD_GATEWAY_AFTER_STORING(true),
  /** A reset of the connection instead of storing. */
  RESET(false),
  /** A reset of the connection after storing. */
  RESET_AFTER_STORING(true),
  /** No answer, and nothing stored. */
  SILENCE(false),
  /** No answer after storing. */
  SILENCE_AFTER_STORING(true),
  /** A page of HTML with the status 200, and nothing stored. */
  HTML(false),
  /** A page of HTML with the status 200 after storing. */
  HTML_AFTER_STORING(true),
  /** An answer of which the end is missing, after storing. */
  CUT_OFF(true);

  private final boolean stores;

  Fault(boolean stores) {
    this.stores = stores;
  }

  boolean stores() {
    return stores;
  }
}
