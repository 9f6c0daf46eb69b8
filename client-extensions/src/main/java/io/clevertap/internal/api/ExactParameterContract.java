package io.clevertap.internal.api;

import feign.Contract;
import feign.MethodMetadata;
import feign.Param;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Feign's annotations, and makes parameters arrive unchanged. Feign alone leaves a percent
 * sign with two digits as it is, so the server would decode another value.
 */
public final class ExactParameterContract implements Contract {

  private final Contract annotations = new Contract.Default();

  @Override
  public List<MethodMetadata> parseAndValidateMetadata(Class<?> api) {
    List<MethodMetadata> methods = annotations.parseAndValidateMetadata(api);
    for (MethodMetadata method : methods) {
      Map<Integer, Param.Expander> expanders = new HashMap<>();
      method.indexToName().forEach((index, names) -> expanders.put(index, expander(names)));
      method.indexToExpander(expanders);
    }
    return methods;
  }

  private static Param.Expander expander(Collection<String> names) {
    return value -> {
      String text = value.toString();
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw new IllegalArgumentException(
            String.join(", ", names) + " contains an unpaired surrogate");
      }
      return text.replace("%", "%25");
    };
  }
}
