package io.clevertap.test;

/**
 * A way in which a call fails. The server stores the records of the upload only if the fault says
 * so.
 */
public enum Fault {
  /** No fault: the call succeeds. */
  NONE(true),
  /** 400: the request is invalid. */
  BAD_REQUEST(false),
  /** 401: the credentials are wrong. */
  UNAUTHORIZED(false),
  /** 429: the account has too many calls in flight. */
  TOO_MANY_REQUESTS(false),
  /** 500: CleverTap failed. */
  INTERNAL_SERVER_ERROR(false),
  /** 503: CleverTap is temporarily unavailable. */
  SERVICE_UNAVAILABLE(false),
  /** 502 with an HTML page: a proxy lost the response, after the records were stored. */
  BAD_GATEWAY_AFTER_STORING(true),
  /** The connection is reset. */
  RESET(false),
  /** The connection is reset after the records were stored: the response is lost. */
  RESET_AFTER_STORING(true),
  /** No response ever comes; the connection stays open until the client gives up. */
  SILENCE(false),
  /** No response ever comes, after the records were stored. */
  SILENCE_AFTER_STORING(true),
  /** 200 with an HTML page. */
  HTML(false),
  /** 200 with an HTML page, after the records were stored. */
  HTML_AFTER_STORING(true),
  /** A response that breaks off in the middle, after the records were stored. */
  CUT_OFF(true);

  private final boolean stores;

  Fault(boolean stores) {
    this.stores = stores;
  }

  /** Returns whether the server stores the records of an upload in spite of the fault. */
  public boolean stores() {
    return stores;
  }
}
