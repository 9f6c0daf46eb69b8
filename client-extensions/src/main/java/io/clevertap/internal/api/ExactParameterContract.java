package io.clevertap.internal.api;

import feign.Contract;
import feign.MethodMetadata;
import feign.Param;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Feign's annotations, and encodes parameters so that they arrive unchanged. Feign alone
 * would not encode a text that looks encoded, and the server would decode another one.
 */
public final class ExactParameterContract implements Contract {

  private final Contract annotations = new Contract.Default();

  @Override
  public List<MethodMetadata> parseAndValidateMetadata(Class<?> api) {
    List<MethodMetadata> methods = annotations.parseAndValidateMetadata(api);
    for (MethodMetadata method : methods) {
      if (!method.formParams().isEmpty()) {
        throw new IllegalStateException(
            method.configKey() + " sends nowhere what is given as " + method.formParams());
      }
      method.template().decodeSlash(false); // a slash of a value must not become one of the path
      Map<Integer, Param.Expander> expanders = new HashMap<>();
      String headers = method.template().headers().toString();
      method
          .indexToName()
          .forEach(
              (index, names) ->
                  expanders.put(
                      index,
                      names.stream().anyMatch(name -> headers.contains("{" + name + "}"))
                          ? headerExpander(names)
                          : expander(names)));
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
      return encoded(text);
    };
  }

  /** A header is sent as it is, in ASCII. */
  private static Param.Expander headerExpander(Collection<String> names) {
    return value -> {
      String text = value.toString();
      if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
        throw new IllegalArgumentException(
            String.join(", ", names) + " contains a character that a header cannot contain");
      }
      return text;
    };
  }

  /**
   * Encodes all characters but those that Feign leaves alone too, so that it encodes none again.
   */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
