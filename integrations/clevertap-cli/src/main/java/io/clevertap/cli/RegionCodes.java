package io.clevertap.cli;

import io.clevertap.client.api.Region;
import java.util.Arrays;
import java.util.Iterator;

/** What {@code --region} takes. */
final class RegionCodes implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Region.values()).map(Region::code).iterator();
  }
}
