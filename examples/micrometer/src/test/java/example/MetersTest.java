package example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import io.clevertap.test.Fault;
import org.junit.jupiter.api.Test;

@CleverTapServer
class MetersTest {

  @Test
  void upload_throttledOnce_isInTheMeters(FakeCleverTap server) {
    server.failNext(Fault.TOO_MANY_REQUESTS);

    String meters = Meters.upload(server.clientBuilder());

    assertTrue(
        meters.contains("clevertap_records_total{code=\"none\",outcome=\"accepted\"} 1.0"), meters);
    assertTrue(
        meters.contains(
            "clevertap_attempts_seconds_count{operation=\"upload\",retry=\"false\",status=\"429\"} 1"),
        meters);
  }
}
