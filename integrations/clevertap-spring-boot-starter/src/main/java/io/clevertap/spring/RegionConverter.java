package io.clevertap.spring;

import io.clevertap.client.api.Region;
import org.springframework.core.convert.converter.Converter;

/** Reads regions as the client does, by code too; Spring's own way knows names alone. */
final class RegionConverter implements Converter<String, Region> {

  @Override
  public Region convert(String codeOrName) {
    return Region.of(codeOrName.strip().replace('-', '_'));
  }
}
