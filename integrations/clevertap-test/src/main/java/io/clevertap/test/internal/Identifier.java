package io.clevertap.test.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.client.model.UserProfile;
import java.util.Optional;

/** A user's name of one kind, such as an identity. */
public record Identifier(Kind kind, String value) {

  /** The ways in which the API names a user. */
  public enum Kind {
    /** The id by which the account's own systems know the user. */
    IDENTITY(ProfileRecord.JSON_PROPERTY_IDENTITY),
    /** The CleverTap id of a device. */
    OBJECT_ID(ProfileRecord.JSON_PROPERTY_OBJECT_ID),
    /** A Facebook id. */
    FACEBOOK_ID(ProfileRecord.JSON_PROPERTY_FBID),
    /** A Google Plus id. */
    GOOGLE_PLUS_ID(ProfileRecord.JSON_PROPERTY_GPID),
    /** An email address, by which profiles can be read, and no records uploaded. */
    EMAIL(UserProfile.JSON_PROPERTY_EMAIL);

    final String field;

    Kind(String field) {
      this.field = field;
    }
  }

  /** Returns whom a record is about; empty when it does not say so. */
  static Optional<Identifier> of(JsonNode record) {
    for (Kind kind : Kind.values()) {
      String value = record.path(kind.field).asText();
      if (kind != Kind.EMAIL && !value.isBlank()) {
        return Optional.of(new Identifier(kind, value));
      }
    }
    return Optional.empty();
  }

  /** Returns whether this is an identity that is an email address too. */
  boolean isEmail() {
    return kind == Kind.IDENTITY && value.matches(ProfileProperties.EMAIL_PATTERN);
  }
}
