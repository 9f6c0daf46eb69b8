package io.clevertap.cli;

import io.clevertap.client.api.Region;
import java.util.Arrays;
import java.util.Iterator;

/** The values of {@code --region}. */
final class RegionCodes implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Region.values()).map(Region::code).iterator();
  }
}
