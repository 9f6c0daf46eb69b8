package io.clevertap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Failed;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.exception.TransportException;
import io.clevertap.exception.UploadStoppedException;
import io.clevertap.internal.record.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that go on after a crash, and the files that they need. */
class ResumableUploadTest {

  private static final String SUCCESS = "{\"status\":\"success\",\"unprocessed\":[]}";

  @TempDir private Path directory;

  @Test
  void upload_startingAtACheckpoint_skipsRecordsAndCountsThem() throws IOException {
    CheckpointFile checkpoint = CheckpointFile.at(directory.resolve("checkpoint"));
    checkpoint.accept(new BulkCheckpoint(7, 0));

    try (ScriptedServer server = new ScriptedServer().then(200, SUCCESS).then(200, SUCCESS);
        CleverTap cleverTap = client(server)) {
      BulkUpload bulk = cleverTap.bulk().startAt(checkpoint.completed()).onCheckpoint(checkpoint);
      assertThat(bulk.upload(profiles(10)).accepted()).isEqualTo(3);
      assertThat(checkpoint.completed()).isEqualTo(10);
      assertThat(bulk.startAt(9).upload(profiles(10).toList()).accepted()).isEqualTo(1);
      assertThat(bulk.startAt(11).upload(profiles(10).toList()).total()).isZero();
    }
  }

  @Test
  void startAt_negative_isRefused() throws IOException {
    try (ScriptedServer server = new ScriptedServer();
        CleverTap cleverTap = client(server)) {
      BulkUpload bulk = cleverTap.bulk();
      assertThatIllegalArgumentException().isThrownBy(() -> bulk.startAt(-1));
    }
  }

  @Test
  void upload_sourceThatThrows_saysWhatItThrew() throws IOException {
    try (ScriptedServer server = new ScriptedServer();
        CleverTap cleverTap = client(server)) {
      BulkUpload bulk = cleverTap.bulk();
      Stream<Profile> source =
          Stream.of("x").map(line -> Profile.ofIdentity(line).set("n", Integer.parseInt(line)));

      assertThatExceptionOfType(UploadStoppedException.class)
          .isThrownBy(() -> bulk.upload(source))
          .withMessageContaining("NumberFormatException: For input string: \"x\"");
    }
  }

  @Test
  void checkpoint_deletedOrNeverStored_isTheStart() {
    CheckpointFile checkpoint = CheckpointFile.at(directory.resolve("checkpoint"));
    assertThat(checkpoint.completed()).isZero();
    checkpoint.accept(new BulkCheckpoint(3, 1));
    checkpoint.delete();
    assertThat(checkpoint.completed()).isZero();
  }

  @Test
  void checkpoint_ofAnotherContent_isAnError() throws IOException {
    Path file = Files.writeString(directory.resolve("checkpoint"), "half a num");

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> CheckpointFile.at(file).completed())
        .withMessageContaining("is not a checkpoint");
  }

  @Test
  void deadLetters_ofEachKind_haveRecordUserAndReason() throws IOException {
    Path file = directory.resolve("dead.ndjson");
    Profile profile = Profile.ofIdentity("u1").set("Plan", "Gold");
    Uploadable broken =
        () -> {
          throw new IllegalStateException("broken");
        };
    try (DeadLetterFile dead = DeadLetterFile.at(file)) {
      dead.accept(new Accepted(profile));
      assertThat(file).doesNotExist();
      dead.accept(new Rejected(profile, 515, "Email"));
      dead.accept(new Failed(profile, new TransportException("lost", null, true)));
      dead.accept(new Failed(broken, new IllegalStateException("broken")));
      assertThat(dead.written()).isEqualTo(3);
    }

    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0))
        .isEqualTo(
            "{\"record\":{\"type\":\"profile\",\"identity\":\"u1\",\"profileData\":{\"Plan\":\"Gold\"}},"
                + "\"user\":\"u1\",\"code\":515,\"reason\":\"Email\",\"mayHaveBeenApplied\":false}");
    JsonNode lost = Json.tree(lines.get(1).getBytes(StandardCharsets.UTF_8));
    assertThat(lost.path("mayHaveBeenApplied").asBoolean()).isTrue();
    assertThat(lost.has("code")).isFalse();
    assertThat(lines.get(2)).startsWith("{\"reason\":\"java.lang.IllegalState");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void deadLetters_ofASecondRun_areAppended() throws IOException {
    Path file = directory.resolve("dead.ndjson");
    for (int run = 0; run < 2; run++) {
      try (DeadLetterFile dead = DeadLetterFile.at(file)) {
        dead.accept(new Rejected(Profile.ofIdentity("u" + run), 0, ""));
      }
    }

    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  private static CleverTap client(ScriptedServer server) {
    return CleverTap.builder().baseUrl(server.url()).credentials("A", "P").build();
  }

  private static Stream<Profile> profiles(int count) {
    return IntStream.range(0, count).mapToObj(i -> Profile.ofIdentity("u" + i).set("n", i));
  }
}
