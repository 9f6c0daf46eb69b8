package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.CleverTap;
import io.clevertap.Profile;
import io.clevertap.cli.Cli.Result;
import io.clevertap.client.model.CampaignAudience;
import io.clevertap.client.model.CampaignChannel;
import io.clevertap.client.model.CampaignRequest;
import io.clevertap.client.model.SmsContent;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about campaigns and lists. */
@CleverTapServer
class CampaignsIT {

  private static final String REQUEST =
      """
      {"name":"Sale","target_mode":"sms","where":%s,"content":{"body":"Sale"},"when":"now"}""";

  @TempDir private Path directory;
  private FakeCleverTap server;
  private long id;

  @BeforeEach
  void create(FakeCleverTap server, CleverTap cleverTap) {
    this.server = server;
    cleverTap.upload(Profile.ofIdentity("u1"), Profile.ofIdentity("u2"));
    CampaignRequest request =
        new CampaignRequest()
            .name("Winter\u001B sale")
            .targetMode(CampaignChannel.SMS)
            .where(new CampaignAudience())
            .content(new SmsContent().body("Sale"))
            .when("20991231 10:00");
    id = cleverTap.campaigns().create(request).getId();
  }

  private Result run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--base-url=" + server.baseUrl());
    return new Cli(directory)
        .with("CLEVERTAP_PASSCODE", server.passcode())
        .run(all.toArray(String[]::new));
  }

  @Test
  void list_ofDays_printsTheCampaigns() throws Exception {
    Result text = run("campaigns", "list", "--from", "2099-12-01", "--to", "2099-12-31");
    Result json = run("campaigns", "list", "--to=2099-12-31", "--json");

    assertThat(text.out()).isEqualTo(id + "   pending    20991231 10:00   Winter? sale\n");
    assertThat(json.out())
        .startsWith("[{\"id\":" + id + ",\"name\":\"Winter\\u001B sale\"")
        .hasLineCount(1);
    assertThat(run("campaigns", "list").out()).isEmpty();
    assertThat(run("campaigns", "list", "--from=2026-02-01", "--to=2026-01-01"))
        .isEqualTo(
            new Result(
                2,
                "",
                "clevertap campaigns list: 2026-02-01 is after 2026-01-01\n"
                    + "See clevertap campaigns list --help\n"));
  }

  @Test
  void show_ofACampaign_printsItsReportOrEndsWithOne() throws Exception {
    assertThat(run("campaigns", "show", "" + id))
        .isEqualTo(new Result(1, "", "There is no report yet\n"));

    run("campaigns", "stop", "" + id, "--yes");

    assertThat(run("campaigns", "show", "" + id).out())
        .isEqualTo("sent                   2\nclicked                0\n");
    assertThat(run("campaigns", "show", "" + id, "--json").out())
        .isEqualTo("{\"sent\":2,\"clicked\":0}\n");
    Result unknown = run("campaigns", "show", "1");
    assertThat(unknown.exitCode()).isEqualTo(3);
    assertThat(unknown.err()).contains("Invalid campaign id");
  }

  @Test
  void stop_withoutATerminal_needsYes() throws Exception {
    Result asked = run("campaigns", "stop", "" + id);
    assertThat(asked.exitCode()).isEqualTo(2);
    assertThat(asked.err()).contains("Without a terminal, this needs --yes");
    assertThat(run("campaigns", "list", "--to=2099-12-31").out()).contains("pending");

    assertThat(run("campaigns", "stop", "" + id, "--yes").out())
        .isEqualTo("Stopped campaign " + id + "\n");
    assertThat(run("campaigns", "list", "--to=2099-12-31").out()).contains("stopped");
  }

  @Test
  void estimate_ofAFile_printsTheNumberOfUsersAndCreatesNothing() throws Exception {
    Files.writeString(directory.resolve("sale.json"), REQUEST.formatted("{}"));

    assertThat(run("campaigns", "estimate", "sale.json").out())
        .isEqualTo("web                    2\n");
    assertThat(run("campaigns", "estimate", "sale.json", "--json").out())
        .isEqualTo("{\"web\":2}\n");
    assertThat(server.messages()).hasSize(1);
  }

  @Test
  void estimate_ofAFileThatIsInvalid_saysWhereAndSendsNothing() throws Exception {
    String[][] cases = {
      {REQUEST.formatted("{\"evnt_name\":\"x\"}"), "unknown field where.evnt_name"},
      {REQUEST.formatted("{\"from\":\"today\"}"), "wrong value of where.from"},
      {"{\"name\":\"Sale\",\"when\":\"now\"}", "target_mode is missing"},
      {REQUEST.replace("\"where\":%s,", ""), "has 0 of [where, segment]"},
      {REQUEST.replace("\"body\"", "\"text\"").formatted("{}"), "unknown field content.text"},
      {REQUEST.replace("\"now\"", "{\"at\":1}").formatted("{}"), "unknown field when.at"},
      {REQUEST.replace("\"now\"", "{}").formatted("{}"), "when.type is missing"},
      {"", "not a JSON object"},
      {REQUEST.formatted("{},\"name\":\"x\""), "not JSON, in line 1"},
      {"{\"name\":", "not JSON, in line 1"},
      {REQUEST.replace("sms", "fax").formatted("{}"), "wrong value of target_mode"},
    };
    for (String[] invalid : cases) {
      Files.writeString(directory.resolve("sale.json"), invalid[0]);
      Result result = run("campaigns", "estimate", "sale.json");

      assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
      assertThat(result.err()).contains("sale.json: ", invalid[1]);
    }
  }

  @Test
  void listsUpload_ofAFile_makesASegment() throws Exception {
    Files.writeString(directory.resolve("buyers.csv"), "Type,Identity\ni,u1\ng,abc\n");
    String[] upload = {
      "lists", "upload", "buyers.csv", "--name=Buyers", "--email=admin@example.com"
    };

    assertThat(run(upload).out()).matches("Segment \\d+: the result comes by email\n");
    assertThat(server.list("Buyers")).contains(List.of("u1", "abc"));
    assertThat(run(upload).err()).contains("duplicate_name");
    Files.writeString(directory.resolve("buyers.csv"), "Type,Identity\ni,u2\n");
    assertThat(run(with(upload, "--replace")).err()).contains("needs --yes");
    assertThat(run(with(upload, "--replace", "--yes")).exitCode()).isZero();
    assertThat(server.list("Buyers")).contains(List.of("u2"));
  }

  @Test
  void listsUpload_ofAFileWithoutTheHeader_isAUsageError() throws Exception {
    Files.writeString(directory.resolve("buyers.csv"), "u1\n");
    Result result =
        run("lists", "upload", "buyers.csv", "--name=Buyers", "--email=admin@example.com");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("The first line of buyers.csv is not Type,Identity");
    assertThat(run("lists", "upload", "nowhere.csv", "--name=Buyers", "--email=admin@example.com"))
        .satisfies(none -> assertThat(none.err()).contains("nowhere.csv: no such file"));
  }

  @Test
  void commands_withoutASubcommand_nameThem() throws Exception {
    assertThat(new Cli(directory).run("campaigns").err()).contains("list, show, stop or estimate");
    assertThat(new Cli(directory).run("lists").err()).contains("use: lists upload");
  }

  private static String[] with(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
