package io.clevertap.contract.negative;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The constraints that the regular expressions in {@code exceptions.yaml} match. */
record Exceptions(List<String> implied, List<String> unenforced) {

  @SuppressWarnings("unchecked")
  static Exceptions load() {
    try (InputStream yaml = Exceptions.class.getResourceAsStream("exceptions.yaml")) {
      var lists =
          (Map<String, List<String>>)
              new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
      return new Exceptions(lists.get("implied"), lists.get("unenforced"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean matches(List<String> expressions, String constraint) {
    return expressions.stream().anyMatch(constraint::matches);
  }
}
