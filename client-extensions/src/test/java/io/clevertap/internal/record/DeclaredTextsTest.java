package io.clevertap.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clevertap.client.api.LimitException;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.ProfileRecord;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every string that the spec declares for a profile has a limit in bytes. */
class DeclaredTextsTest {

  @Test
  void validate_moreBytesThanCharactersOfAnyDeclaredString_isInvalid() throws Exception {
    String fewCharactersManyBytes = "a@" + "\u00e4".repeat(400);
    List<Method> strings =
        Arrays.stream(ProfileProperties.class.getMethods())
            .filter(method -> method.getReturnType() == ProfileProperties.class)
            .filter(
                method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
            .toList();
    assertThat(strings).isNotEmpty();
    for (Method string : strings) {
      ProfileProperties properties = new ProfileProperties();
      string.invoke(properties, fewCharactersManyBytes);
      ProfileRecord record = new ProfileRecord().identity("ann").profileData(properties);
      assertThatThrownBy(() -> RecordValidator.validate(record))
          .as(string.getName())
          .isInstanceOf(LimitException.class);
    }
  }
}
