package io.clevertap.bulk;

import io.clevertap.CleverTap;
import io.clevertap.test.internal.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client and the server that it uploads to, both new for each test. */
abstract class BulkFixture {

  final Recording recording = new Recording();
  StandIn server;
  CleverTap cleverTap;

  @BeforeEach
  void open() {
    server = StandIn.start(recording);
    cleverTap =
        CleverTap.builder().baseUrl(server.baseUrl()).credentials("ACCOUNT", "PASSCODE").build();
  }

  @AfterEach
  void close() {
    cleverTap.close();
    server.close();
  }
}
