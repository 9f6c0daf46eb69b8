package io.clevertap.spring;

import io.clevertap.client.api.Region;
import org.springframework.core.convert.converter.Converter;

/** Converts codes and names to regions, as the client does; Spring itself converts only names. */
final class RegionConverter implements Converter<String, Region> {

  @Override
  public Region convert(String codeOrName) {
    return Region.of(codeOrName.strip().replace('-', '_'));
  }
}
