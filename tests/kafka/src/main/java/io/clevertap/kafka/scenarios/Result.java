package io.clevertap.kafka.scenarios;

import java.time.Duration;

/** What a scenario did with its records. */
record Result(
    String scenario,
    int delivered,
    int deadLetters,
    int lost,
    int doubled,
    int outOfOrder,
    Duration time,
    String remark) {

  static final String HEADER =
      "| scenario | delivered | dead letters | lost | doubled | out of order | seconds | |\n"
          + "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |";

  String line() {
    return "| `%s` | %,d | %,d | %d | %,d | %d | %d | %s |"
        .formatted(
            scenario, delivered, deadLetters, lost, doubled, outOfOrder, time.toSeconds(), remark);
  }
}
