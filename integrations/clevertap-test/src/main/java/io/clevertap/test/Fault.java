package io.clevertap.test;

/**
 * How a call of the API ends, where it does not end well. What an upload holds is stored by those
 * faults alone that say so.
 */
public enum Fault {
  /** No fault: the call is answered. */
  NONE(true),
  /** 400: the request is refused as not valid. */
  BAD_REQUEST(false),
  /** 401: the credentials are refused. */
  UNAUTHORIZED(false),
  /** 429: more calls are in flight than the account may have. */
  TOO_MANY_REQUESTS(false),
  /** 500: CleverTap failed. */
  INTERNAL_SERVER_ERROR(false),
  /** 503: CleverTap is not available for now. */
  SERVICE_UNAVAILABLE(false),
  /**
   * 502, with a page of HTML: a proxy in between lost the answer, after the records were stored.
   */
  BAD_GATEWAY_AFTER_STORING(true),
  /** The connection is reset. */
  RESET(false),
  /** The connection is reset after the records were stored: the answer is lost. */
  RESET_AFTER_STORING(true),
  /** No answer ever comes; the connection stays open until the client gives up. */
  SILENCE(false),
  /** No answer ever comes, after the records were stored. */
  SILENCE_AFTER_STORING(true),
  /** 200, with a page of HTML. */
  HTML(false),
  /** 200, with a page of HTML, after the records were stored. */
  HTML_AFTER_STORING(true),
  /** An answer that breaks off in the middle, after the records were stored. */
  CUT_OFF(true);

  private final boolean stores;

  Fault(boolean stores) {
    this.stores = stores;
  }

  /** Returns whether the records of an upload are stored all the same. */
  public boolean stores() {
    return stores;
  }
}
