package io.clevertap.faults;

import static io.clevertap.faults.Leaks.failure;
import static io.clevertap.faults.WireMockCleverTap.SUCCESS;
import static io.clevertap.faults.WireMockCleverTap.failing;
import static io.clevertap.faults.WireMockCleverTap.json;
import static io.clevertap.faults.WireMockCleverTap.status;
import static io.clevertap.faults.WireMockCleverTap.tooMany;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.exception.CleverTapException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The log lines of calls and failures. {@link Leaks} checks in every test that no line contains
 * private data.
 */
@ExtendWith(Leaks.class)
class LogTest {

  @RegisterExtension static final WireMockCleverTap SERVER = new WireMockCleverTap();

  @Test
  void failure_ofEachKind_isLoggedWithWhyItIsNotResent() throws Exception {
    SERVER.answers(status(503, "zq"), status(400, "zq"), tooMany("3600"), failing(429));
    int before = Leaks.log().length();
    try (CleverTap cleverTap = SERVER.client().maxAttempts(2).build()) {
      for (int i = 0; i < 4; i++) {
        failure(
            CleverTapException.class,
            () -> cleverTap.upload(Event.named("Seen").identity("zq-ann")));
      }
    }

    assertThat(Leaks.log().substring(before).lines().filter(line -> line.contains("HTTP")))
        .satisfiesExactly(
            line -> assertThat(line).contains("HTTP 503", "not resent: would not help"),
            line -> assertThat(line).contains("HTTP 400", "not resent: would not help"),
            line -> assertThat(line).contains("HTTP 429", "not resent: waiting PT1H would exceed"),
            line -> assertThat(line).contains("HTTP 429", "resending after PT"),
            line -> assertThat(line).contains("HTTP 429", "not resent: 2 attempts were made"));
  }

  @Test
  void everyAttempt_isLoggedWithoutAnythingPrivate() throws Exception {
    SERVER.answers(failing(503), json(SUCCESS));
    int before = Leaks.log().length();
    try (CleverTap cleverTap = SERVER.client().build()) {
      cleverTap.upload(Profile.ofIdentity("zq-ann").name("zq-Ann"));
      cleverTap.profileByEmail("zq-ann@example.com");
      assertThat(cleverTap.toString()).doesNotContain(Leaks.MARK);
    }

    List<String> lines =
        Leaks.log().substring(before).lines().filter(line -> line.contains("DEBUG")).toList();

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).contains("POST /1/upload: 503 in ");
    assertThat(lines.get(1)).contains("POST /1/upload at ", "HTTP 503", "resending after PT");
    assertThat(lines.get(2)).contains("POST /1/upload: 200 in ");
    assertThat(lines.get(3)).contains("GET /1/profile.json: 200 in ").doesNotContain("?");
  }
}
