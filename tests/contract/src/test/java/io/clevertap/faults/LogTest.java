package io.clevertap.faults;

import static io.clevertap.faults.WireMockCleverTap.SUCCESS;
import static io.clevertap.faults.WireMockCleverTap.json;
import static io.clevertap.faults.WireMockCleverTap.retryNow;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.Profile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is logged. That nothing private is, {@link Leaks} watches in every test. */
@ExtendWith(Leaks.class)
class LogTest {

  @RegisterExtension static final WireMockCleverTap SERVER = new WireMockCleverTap();

  @Test
  void everyAttempt_isLoggedWithoutAnythingPrivate() throws Exception {
    SERVER.answers(retryNow(503), json(SUCCESS));
    int before = Leaks.log().length();
    try (CleverTap cleverTap = SERVER.client().build()) {
      cleverTap.upload(Profile.ofIdentity("zq-ann").name("zq-Ann"));
      cleverTap.profileByEmail("zq-ann@example.com");
      assertThat(cleverTap.toString()).doesNotContain(Leaks.MARK);
    }

    List<String> lines =
        Leaks.log().substring(before).lines().filter(line -> line.contains("DEBUG")).toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("POST /1/upload: 503 in ");
    assertThat(lines.get(1)).contains("POST /1/upload: 200 in ");
    assertThat(lines.get(2)).contains("GET /1/profile.json: 200 in ").doesNotContain("?");
  }
}
