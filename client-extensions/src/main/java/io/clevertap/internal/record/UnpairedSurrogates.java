package io.clevertap.internal.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds unpaired surrogates in written JSON. Skips eight bytes at a time, as most have no escape.
 */
final class UnpairedSurrogates {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long LOWEST_BITS = 0x0101010101010101L; // of each byte
  private static final long BACKSLASHES = LOWEST_BITS * '\\';

  private UnpairedSurrogates() {}

  /** Searches for an escape from D800 to DFFF: the mapper writes complete pairs unescaped. */
  static boolean areIn(byte[] json) {
    for (int i = nextBackslash(json, 0); i < json.length - 3; i = nextBackslash(json, i + 2)) {
      if (json[i + 1] == 'u' && json[i + 2] == 'D' && json[i + 3] >= '8') {
        return true;
      }
    }
    return false;
  }

  /** Returns the index of the next backslash, or an index past the end. */
  private static int nextBackslash(byte[] json, int start) {
    int i = start;
    while (i <= json.length - Long.BYTES && !hasBackslash((long) LONGS.get(json, i))) {
      i += Long.BYTES;
    }
    while (i < json.length && json[i] != '\\') {
      i++;
    }
    return i;
  }

  private static boolean hasBackslash(long bytes) {
    long zeroWhereEqual = bytes ^ BACKSLASHES;
    return (zeroWhereEqual - LOWEST_BITS & ~zeroWhereEqual & LOWEST_BITS << 7) != 0;
  }
}
