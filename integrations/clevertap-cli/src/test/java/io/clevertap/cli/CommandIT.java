package io.clevertap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.cli.Cli.Result;
import io.clevertap.test.internal.HttpReply;
import io.clevertap.test.internal.LoopbackServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All commands, without the outcomes of records. */
class CommandIT {

  private static final String PROFILE =
      """
      {"status":"success","record":{"identity":"1","name":"Jack","profileData":{"score":308},\
      "events":{"Charged":{"count":6,"first_seen":1457962417,"last_seen":1458041276}},\
      "platformInfo":[{"platform":"iOS","make":"Apple","objectId":"-1a0"}]}}""";

  @TempDir private Path directory;

  @Test
  void profileGet_byIdentity_printsIt() throws Exception {
    try (LoopbackServer server = serving(200, PROFILE)) {
      Result text = get(server, "--identity", "+14155551234");
      Result json = get(server, "--email", "a@b.de", "--json");

      assertThat(text.exitCode()).as(text.err()).isZero();
      assertThat(text.out())
          .contains("Jack", "score", "308", "6 times, first 2016-03-14T", "Apple");
      assertThat(json.out()).startsWith("{\"identity\":\"1\"").endsWith("}\n").hasLineCount(1);
    }
  }

  @Test
  void profileGet_whereThereIsNone_endsWithOne() throws Exception {
    try (LoopbackServer server = serving(200, "{\"status\":\"success\",\"record\":null}")) {
      Result result = get(server, "--object-id", "x");

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).contains("no such profile");
    }
  }

  @Test
  void doctor_whenTheCredentialsWork_saysSo() throws Exception {
    try (LoopbackServer server = serving(200, "{\"status\":\"success\",\"record\":null}")) {
      Result result = new Cli(directory).run("doctor", "--base-url", server.baseUrl());

      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out())
          .isEqualTo(
              "account      TEST-ACCOUNT\naddress      "
                  + server.baseUrl()
                  + "\ncredentials  accepted\nresponse     after "
                  + result.out().replaceAll("(?s).*after ", ""))
          .hasLineCount(4);
      assertThat(result.out()).doesNotContain("the-secret");
    }
  }

  @Test
  void doctor_whenTheCredentialsAreRejected_endsWithThreeAndTriesNoOtherRegion() throws Exception {
    try (LoopbackServer server = serving(401, "{\"status\":\"fail\",\"code\":401}")) {
      Result result = new Cli(directory).run("doctor", "--base-url", server.baseUrl());

      assertThat(result.exitCode()).isEqualTo(3);
      assertThat(result.err()).contains("HTTP 401", "dashboard", "--all-regions");
      assertThat(result.err()).doesNotContain("the-secret");
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void doctor_whenThereIsNoResponse_suggestsAProxy() throws Exception {
    Result result = new Cli(directory).run("doctor", "--base-url", "http://127.0.0.1:1");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("in 3 attempts", "-Dhttps.proxyHost=");
  }

  @Test
  void files_thatDoNotExist_endWithTwoInEveryCommand() throws Exception {
    String[] server = {"--base-url", "http://127.0.0.1:1"};
    for (String[] command :
        new String[][] {
          {"upload", "nowhere"},
          {"profiles", "delete", "nowhere", "--yes"},
          {"lists", "upload", "nowhere", "--name=n", "--email=a@b.de"},
          {"campaigns", "estimate", "nowhere"}
        }) {
      String[] all = java.util.Arrays.copyOf(command, command.length + 2);
      System.arraycopy(server, 0, all, command.length, 2);
      Result result = new Cli(directory).run(all);

      assertThat(result.err()).contains("Cannot read nowhere: no such file");
      assertThat(result.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void messages_inTheOwnWordsOfTheCommand_nameNoMethodOfJava() throws Exception {
    try (LoopbackServer server = serving(400, "{\"status\":\"fail\",\"error\":\"why\"}")) {
      Result rejected = get(server, "--identity", "1");

      assertThat(rejected.err())
          .contains("CleverTap rejected the request\n", "why")
          .doesNotContain("()");
    }
    Result plain = new Cli(directory).run("doctor", "--base-url", "http://192.0.2.1");
    assertThat(plain.err()).contains("use https").doesNotContain("()");
    assertThat(plain.exitCode()).isEqualTo(2);
  }

  @Test
  void passcode_inTheArguments_isAnErrorThatDoesNotRepeatIt() throws Exception {
    Result result = new Cli(directory).run("doctor", "--passcode=hunter2", "--region", "in1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("CLEVERTAP_PASSCODE or --passcode-file");
    assertThat(result.err()).doesNotContain("hunter2");
  }

  @Test
  void secrets_inUsageErrors_areNotRepeated() throws Exception {
    Cli cli = new Cli(directory).with("CLEVERTAP_REGION", "in1");

    for (String[] arguments :
        new String[][] {
          {"doctor", "-p", "hunter2"},
          {"doctor", "-phunter2"},
          {"doctor", "--pass=hunter2"},
          {"doctor", "hunter2"},
          {"-p", "hunter2", "doctor"},
          {"hunter2"},
          {"doctor", "--passcode-file", "hunter2"},
          {"doctor", "--base-url", "https://me:hunter2@localhost"},
          {"doctor", "--base-url", "https://me:hunter2 @localhost"},
          {"doctor", "--base-url", "hunter2"}
        }) {
      Result result = cli.run(arguments);

      assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
      assertThat(result.err()).isNotEmpty().doesNotContain("hunter2");
    }
    assertThat(cli.run("doctor", "-p", "x").err()).contains("unknown option: -p");
  }

  @Test
  void response_withControlCharacters_isPrintedAndLoggedWithoutThem() throws Exception {
    String body =
        "{\"status\":\"fail\",\"error\":\"\\u001b]0;x\\u0007\\u009b2J\",\"raw\":\"\u009bJ\u00f6rg\"}";
    try (LoopbackServer server = serving(400, body)) {
      Result result = get(server, "--identity", "1", "-v");

      assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
      assertThat(result.err()).contains("J\u00f6rg").doesNotContainPattern("[\\p{Cc}&&[^\n]]");
    }
  }

  @Test
  void profileGet_asJsonWithControlCharacters_escapesThem() throws Exception {
    try (LoopbackServer server = serving(200, "{\"record\":{\"name\":\"\u009b2J\"}}")) {
      assertThat(get(server, "--identity", "1", "--json").out())
          .isEqualTo("{\"name\":\"\\u009b2J\"}\n");
    }
  }

  @Test
  void passcode_fromAFile_isSent() throws Exception {
    Files.writeString(directory.resolve("secret"), "from-a-file\n");
    String[] sent = new String[1];
    try (LoopbackServer server =
        LoopbackServer.start(
            0,
            call -> {
              sent[0] = call.header("X-CleverTap-Passcode").orElse("none");
              return HttpReply.json(200, PROFILE);
            })) {
      Result result =
          new Cli(directory)
              .with("CLEVERTAP_PASSCODE", "")
              .run("doctor", "--passcode-file", "secret", "--base-url", server.baseUrl());

      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(sent[0]).isEqualTo("from-a-file");
    }
  }

  @Test
  void settings_thatAreMissing_areNamed() throws Exception {
    Cli cli = new Cli(directory);

    assertThat(cli.run("doctor").err()).contains("Missing: --region or CLEVERTAP_REGION");
    cli.with("CLEVERTAP_REGION", "in1").with("CLEVERTAP_PASSCODE", "");
    Result result = cli.run("doctor");
    assertThat(result.err()).contains("Missing: CLEVERTAP_PASSCODE or --passcode-file");
    assertThat(result.exitCode()).isEqualTo(2);
    result = cli.run("doctor", "--passcode-file", "nowhere");
    assertThat(result.err()).contains("Cannot read the file of --passcode-file: no such file");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(cli.run("upload", "nowhere.csv").err())
        .contains("Cannot read nowhere.csv: no such file");
    assertThat(cli.run("upload", ".").err()).contains("Cannot read .: is a directory");
    assertThat(cli.run().exitCode()).isEqualTo(2);
    assertThat(cli.run("upload", "--help").exitCode()).isZero();
  }

  @Test
  void profileGet_withControlCharacters_printsNoneOfThem() throws Exception {
    String profile = "{\"record\":{\"name\":\"\\u001b[2JJ\u00f6rg\",\"identity\":\"1\"}}";
    try (LoopbackServer server = serving(200, profile)) {
      assertThat(get(server, "--identity", "1").out()).contains("?[2JJ\u00f6rg");
    }
  }

  @Test
  void profileGet_whereTheEnvironmentNamesNoCharset_readsAndWritesUtf8() throws Exception {
    String[] asked = new String[1];
    try (LoopbackServer server =
        LoopbackServer.start(
            0,
            call -> {
              asked[0] = call.target();
              return HttpReply.json(200, "{\"record\":{\"name\":\"J\u00f6rg\"}}");
            })) {
      Result result =
          new Cli(directory)
              .with("LC_ALL", "C")
              .run(
                  "profile",
                  "get",
                  "--identity=J\u00f6rg",
                  "--json",
                  "--base-url",
                  server.baseUrl());

      assertThat(result.out()).isEqualTo("{\"name\":\"J\u00f6rg\"}\n");
      assertThat(asked[0]).contains("J%C3%B6rg");
    }
  }

  @Test
  void jar_thatIsShaded_keepsLicencesAndServices() throws Exception {
    try (JarFile jar = new JarFile("target/clevertap/lib/clevertap-cli.jar")) {
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
      assertThat(text(jar, "META-INF/NOTICE")).contains("Jackson");
      assertThat(text(jar, "META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
          .contains("simple");
      assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release")).isEqualTo("true");
    }
  }

  private static String text(JarFile jar, String entry) throws Exception {
    return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), UTF_8);
  }

  private Result get(LoopbackServer server, String... options) throws Exception {
    String[] arguments = {"profile", "get", "--base-url", server.baseUrl()};
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + options.length);
    System.arraycopy(options, 0, all, arguments.length, options.length);
    return new Cli(directory).run(all);
  }

  private static LoopbackServer serving(int status, String body) throws Exception {
    return LoopbackServer.start(0, call -> HttpReply.json(status, body));
  }
}
