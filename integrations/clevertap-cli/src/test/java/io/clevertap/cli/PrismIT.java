package io.clevertap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clevertap.cli.Cli.Result;
import io.clevertap.contract.prism.PrismExtension;
import io.clevertap.contract.prism.PrismServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a mock server that enforces the spec. */
@ExtendWith(PrismExtension.class)
class PrismIT {

  @TempDir private Path directory;

  @Test
  void commands_againstTheMock_keepToTheDescription(PrismServer prism) throws Exception {
    Files.writeString(directory.resolve("in.csv"), "id,Name,since,score\n1,Jo,2026-01-31,1.50\n");
    String url = prism.uri().toString();
    Cli cli = new Cli(directory);
    int logged = prism.log().length();
    String[] csv = {
      "upload",
      "in.csv",
      "--type=profile",
      "--identity=id",
      "--map=since=Since:date",
      "--map=score=:number",
      "--progress=none",
      "--base-url",
      url,
      ""
    };

    for (String option : new String[] {"--format=csv", "--dry-run"}) {
      csv[csv.length - 1] = option;
      Result upload = cli.run(csv);
      assertThat(upload.err()).isEmpty();
      assertThat(upload.exitCode()).isZero();
    }
    Result profile = cli.run("profile", "get", "--email", "a@b.de", "--base-url", url);
    assertThat(profile.out()).contains("George Montana", "Silver");
    assertThat(cli.run("doctor", "--base-url", url).exitCode()).isZero();
    assertThat(prism.log().substring(logged)).doesNotContainIgnoringCase("violation");
  }
}
