package io.clevertap.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.client.api.Operation;
import io.clevertap.exception.AuthenticationException;
import io.clevertap.exception.InvalidRequestException;
import io.clevertap.exception.NotSentException;
import io.clevertap.exception.ServerException;
import io.clevertap.exception.TooManyRequestsException;
import io.clevertap.exception.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallHealthTest {

  private static final byte[] NO_BODY = {};

  private Instant now = Instant.EPOCH;
  private final CallHealth health = new CallHealth(() -> now);

  @Test
  void status_beforeTheFirstCall_isUnknown() {
    assertThat(health.status()).isEqualTo("UNKNOWN");
    assertThat(health.details()).isEmpty();
  }

  @Test
  void status_afterAFailure_isDownOnlyIfCleverTapIsToBlame() {
    assertThat(statusAfter(new AuthenticationException("", 401, NO_BODY, false))).isEqualTo("DOWN");
    assertThat(statusAfter(new ServerException("", 500, NO_BODY, true))).isEqualTo("DOWN");
    assertThat(statusAfter(new TransportException("", new IOException(), true))).isEqualTo("DOWN");
    assertThat(statusAfter(new InvalidRequestException("", 400, NO_BODY, false))).isEqualTo("UP");
    assertThat(statusAfter(new TooManyRequestsException("", 429, NO_BODY, false))).isEqualTo("UP");
  }

  @Test
  void status_afterACallThatWasInterruptedOrNotSent_staysAsItWas() {
    statusAfter(new ServerException("", 500, NO_BODY, true));

    assertThat(statusAfter(new TransportException("", new InterruptedException(), false)))
        .isEqualTo("DOWN");
    assertThat(statusAfter(null)).isEqualTo("UP");
    assertThat(statusAfter(new NotSentException(""))).isEqualTo("UP");
    assertThat(statusAfter(new IllegalArgumentException())).isEqualTo("UP");
  }

  @Test
  void status_aMinuteAfterAFailure_isUnknown() {
    statusAfter(new ServerException("", 500, NO_BODY, true));

    now = now.plus(CallHealth.FAILURE_COUNTS_FOR).minusMillis(1);
    assertThat(health.status()).isEqualTo("DOWN");
    now = now.plusMillis(1);
    assertThat(health.status()).isEqualTo("UNKNOWN");
    assertThat(health.details()).containsEntry("failure", "ServerException");
  }

  @Test
  void status_longAfterASuccess_isUp() {
    statusAfter(null);

    now = now.plus(Duration.ofDays(1));
    assertThat(health.status()).isEqualTo("UP");
  }

  @Test
  void details_ofAFailure_nameItsKindAndNotItsMessage() {
    statusAfter(new AuthenticationException("account A-1", 401, NO_BODY, false));

    assertThat(health.details())
        .containsEntry("operation", "upload")
        .containsEntry("failure", "AuthenticationException")
        .containsKey("endedAt");
    assertThat(health.details().toString()).doesNotContain("A-1");
  }

  private String statusAfter(Throwable failure) {
    health.called(Operation.UPLOAD, Duration.ofMillis(1), failure);
    return health.status();
  }
}
