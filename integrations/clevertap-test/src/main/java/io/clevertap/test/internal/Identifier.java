package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.UserProfile;
import java.util.Optional;

/** An identifier of a user, such as an identity. */
public record Identifier(Kind kind, String value) {

  /** The ways in which the API identifies a user. */
  public enum Kind {
    /** The user's id in the account's own systems. */
    IDENTITY(ProfileRecord.JSON_PROPERTY_IDENTITY),
    /** The CleverTap id of a device. */
    OBJECT_ID(ProfileRecord.JSON_PROPERTY_OBJECT_ID),
    /** A Facebook id. */
    FACEBOOK_ID(ProfileRecord.JSON_PROPERTY_FBID),
    /** A Google Plus id. */
    GOOGLE_PLUS_ID(ProfileRecord.JSON_PROPERTY_GPID),
    /** An email address: identifies the user of a read, not of a record. */
    EMAIL(UserProfile.JSON_PROPERTY_EMAIL);

    final String field;

    Kind(String field) {
      this.field = field;
    }
  }

  /** Returns the identifier in a record; empty if there is none. */
  static Optional<Identifier> of(JsonNode record) {
    for (Kind kind : Kind.values()) {
      String value = record.path(kind.field).asText();
      if (kind != Kind.EMAIL && !value.isBlank()) {
        return Optional.of(new Identifier(kind, value));
      }
    }
    return Optional.empty();
  }

  /** Returns whether this is an identity that is also an email address. */
  boolean isEmail() {
    return kind == Kind.IDENTITY && value.matches(ProfileProperties.EMAIL_PATTERN);
  }
}
