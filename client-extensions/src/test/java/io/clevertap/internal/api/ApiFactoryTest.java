package io.clevertap.internal.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import feign.Request;
import feign.Response;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.ProfilesApi;
import io.clevertap.client.api.StatusResponse;
import io.clevertap.internal.http.FakeTime;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiFactoryTest {

  interface OtherApi {}

  private final ApiFactory factory =
      new ApiFactory(
          URI.create("http://127.0.0.1"),
          List.of(),
          new Request.Options(),
          (request, options) ->
              Response.builder()
                  .request(request)
                  .status(200)
                  .body("{\"status\":\"success\",\"count\":7}", UTF_8)
                  .build(),
          new JsonEncoder(),
          List.of(),
          true,
          new Listeners(List.of()),
          new FakeTime());

  @Test
  void api_generatedInterface_isAlwaysTheSameClient() {
    ProfilesApi api = factory.api(ProfilesApi.class);

    assertThat(api.getProfileCount("1").getCount()).isEqualTo(7);
    assertThat(factory.api(ProfilesApi.class)).isSameAs(api);
  }

  @ParameterizedTest
  @ValueSource(classes = {OtherApi.class, Operation.class, StatusResponse.class})
  void api_otherClass_isInvalid(Class<?> other) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> factory.api(other))
        .withMessageContaining(other.getName() + " is not an interface of the API");
  }
}
