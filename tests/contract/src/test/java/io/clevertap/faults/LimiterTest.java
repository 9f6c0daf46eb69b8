package io.clevertap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.Profile;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.ProfilesApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The SDK never has more requests in flight than CleverTap allows, retries included. */
@ExtendWith(Leaks.class)
@Timeout(60)
class LimiterTest {

  private static final int CALLS = 45;

  private final Profile ann = Profile.ofIdentity("zq-ann");
  private final ExecutorService callers = Executors.newFixedThreadPool(CALLS);
  private GateServer server;

  @BeforeEach
  void start() throws Exception {
    server = new GateServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    callers.shutdownNow();
  }

  @Test
  void upload_manyAtATime_neverExceedFifteenInFlight() throws Exception {
    try (CleverTap cleverTap = client().build()) {
      server.holdUntilInFlight(Operation.UPLOAD.concurrencyLimit());
      runAll(() -> cleverTap.upload(ann));
    }
    assertThat(server.mostInFlight()).isEqualTo(15).isEqualTo(Operation.UPLOAD.concurrencyLimit());
    assertThat(server.requests()).isEqualTo(CALLS);
  }

  @Test
  void upload_manyAtATimeAndRetried_neverExceedFifteenInFlight() throws Exception {
    server.answerTheFirstWith429(CALLS);
    try (CleverTap cleverTap = client().build()) {
      server.holdUntilInFlight(Operation.UPLOAD.concurrencyLimit());
      runAll(() -> cleverTap.upload(ann));
    }
    assertThat(server.mostInFlight()).isEqualTo(15);
    assertThat(server.requests()).isEqualTo(2 * CALLS);
  }

  @Test
  void upload_otherLimit_isKept() throws Exception {
    try (CleverTap cleverTap = client().maxConcurrentUploads(4).build()) {
      server.holdUntilInFlight(4);
      runAll(() -> cleverTap.upload(ann));
    }
    assertThat(server.mostInFlight()).isEqualTo(4);
  }

  @Test
  void profile_manyAtATime_neverExceedThreeInFlight() throws Exception {
    try (CleverTap cleverTap = client().build()) {
      server.holdUntilInFlight(Operation.GET_PROFILE.concurrencyLimit());
      runAll(() -> cleverTap.profileByIdentity("zq-ann"));
    }
    assertThat(server.mostInFlight()).isEqualTo(3);
  }

  @Test
  void api_manyAtATime_countLikeTheFacadesCalls() throws Exception {
    try (CleverTap cleverTap = client().build()) {
      server.holdUntilInFlight(3);
      runAll(() -> cleverTap.api(ProfilesApi.class).getProfile(null, "zq-ann", null));
    }
    assertThat(server.mostInFlight()).isEqualTo(3);
  }

  @Test
  void reads_whileUploadsHoldAllTheirPermits_haveTheirOwn() throws Exception {
    try (CleverTap cleverTap = client().maxConcurrentUploads(1).build()) {
      server.holdUntilInFlight(2);
      Future<?> upload = callers.submit(() -> cleverTap.upload(ann));
      Future<?> read = callers.submit(() -> cleverTap.profileByIdentity("zq-ann"));
      upload.get();
      read.get();
    }
    assertThat(server.mostInFlight()).isEqualTo(2);
  }

  private CleverTapBuilder client() {
    return WireMockCleverTap.clientOf(server.baseUrl()).callTimeout(Duration.ofSeconds(55));
  }

  private void runAll(Runnable call) throws Exception {
    List<Future<?>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(callers.submit(call));
    }
    for (Future<?> each : calls) {
      each.get();
    }
  }
}
