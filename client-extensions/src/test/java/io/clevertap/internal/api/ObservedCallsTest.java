package io.clevertap.internal.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import feign.Feign;
import feign.Response;
import feign.codec.EncodeException;
import feign.codec.Encoder;
import io.clevertap.ClientListener;
import io.clevertap.client.api.ListsApi;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.ProfilesApi;
import io.clevertap.client.model.DeleteProfilesRequest;
import io.clevertap.internal.http.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObservedCallsTest {

  private record Call(Operation operation, Duration duration, @Nullable Throwable failure) {}

  /** Checked while it is encoded, and without the users whom the spec requires. */
  private static final class CheckedLater extends DeleteProfilesRequest implements CheckedBody {}

  private static final Duration TOOK = Duration.ofSeconds(3);
  private static final DeleteProfilesRequest INVALID =
      new DeleteProfilesRequest().addIdentityItem("");

  private final FakeTime time = new FakeTime();
  private final List<Call> calls = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final ClientListener listener =
      new ClientListener() {
        @Override
        public void called(Operation operation, Duration duration, @Nullable Throwable failure) {
          calls.add(new Call(operation, duration, failure));
        }
      };

  @Test
  void call_withoutArguments_isObserved() {
    api(ListsApi.class, true, new JsonEncoder()).getListUploadUrl();

    assertThat(calls).containsExactly(new Call(Operation.GET_LIST_UPLOAD_URL, TOOK, null));
  }

  @Test
  void call_methodOfObject_isNone() {
    ListsApi api = api(ListsApi.class, true, new JsonEncoder());

    assertThat(api.toString()).contains("ListsApi");
    assertThat(calls).isEmpty();
  }

  @Test
  void equals_client_isEqualToItselfOnly() {
    ListsApi api = api(ListsApi.class, true, new JsonEncoder());
    ListsApi other = api(ListsApi.class, true, new JsonEncoder());

    assertThat(api.equals(api)).isTrue();
    assertThat(api.equals(other)).isFalse();
    assertThat(api.equals(null)).isFalse();
  }

  @Test
  void call_argumentBreaksALimit_isInvalidAndObserved() {
    ProfilesApi api = api(ProfilesApi.class, true, new JsonEncoder());

    Throwable failure = catchThrowable(() -> api.deleteProfiles(INVALID));

    assertThat(failure)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deleteProfiles: ");
    assertThat(calls).containsExactly(new Call(Operation.DELETE_PROFILES, Duration.ZERO, failure));
    assertThat(sent).isEmpty();
  }

  @Test
  void call_unchecked_isSent() {
    api(ProfilesApi.class, false, new JsonEncoder()).deleteProfiles(INVALID);

    assertThat(sent).hasSize(1);
  }

  @Test
  void call_bodyThatIsCheckedLater_isSent() {
    DeleteProfilesRequest body = new CheckedLater().addIdentityItem("");

    api(ProfilesApi.class, true, new JsonEncoder()).deleteProfiles(body);

    assertThat(sent).hasSize(1);
  }

  @Test
  void call_encoderFindsItInvalid_isThatException() {
    IllegalArgumentException invalid = new IllegalArgumentException("invalid");
    Encoder encoder =
        (body, type, template) -> {
          throw invalid;
        };

    assertThatIllegalArgumentException()
        .isThrownBy(() -> api(ProfilesApi.class, false, encoder).deleteProfiles(INVALID))
        .isSameAs(invalid);
    assertThat(calls).extracting(Call::failure).containsExactly(invalid);
  }

  @Test
  void call_encoderFailsOtherwise_isFeignsException() {
    EncodeException failure = new EncodeException("broken");
    Encoder encoder =
        (body, type, template) -> {
          throw failure;
        };

    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(() -> api(ProfilesApi.class, false, encoder).deleteProfiles(INVALID))
        .isSameAs(failure);
    assertThat(calls).extracting(Call::failure).containsExactly(failure);
  }

  private <T> T api(Class<T> type, boolean checked, Encoder encoder) {
    return Feign.builder()
        .invocationHandlerFactory(new ObservedCalls(checked, listener, time))
        .encoder(encoder)
        .decoder((response, result) -> null)
        .client(
            (request, options) -> {
              sent.add(request.url());
              time.pass(TOOK);
              return Response.builder().request(request).status(200).body("{}", UTF_8).build();
            })
        .target(type, "http://127.0.0.1");
  }
}
