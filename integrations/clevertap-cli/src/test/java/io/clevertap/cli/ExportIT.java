package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.cli.Cli.Result;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import io.clevertap.test.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that export, count, delete and report. */
@CleverTapServer
class ExportIT {

  private static final String[] DAYS = {
    "--event", "Charged", "--from", "2026-01-01", "--to", "2026-01-03"
  };
  private static final int EVENTS = 60;

  @TempDir private Path directory;
  private FakeCleverTap server;

  @BeforeEach
  void upload(FakeCleverTap server, CleverTap cleverTap) {
    this.server = server;
    Instant start = Instant.parse("2026-01-01T12:00:00Z");
    for (int i = 0; i < EVENTS; i++) {
      cleverTap.upload(
          Profile.ofIdentity("u" + i)
              .name("Name \"" + i + "\"")
              .set("Plan", i < 5 ? "Gold" : "Free"),
          Event.named("Charged")
              .identity("u" + i)
              .at(start.plus(Duration.ofDays(i % 3)))
              .set("Amount", i));
    }
  }

  private Cli cli() {
    return new Cli(directory).with("CLEVERTAP_PASSCODE", server.passcode());
  }

  private String[] arguments(String[] days, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of(days));
    all.add("--base-url=" + server.baseUrl());
    return all.toArray(String[]::new);
  }

  @Test
  void export_ofDays_writesOneFileADayForTheOwner() throws Exception {
    Result result = cli().run(arguments(DAYS, "events", "export", "--out", "out"));

    assertThat(result.out()).isEqualTo("Exported 60 events of 3 days; 0 days were there before\n");
    assertThat(result.exitCode()).isZero();
    assertThat(files("out"))
        .containsExactly("2026-01-01.ndjson", "2026-01-02.ndjson", "2026-01-03.ndjson");
    assertThat(Files.readAllLines(directory.resolve("out/2026-01-02.ndjson")))
        .hasSize(20)
        .first()
        .asString()
        .startsWith("{\"event\":\"Charged\",\"time\":\"2026-01-02T12:00:00\",\"user\":{")
        .endsWith("\"properties\":{\"Amount\":1},\"session\":{}}");
    assertThat(Files.getPosixFilePermissions(directory.resolve("out/2026-01-02.ndjson")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void export_csvAndGzip_containTheSame() throws Exception {
    cli().run(arguments(DAYS, "events", "export", "--out=out", "--format=csv", "--gzip"));

    Path file = directory.resolve("out/2026-01-01.csv.gz");
    try (GZIPInputStream csv = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(new String(csv.readAllBytes()).lines().limit(2))
          .satisfiesExactly(
              header ->
                  assertThat(header)
                      .isEqualTo(
                          "event,time,identity,objectId,email,name,phone,properties,session"),
              row ->
                  assertThat(row)
                      .startsWith("Charged,2026-01-01T12:00:00,u0,")
                      .contains("\"Name \"\"0\"\"\"", "\"{\"\"Amount\"\":0}\""));
    }
  }

  @Test
  void export_again_skipsTheDaysThatAreThere() throws Exception {
    cli().run(arguments(DAYS, "events", "export", "--out=out"));
    Files.delete(directory.resolve("out/2026-01-02.ndjson"));

    Result again = cli().run(arguments(DAYS, "events", "export", "--out=out"));

    assertThat(again.out()).isEqualTo("Exported 20 events of 1 days; 2 days were there before\n");
  }

  @Test
  void export_interrupted_leavesNoHalfFile() throws Exception {
    server.failNext(Fault.NONE, Fault.NONE, Fault.NONE, Fault.BAD_REQUEST);

    Result result = cli().run(arguments(DAYS, "events", "export", "--out=out"));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("interrupted after 0 records");
    assertThat(files("out")).contains("2026-01-01.ndjson").doesNotContain("2026-01-02.ndjson");
  }

  @Test
  void export_killedAndRunAgain_givesTheSameBytesAsAnUndisturbedRun() throws Exception {
    cli().run(arguments(DAYS, "events", "export", "--out=undisturbed"));
    server.delay(Duration.ofMillis(300));
    Process killed = cli().start(arguments(DAYS, "events", "export", "--out=out"));
    Path first = directory.resolve("out/2026-01-01.ndjson");
    while (!Files.exists(first)) { // another process makes it
      assertThat(killed.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    killed.destroyForcibly().waitFor();
    assertThat(files("out")).doesNotContain("2026-01-03.ndjson");
    server.delay(Duration.ZERO);

    assertThat(cli().run(arguments(DAYS, "events", "export", "--out=out")).exitCode()).isZero();

    assertThat(files("out")).isEqualTo(files("undisturbed"));
    for (String file : files("out")) {
      assertThat(directory.resolve("out").resolve(file))
          .hasSameBinaryContentAs(directory.resolve("undisturbed").resolve(file));
    }
  }

  @Test
  void export_ofADayThatIsNotOver_isRefused() throws Exception {
    Result result =
        cli()
            .run(
                "events",
                "export",
                "--out=out",
                "--event=Charged",
                "--from=2026-01-01",
                "--to=2999-01-01",
                "--base-url=" + server.baseUrl());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--to must be a day that is over");
  }

  @Test
  void profiles_thatMatch_areExportedAndCounted() throws Exception {
    String[] gold = arguments(DAYS, "profiles", "count", "--where-profile", "Plan equals Gold");
    Result exported =
        cli()
            .run(
                arguments(
                    DAYS,
                    "profiles",
                    "export",
                    "--out=gold.csv",
                    "--format=csv",
                    "--where=Amount greater_than 2",
                    "--where-profile=Plan equals Gold"));

    assertThat(cli().run(gold).out()).isEqualTo("5\n");
    assertThat(exported.out()).isEqualTo("Exported 2 profiles\n");
    assertThat(Files.readAllLines(directory.resolve("gold.csv")))
        .hasSize(3)
        .last()
        .asString()
        .startsWith("u4,");
    assertThat(cli().run(arguments(DAYS, "events", "count")).out()).isEqualTo("60\n");
  }

  @Test
  void query_thatIsInvalid_saysWhatIsWrong() throws Exception {
    assertThat(error("events", "count", "--from=2026-01-01")).contains("--event is missing");
    assertThat(error("events", "count", "--event=Charged")).contains("--from is missing");
    assertThat(error("profiles", "count", "--from=2026-01-01")).contains("need --event");
    assertThat(error("profiles", "count", "--where-profile=Plan is Gold"))
        .contains("the operators are equals,");
    assertThat(error("profiles", "count", "--where-profile=Plan equals")).contains("needs a value");
    assertThat(error("profiles", "count")).contains("profiles count:");
  }

  private String error(String... arguments) throws Exception {
    Result result = cli().run(arguments(arguments));
    assertThat(result.exitCode()).isEqualTo(2);
    return result.err();
  }

  @Test
  void delete_withYes_deletesAndWritesAResultForEach() throws Exception {
    Files.writeString(directory.resolve("users.txt"), "u0\nu1\n\n");

    Result dry =
        cli().run(arguments(new String[0], "profiles", "delete", "users.txt", "--dry-run"));
    Result asked = cli().run(arguments(new String[0], "profiles", "delete", "users.txt"));
    assertThat(server.profile("u0")).isPresent();
    Result done =
        cli()
            .run(
                arguments(
                    new String[0], "profiles", "delete", "users.txt", "--yes", "--result=r.tsv"));

    assertThat(dry.out()).isEqualTo("2 users would be deleted\n");
    assertThat(asked.exitCode()).isEqualTo(2);
    assertThat(done.out()).isEqualTo("Queued 2 of 2 users for deletion\n");
    assertThat(directory.resolve("r.tsv")).hasContent("queued\tu0\nqueued\tu1\n");
    assertThat(server.profile("u0")).isEmpty();
  }

  @Test
  void report_ofEachKind_isPrinted() throws Exception {
    assertThat(cli().run(arguments(DAYS, "report", "trends")).out())
        .contains("20260101               20\n", "20260103               20\n");
    assertThat(cli().run(arguments(DAYS, "report", "trends", "--by=monthly", "--json")).out())
        .isEqualTo("{\"202601\":60}\n");
    assertThat(cli().run(arguments(DAYS, "report", "top", "--property=Plan", "--of-profile")).out())
        .contains("Free                   55\n");
    assertThat(cli().run(arguments(new String[0], "report", "now")).out()).startsWith("users ");
    assertThat(
            cli()
                .run(
                    arguments(
                        new String[0],
                        "report",
                        "messages",
                        "--from=2026-01-01",
                        "--to=2026-01-31",
                        "--json"))
                .out())
        .isEqualTo("[]\n");
  }

  private List<String> files(String folder) throws IOException {
    try (var files = Files.list(directory.resolve(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".new"))
          .sorted()
          .toList();
    }
  }
}
