package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clevertap.cli.Cli.Result;
import io.clevertap.test.internal.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV files. */
class CsvIT {

  private final Store store = new Store();
  private StandIn server;
  @TempDir private Path directory;

  @BeforeEach
  void start() throws Exception {
    server = StandIn.start(store);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void profiles_withMappedColumns_haveTypedProperties() throws Exception {
    Result result =
        upload(
            """
            id,Name,since,score,vip,note,internal
            1,"Montana, ""Jo""\",2026-01-31,12345678901234567890.50,yes,"two
            lines",x
            2,,2026-01-31T09:30:00+05:30,-1,0,,y
            """,
            "--type",
            "profile",
            "--identity",
            "id",
            "--map",
            "since=Member Since:date",
            "--map",
            "score=:number",
            "--map",
            "vip=VIP:boolean",
            "--map",
            "internal=");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(store.user("1"))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"type":"profile","identity":"1","profileData":{"Name":"Montana, \\"Jo\\"",
                    "Member Since":"$D_1769817600","score":12345678901234567890.50,"VIP":true,
                    "note":"two\\nlines"}}"""));
    assertThat(store.user("2").path("profileData"))
        .isEqualTo(
            new JsonMapper()
                .readTree("{\"Member Since\":\"$D_1769832000\",\"score\":-1,\"VIP\":false}"));
  }

  @Test
  void events_withATimestamp_haveIt() throws Exception {
    Result result =
        upload(
            "user,when,Price\n1,1468308340,49.5\n",
            "--type",
            "event",
            "--identity",
            "user",
            "--event-name",
            "Product Viewed",
            "--timestamp",
            "when",
            "--map",
            "Price=:number");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(store.user("1").toString())
        .isEqualTo(
            "{\"type\":\"event\",\"identity\":\"1\",\"ts\":1468308340,"
                + "\"evtName\":\"Product Viewed\",\"evtData\":{\"Price\":49.5}}");
  }

  @Test
  void rows_thatAreBad_loseNothingOfTheRest() throws Exception {
    Result result =
        upload(
            """
            id,score,note
            1,1,good
            2,many,not a number
            3,3
            4,4,"never closed
            5,5,"closed" badly
            6,6,5" pipe
            7,7,good
            8,8,"never closed either
            9,9,good
            """,
            "--type",
            "profile",
            "--identity",
            "id",
            "--map",
            "score=:number");

    assertThat(result.err().lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("in.csv:3:2: the value of score is not a number"),
            line ->
                assertThat(line)
                    .startsWith("in.csv:4:3: the row has 2 values, but the header has 3"),
            line -> assertThat(line).startsWith("in.csv:5:3: a quote is not closed"),
            line -> assertThat(line).startsWith("in.csv:6:3: a quote is not closed"),
            line -> assertThat(line).startsWith("in.csv:9:3: a quote is not closed"));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(store.records.stream().map(record -> record.path("identity").asText()))
        .containsExactlyInAnyOrder("1", "6", "7", "9");
    assertThat(Files.readString(directory.resolve("in.csv.rejected.ndjson")))
        .contains(
            "{\"record\":{\"type\":\"profile\",\"identity\":\"2\",\"profileData\":{\"score\":\"many\"");
  }

  @Test
  void values_ofAnotherTypeThanThePropertys_areNamedByTheirColumn() throws Exception {
    Result result = upload("id,Age\n1,forty\n", "--type", "profile", "--identity", "id");

    assertThat(result.err())
        .startsWith(
            "in.csv:2:2: profileData.Age does not accept a value of this type;"
                + " use --map Age=:number");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void options_thatDoNotFitTheHeader_areUsageErrors() throws Exception {
    assertUsage("no column 'ID'; its columns are id, a", "--type", "profile", "--identity", "ID");
    assertUsage("no column 'b'", "--type", "profile", "--identity", "id", "--map", "b=:number");
    assertUsage("set twice: X", "--type=profile", "--identity=id", "--map=a=X", "--map=id=X");
    assertUsage(
        "names a column twice: a", "--type=profile", "--identity=id", "--map=a=X", "--map=a=");
    assertUsage("'x' is not a type", "--type", "profile", "--identity", "id", "--map", "a=A:x");
    assertUsage("requires --type and --identity", "--type", "profile");
    assertUsage("--event-name is required with", "--type", "event", "--identity", "id");
    assertThat(server.uploads()).isZero();
  }

  @Test
  void header_withoutANameForAColumn_isAUsageError() throws Exception {
    Result result = upload("id,,a\n1,lost,2\n", "--type", "profile", "--identity", "id");

    assertThat(result.err()).contains("The header does not name column 2");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(server.uploads()).isZero();
  }

  @Test
  void timestamp_thatIsMappedToo_isAlsoAProperty() throws Exception {
    Result result =
        upload(
            "user,when\n1,1468308340\n",
            "--type=event",
            "--event-name=Seen",
            "--identity=user",
            "--timestamp=when",
            "--map=when=Seen At:date");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(store.user("1").path("ts").asLong()).isEqualTo(1468308340);
    assertThat(store.user("1").at("/evtData/Seen At").asText()).isEqualTo("$D_1468308340");
  }

  @Test
  void lineBreaks_withinQuotes_areKept() throws Exception {
    Result result = upload("id,note\r\n1,\"a\r\nb\nc\"\r\n", "--type=profile", "--identity=id");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(store.user("1").at("/profileData/note").asText()).isEqualTo("a\r\nb\nc");
  }

  @Test
  void values_ofEnumeratedProperties_areNeverTakenForTheirOrdinal() throws Exception {
    Result result =
        upload(
            "id,Employed,Married,Education\n1,0,,\n2,,0,\n3,,,0\n4,Y,N,Graduate\n",
            "--type=profile",
            "--identity=id");

    assertThat(result.err())
        .contains(
            "in.csv:2:2: profileData.Employed",
            "in.csv:3:3: profileData.Married",
            "in.csv:4:4: profileData.Education");
    assertThat(result.out()).startsWith("in.csv: 1 accepted, 3 rejected");
  }

  private void assertUsage(String message, String... options) throws Exception {
    Result result = upload("id,a\n1,2\n", options);
    assertThat(result.err()).contains(message, "See clevertap upload --help");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  private Result upload(String csv, String... options) throws Exception {
    Files.writeString(directory.resolve("in.csv"), csv);
    List<String> arguments = new ArrayList<>(List.of("upload", "in.csv"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--progress=none", "--base-url", server.baseUrl()));
    return new Cli(directory).run(arguments.toArray(String[]::new));
  }
}
