package io.clevertap.cli;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A digest of the part of an input that was read so far. */
final class InputDigest {

  private final MessageDigest digest;

  InputDigest() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // cannot happen: every Java provides SHA-256
    }
  }

  void update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
  }

  byte[] value() {
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e); // cannot happen: Java's SHA-256 can be cloned
    }
  }
}
