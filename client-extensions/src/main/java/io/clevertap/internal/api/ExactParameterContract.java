package io.clevertap.internal.api;

import feign.Contract;
import feign.MethodMetadata;
import feign.Param;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Feign's annotations, with parameters that arrive as they are. Feign by itself takes a percent
 * sign with two digits for an escape and keeps it, so that the server would read another value.
 */
public final class ExactParameterContract implements Contract {

  private final Contract annotations = new Contract.Default();

  @Override
  public List<MethodMetadata> parseAndValidateMetadata(Class<?> api) {
    List<MethodMetadata> methods = annotations.parseAndValidateMetadata(api);
    for (MethodMetadata method : methods) {
      method.indexToExpander(
          method.indexToName().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, parameter -> expander(parameter.getValue()))));
    }
    return methods;
  }

  private static Param.Expander expander(Collection<String> names) {
    return value -> {
      String text = value.toString();
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw new IllegalArgumentException(
            String.join(", ", names) + " holds half of a surrogate pair");
      }
      return text.replace("%", "%25");
    };
  }
}
