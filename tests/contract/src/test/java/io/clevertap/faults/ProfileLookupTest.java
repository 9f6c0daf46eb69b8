package io.clevertap.faults;

import static io.clevertap.faults.Leaks.failure;
import static io.clevertap.faults.WireMockCleverTap.json;
import static io.clevertap.faults.WireMockCleverTap.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.clevertap.CleverTap;
import io.clevertap.client.model.UserProfile;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.ResponseException;
import io.clevertap.exception.ServerException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.UnexpectedResponseException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reading a profile: an identifier arrives unchanged, and every response that means "no such
 * profile" is understood.
 */
@ExtendWith(Leaks.class)
class ProfileLookupTest {

  @RegisterExtension static final WireMockCleverTap SERVER = new WireMockCleverTap();

  private CleverTap cleverTap;

  @BeforeEach
  void open() {
    cleverTap = SERVER.client().maxAttempts(1).build();
  }

  @AfterEach
  void close() {
    cleverTap.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\": \"success\", \"record\": null}",
        "{\"status\": \"success\"}",
        "{\"status\": \"success\", \"record\": {}}",
        "{\"record\": {}}",
        "{\"status\": \"fail\", \"error\": \"zq Profile not found\"}",
        "{\"status\": \"FAIL\", \"error\": \"zq Profile not found\"}",
        "{\"status\": \"fail\", \"error\": \"Record Not Found\", \"code\": 404}",
        "{\"status\": \"fail\", \"error\": \"This user does not exist\", \"record\": null}",
        "{\"status\": \"fail\", \"code\": \"404\"}",
      })
  void profile_200ThatSaysNone_isEmpty(String body) {
    SERVER.answersJson(body);
    assertThat(cleverTap.profileByEmail("zq-ann@example.com")).isEmpty();
    assertThat(cleverTap.profileByIdentity("zq-ann")).isEmpty();
    assertThat(cleverTap.profileByObjectId("zq-device")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"fail\",\"code\":404}",
        "{\"status\":\"fail\",\"error\":\"zq-Record not found\",\"code\":404}"
      })
  void profile_404_isEmpty(String body) {
    SERVER.answers(status(404, body));
    assertThat(cleverTap.profileByIdentity("zq-ann")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>zq-404</html>", "", "[]", "{\"message\":\"zq-no route\"}"})
  void profile_404OfAProxy_isAnErrorAndNotEmpty(String body) {
    SERVER.answers(status(404, body));

    UnexpectedResponseException e =
        failure(UnexpectedResponseException.class, () -> cleverTap.profileByIdentity("zq-ann"));

    assertThat(e.status()).isEqualTo(404);
    assertThat(e.bodyStart()).isEqualTo(body);
    assertThat(e).hasMessageContaining("not CleverTap's JSON");
  }

  @Test
  void profile_jsonThatIsCutOff_saysSo() {
    for (String body : new String[] {"{\"status\": \"suc", "{\"record\": {\"identity\": \"zq-a"}) {
      SERVER.answersJson(body);
      assertThat(
              failure(
                  UnexpectedResponseException.class, () -> cleverTap.profileByIdentity("zq-ann")))
          .hasMessageContaining("cut off");
    }
    SERVER.answersJson("<html>zq</html>");
    assertThat(
            failure(UnexpectedResponseException.class, () -> cleverTap.profileByIdentity("zq-ann")))
        .hasMessageContaining("not the documented JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "\"zq-text\"",
        "{\"status\": \"error\", \"error\": \"zq something else\"}",
        "{\"error\": \"zq something else\", \"code\": 401}",
        "{\"error\": \"zq something else\"}",
        "{\"code\": 500}",
        "{\"status\": null, \"error\": \"zq something else\", \"code\": 500}",
        "{\"status\": \"ok\"}",
        "{\"status\": \"success\", \"record\": [\"zq-ann\"]}",
        "{\"status\": \"success\", \"record\": {\"identity\": \"zq-a",
        "<html>zq-proxy</html>",
      })
  void profile_200ThatSaysSomethingElse_isAnErrorAndNotEmpty(String body) {
    SERVER.answersJson(body);

    UnexpectedResponseException e =
        failure(
            UnexpectedResponseException.class,
            () -> cleverTap.profileByEmail("zq-ann@example.com"));

    assertThat(e.outcomeUnknown()).isFalse();
    assertThat(e.bodyStart()).isEqualTo(body);
    assertThat(e).hasMessageContaining("GET /1/profile.json at ").hasNoCause();
  }

  @Test
  void profile_200ThatReportsAFailure_isTheExceptionOfItsCode() {
    Map<String, Class<? extends ResponseException>> exceptions =
        Map.of(
            "\"code\": 500", ServerException.class,
            "\"code\": 401", AuthenticationException.class,
            "\"code\": \"429\"", TooManyRequestsException.class,
            "\"code\": 400", InvalidRequestException.class,
            "\"code\": 524", InvalidRequestException.class,
            "\"code\": 3", InvalidRequestException.class,
            "\"code\": \"CURSOR\"", InvalidRequestException.class,
            "\"more\": 1", InvalidRequestException.class);
    exceptions.forEach(
        (code, exception) -> {
          SERVER.answersJson("{\"status\": \"fail\", \"error\": \"zq Bad\", " + code + "}");

          ResponseException e = failure(exception, () -> cleverTap.profileByIdentity("zq-ann"));

          assertThat(e.status()).isEqualTo(200);
          assertThat(e.outcomeUnknown()).isFalse();
          assertThat(e.bodyStart()).contains(code);
          assertThat(e)
              .hasMessageContaining("failed with HTTP 200 and a body that reports a failure");
          assertThat(e.reason()).contains("zq Bad");
          String number = code.replaceAll("\\D", "");
          assertThat(e.code())
              .isEqualTo(
                  code.contains("more") || number.isEmpty()
                      ? OptionalInt.empty()
                      : OptionalInt.of(Integer.parseInt(number)));
        });
  }

  @Test
  void profile_notFoundTextBesideACodeOfAnotherError_isNotEmpty() {
    SERVER.answersJson("{\"status\":\"fail\",\"error\":\"shard not found\",\"code\":500}");
    failure(ServerException.class, () -> cleverTap.profileByIdentity("zq-ann"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Success", "ok", "partial"})
  void profile_recordBesideAStatusThatIsNew_isRead(String status) {
    SERVER.answersJson("{\"status\":\"" + status + "\",\"record\":{\"name\":\"Ann\"}}");
    assertThat(cleverTap.profileByIdentity("zq-ann")).isPresent();
  }

  @Test
  void profile_5xx_isAnErrorAndNotEmpty() {
    SERVER.answers(status(503, ""));
    assertThat(
            failure(ServerException.class, () -> cleverTap.profileByIdentity("zq-ann"))
                .outcomeUnknown())
        .isFalse();
  }

  @Test
  void profile_unknownFields_areNoError() {
    SERVER.answers(
        json(
            """
            {"status": "success", "more": 1, "record": {"identity": "zq-ann", "new": [1],
              "profileData": {"tier": "gold"}, "platformInfo": [{"platform": "Fridge", "x": 1}]}}\
            """));

    UserProfile profile = cleverTap.profileByIdentity("zq-ann").orElseThrow();

    assertThat(profile.getIdentity()).isEqualTo("zq-ann");
    assertThat(profile.getProfileData()).containsEntry("tier", "gold");
    assertThat(profile.getPlatformInfo().get(0).getPlatform()).isEqualTo("Fridge");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zq-ann+tag@example.com",
        "zq-a&b=c@example.com",
        "zq-{ann}@example.com",
        "zq-{email}",
        "zq-änn@bücher.example",
        "zq-日本🙂@example.com",
        "zq-100%",
        "zq-%41%2B%zz",
        "zq-100%@x.com",
        "zq-a@b%41.com",
        "zq-a b%20c",
        "zq-abc%3D",
        "zq-a,b;c:d",
        "zq-a?b#c/d\\e|f",
        "zq-\"a b\"'<>^`~$*()[]!",
        " zq-ann ",
        "zq-\t\r\n\u0000",
        "+14155551234",
        "https://zq.example.com/?a=b&c=d#e",
      })
  void profile_anyIdentifier_arrivesAsItIs(String identifier) {
    SERVER.answersJson("{\"status\": \"success\", \"record\": {\"name\": \"Ann\"}}");

    assertThat(cleverTap.profileByEmail(identifier)).isPresent();
    assertThat(cleverTap.profileByIdentity(identifier)).isPresent();
    assertThat(cleverTap.profileByObjectId(identifier)).isPresent();

    assertThat(SERVER.requests())
        .extracting(request -> decoded(request.getUrl()))
        .containsExactly(
            "/1/profile.json?email=" + identifier,
            "/1/profile.json?identity=" + identifier,
            "/1/profile.json?objectId=" + identifier);
    assertThat(SERVER.requests()).noneMatch(request -> request.getUrl().contains("+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void profile_blankIdentifier_isInvalid(String blank) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.profileByEmail(blank))
        .withMessageContaining("email");
    assertThatIllegalArgumentException().isThrownBy(() -> cleverTap.profileByIdentity(blank));
    assertThatIllegalArgumentException().isThrownBy(() -> cleverTap.profileByObjectId(blank));
    assertThatNullPointerException()
        .isThrownBy(() -> cleverTap.profileByIdentity(null))
        .withMessage("identity");
    assertThat(SERVER.requests()).isEmpty();
  }

  @Test
  void profile_unpairedSurrogate_isInvalid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cleverTap.profileByIdentity("zq-\uD83D"))
        .withMessageContaining("identity")
        .withMessageNotContaining("zq-");
    assertThat(SERVER.requests()).isEmpty();
  }

  /** Decodes the only value of the query as a server does. */
  private static String decoded(String url) {
    String[] parts = url.split("=", 2);
    assertThat(URI.create(url).getRawQuery().split("&")).hasSize(1);
    return parts[0] + "=" + URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
  }
}
