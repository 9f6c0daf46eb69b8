package io.clevertap.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.contract.prism.PreferenceProxy;
import io.clevertap.contract.prism.PrismExtension;
import io.clevertap.contract.prism.PrismServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PrismExtension.class)
class MetricsExampleTest {

  @Test
  void example_againstTheMock_printsTheMeters(PrismServer prism) {
    int logged = prism.log().length();
    PrintStream console = System.out;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    try (PreferenceProxy proxy = new PreferenceProxy(prism)) {
      MetricsExample.main(new String[] {proxy.url()});
    } finally {
      System.setOut(console);
    }

    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("clevertap_records_total{code=\"none\",outcome=\"accepted\"} 2.0");
    assertThat(prism.log().substring(logged)).doesNotContainIgnoringCase("violation");
  }
}
