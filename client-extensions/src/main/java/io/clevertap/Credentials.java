package io.clevertap;

import java.util.Map;
import java.util.Objects;

/** An account's id and one of its passcodes. Immutable; {@link #toString()} hides the passcode. */
public final class Credentials {

  private static final String ACCOUNT_ID_VARIABLE = "CLEVERTAP_ACCOUNT_ID";
  private static final String PASSCODE_VARIABLE = "CLEVERTAP_PASSCODE";

  private final String accountId;
  private final String passcode;

  private Credentials(String accountId, String passcode) {
    this.accountId = headerValue("account id", accountId);
    this.passcode = headerValue("passcode", passcode);
  }

  /**
   * Creates credentials.
   *
   * @throws IllegalArgumentException when one of them is blank or contains a character that is not
   *     allowed in an HTTP header, such as a line break
   */
  public static Credentials of(String accountId, String passcode) {
    return new Credentials(accountId, passcode);
  }

  /**
   * Reads the environment variables {@code CLEVERTAP_ACCOUNT_ID} and {@code CLEVERTAP_PASSCODE}.
   *
   * @throws IllegalStateException when one of the variables is not set
   */
  public static Credentials fromEnvironment() {
    return from(System.getenv());
  }

  static Credentials from(Map<String, String> environment) {
    return of(variable(environment, ACCOUNT_ID_VARIABLE), variable(environment, PASSCODE_VARIABLE));
  }

  /** Returns the account's id. */
  public String accountId() {
    return accountId;
  }

  /** Returns the passcode. */
  public String passcode() {
    return passcode;
  }

  private static String variable(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("Set " + name + " in the environment");
    }
    return value;
  }

  private static String headerValue(String name, String value) {
    Objects.requireNonNull(value, name);
    if (value.isBlank()) {
      throw new IllegalArgumentException("The " + name + " is blank");
    }
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "The %s contains a space, a line break or another character that is not allowed in an HTTP"
                  .formatted(name)
              + " header; was a trailing newline copied with it?");
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credentials that
        && accountId.equals(that.accountId)
        && passcode.equals(that.passcode);
  }

  @Override
  public int hashCode() {
    return Objects.hash(accountId, passcode);
  }

  @Override
  public String toString() {
    return "Credentials[accountId=" + accountId + ", passcode=***]";
  }
}
