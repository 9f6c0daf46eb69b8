package io.clevertap.internal.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import feign.Feign;
import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactParameterContractTest {

  interface Notes {
    @RequestLine("GET /{place}/notes?of={of}")
    @Headers("X-Note: {note}")
    void note(@Param("place") String place, @Param("of") String of, @Param("note") String note);
  }

  interface Form {
    @RequestLine("POST /form")
    void post(@Param("field") String field);
  }

  private final AtomicReference<Request> sent = new AtomicReference<>();

  @ParameterizedTest
  @CsvSource({
    "a/b, a%2Fb",
    "a b, a%20b",
    "a+b, a%2Bb",
    "a*b, a%2Ab",
    "a%2Fb, a%252Fb",
    "{a}, %7Ba%7D",
    "ä, %C3%A4",
    "-._, -._",
  })
  void parameter_anyText_isEncodedOnceInPathAndQuery(String text, String encoded) {
    api(Notes.class).note(text, text, "x");

    assertThat(sent.get().url()).isEqualTo("http://127.0.0.1/" + encoded + "/notes?of=" + encoded);
  }

  @Test
  void parameter_unpairedSurrogate_isInvalid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api(Notes.class).note("x", "a\uD83D", "x"))
        .withMessage("of contains an unpaired surrogate");
    assertThat(sent.get()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a%20+*b", "~!"})
  void header_ascii_isSentAsItIs(String note) {
    api(Notes.class).note("x", "x", note);

    assertThat(sent.get().headers().get("X-Note")).containsExactly(note);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u001Fb", "a\u007Fb", "ä"})
  void header_otherCharacter_isInvalid(String note) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api(Notes.class).note("x", "x", note))
        .withMessage("note contains a character that a header cannot contain");
    assertThat(sent.get()).isNull();
  }

  @Test
  void parameter_hasNoPlaceInTheRequest_fails() {
    assertThatIllegalStateException()
        .isThrownBy(() -> api(Form.class))
        .withMessageContaining("sends nowhere what is given as [field]");
  }

  private <T> T api(Class<T> type) {
    return Feign.builder()
        .contract(new ExactParameterContract())
        .client(
            (request, options) -> {
              sent.set(request);
              return Response.builder().request(request).status(200).body("", UTF_8).build();
            })
        .target(type, "http://127.0.0.1");
  }
}
