package io.clevertap;

import io.clevertap.client.api.Identified;
import io.clevertap.client.model.TokenRecord;
import io.clevertap.client.model.UploadRecord;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One identifier of a user: its kind and its value. CleverTap accepts other kinds for each
 * operation; the method that takes a {@code UserId} names them.
 *
 * @param kind the kind of identifier
 * @param value the identifier; never blank
 */
public record UserId(Kind kind, String value) {

  /** The kinds of identifiers of a user. */
  public enum Kind {
    /** The id in the account's own systems. */
    IDENTITY,
    /** The CleverTap id of a device of the user. */
    OBJECT_ID,
    /** The user's email address. */
    EMAIL,
    /** The user's Facebook id. */
    FACEBOOK_ID,
    /** The user's Google id. */
    GOOGLE_ID
  }

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException when the value is blank
   */
  public UserId {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(value, "value");
    if (value.isBlank()) {
      throw new IllegalArgumentException("The " + text(kind) + " is blank");
    }
  }

  /** Returns the id of a user in the account's own systems. */
  public static UserId identity(String identity) {
    return new UserId(Kind.IDENTITY, identity);
  }

  /** Returns the CleverTap id of a device of the user. */
  public static UserId objectId(String objectId) {
    return new UserId(Kind.OBJECT_ID, objectId);
  }

  /** Returns the email address of a user. */
  public static UserId email(String email) {
    return new UserId(Kind.EMAIL, email);
  }

  /** Returns the Facebook id of a user. */
  public static UserId facebookId(String facebookId) {
    return new UserId(Kind.FACEBOOK_ID, facebookId);
  }

  /** Returns the Google id of a user. */
  public static UserId googleId(String googleId) {
    return new UserId(Kind.GOOGLE_ID, googleId);
  }

  /**
   * Returns the identifier of a record's user.
   *
   * @return the identifier; empty when the record has none
   */
  public static Optional<UserId> of(UploadRecord record) {
    if (record instanceof Identified user) {
      return of(Kind.IDENTITY, user.getIdentity())
          .or(() -> of(Kind.OBJECT_ID, user.getObjectId()))
          .or(() -> of(Kind.FACEBOOK_ID, user.getFbid()))
          .or(() -> of(Kind.GOOGLE_ID, user.getGpid()));
    }
    return record instanceof TokenRecord token
        ? of(Kind.OBJECT_ID, token.getObjectId())
        : Optional.empty();
  }

  private static Optional<UserId> of(Kind kind, @Nullable String value) {
    return value == null || value.isBlank()
        ? Optional.empty()
        : Optional.of(new UserId(kind, value));
  }

  /** Returns the kind, without the value, which may be personal data. */
  @Override
  public String toString() {
    return "UserId[" + text(kind) + "]";
  }

  private static String text(Kind kind) {
    return switch (kind) {
      case IDENTITY -> "identity";
      case OBJECT_ID -> "CleverTap id";
      case EMAIL -> "email address";
      case FACEBOOK_ID -> "Facebook id";
      case GOOGLE_ID -> "Google id";
    };
  }
}
