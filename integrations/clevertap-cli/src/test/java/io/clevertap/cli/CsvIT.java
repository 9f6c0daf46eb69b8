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
  void delimiterDatesListsAndObjectIds_asTheOptionsSay_areRead() throws Exception {
    Result result =
        upload(
            """
            id;device;since;tags;note
            1;;31/01/2026;red | "green";"a;b"
            ;o-2;01/02/2026;blue;1,5
            ;;01/02/2026;;
            3;;2026-01-31;;
            4;;30/02/2026;;
            5;;01/02/2026;a||b;
            6;;;"open
            """,
            "--type=profile",
            "--identity=id",
            "--object-id=device",
            "--delimiter=;",
            "--date-format=dd/MM/yyyy",
            "--map=since=:date",
            "--map=tags=Tags:list");

    assertThat(store.user("1"))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"type":"profile","identity":"1","profileData":{"since":"$D_1769817600",
                    "Tags":["red","\\"green\\""],"note":"a;b"}}"""));
    assertThat(store.records)
        .contains(
            new JsonMapper()
                .readTree(
                    """
                    {"type":"profile","objectId":"o-2","profileData":{"since":"$D_1769904000",
                    "Tags":["blue"],"note":"1,5"}}"""));
    assertThat(result.err().lines())
        .containsExactlyInAnyOrder(
            "in.csv:4:1: the value of id is empty",
            "in.csv:5:3: the value of since is not a date of the form dd/MM/yyyy",
            "in.csv:6:3: the value of since is not a date of the form dd/MM/yyyy",
            "in.csv:7:4: the value of tags is not a list, such as a|b: an item is empty",
            "in.csv:8:4: a quote is not closed, or text follows a closing quote");
    assertThat(result.out()).startsWith("in.csv: 2 accepted, 5 rejected, 0 failed");
  }

  @Test
  void timestamps_ofAFormWithATime_areUtcUnlessTheFormHasAnOffset() throws Exception {
    String[] event = {"--type=event", "--event-name=Seen", "--object-id=id", "--timestamp=at"};
    upload(
        "id\tat\n1\t31.01.2026 09:30\n",
        with(event, "--delimiter=tab", "--date-format=dd.MM.yyyy HH:mm"));
    upload(
        "id,at\n2,31 jan 2026 09:30 +05:30\n", with(event, "--date-format=d MMM yyyy HH:mm XXX"));

    assertThat(store.records)
        .extracting(record -> record.path("ts").asLong())
        .containsExactly(1769851800L, 1769832000L);
  }

  private static String[] with(String[] options, String... more) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void values_thatCouldNotBeConverted_areNotUploadedAsTextFromTheRejectedFile() throws Exception {
    upload(
        "id,score,since,vip\n1,many,2026-01-31,maybe\n2,3,soon,yes\n",
        "--type=profile",
        "--identity=id",
        "--map=score=:number",
        "--map=since=:date",
        "--map=vip=:boolean");
    Path rejected = directory.resolve("in.csv.rejected.ndjson");
    Path first = Files.move(rejected, directory.resolve("first.ndjson"));
    String text = Files.readString(first);

    Result untouched = uploadFixed(text);
    Result halfFixed = uploadFixed(text.replace("\"many\"", "7").replace("\"soon\"", "\"now\""));
    assertThat(store.records).isEmpty();
    Result fixed =
        uploadFixed(
            text.replace("\"many\"", "7")
                .replace("\"maybe\"", "false")
                .replace("\"soon\"", "\"$D_1769817600\""));

    assertThat(untouched.err())
        .contains(
            "fixed.ndjson:1:1: the value of score is not converted yet: it must be a number",
            "fixed.ndjson:2:1: the value of since is not converted yet: it must be a date, which");
    assertThat(untouched.exitCode()).isEqualTo(1);
    assertThat(halfFixed.err())
        .contains("the value of vip is not converted yet: it must be true or false", "of since");
    assertThat(fixed.err()).isEmpty();
    assertThat(store.user("1").at("/profileData/score").asInt()).isEqualTo(7);
    assertThat(store.user("2").at("/profileData/since").asText()).isEqualTo("$D_1769817600");
  }

  @Test
  void values_ofTheRejectedFileOfARejectedFile_areNotUploadedAsText() throws Exception {
    upload("id,score\n1,many\n", "--type=profile", "--identity=id", "--map=score=:number");
    uploadFixed(Files.readString(directory.resolve("in.csv.rejected.ndjson")));

    Result again = uploadFixed(Files.readString(directory.resolve("fixed.ndjson.rejected.ndjson")));

    assertThat(again.err()).contains("the value of score is not converted yet");
    assertThat(store.records).isEmpty();
  }

  @Test
  void values_ofAnotherTypeThanThePropertys_areNamedByTheirColumn() throws Exception {
    Result result = upload("id,Age\n1,forty\n", "--type", "profile", "--identity", "id");

    assertThat(result.err())
        .startsWith(
            "in.csv:2:2: profileData.Age must be a whole number;" + " use --map Age=:number");
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
    assertUsage("use --delimiter if another", "--type=profile", "--identity=id", "--delimiter=;");
    assertUsage("';;' is neither one character", "--type=profile", "--delimiter=;;");
    assertUsage("is not the form of a date", "--type=profile", "--date-format=MM/yyyy");
    assertUsage("is not the form of a date", "--type=profile", "--date-format=blah");
    assertUsage("determine the time", "--type=profile", "--date-format=dd/MM/yyyy hh:mm");
    assertUsage("requires --type, and --identity or --object-id", "--type", "profile");
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

  private Result uploadFixed(String ndjson) throws Exception {
    Files.writeString(directory.resolve("fixed.ndjson"), ndjson);
    Files.deleteIfExists(directory.resolve("fixed.ndjson.rejected.ndjson"));
    return new Cli(directory)
        .run("upload", "fixed.ndjson", "--progress=none", "--base-url", server.baseUrl());
  }

  private Result upload(String csv, String... options) throws Exception {
    Files.writeString(directory.resolve("in.csv"), csv);
    List<String> arguments = new ArrayList<>(List.of("upload", "in.csv"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--progress=none", "--base-url", server.baseUrl()));
    return new Cli(directory).run(arguments.toArray(String[]::new));
  }
}
