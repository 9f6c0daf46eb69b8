package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.clevertap.CleverTap;
import io.clevertap.UploadSummary;
import io.clevertap.client.model.RecordErrorCode;
import io.clevertap.test.CleverTapServer;
import io.clevertap.test.FakeCleverTap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@CleverTapServer
class ImportTest {

  @Test
  void upload_oneRecordIsRejected_theOthersAreAccepted(
      FakeCleverTap server, CleverTap cleverTap, @TempDir Path folder) throws Exception {
    server.reject("user-7", RecordErrorCode.EMAIL_INVALID);
    List<String> lines = IntStream.range(0, 5_000).mapToObj(i -> "user-" + i + ",Gold").toList();

    UploadSummary summary =
        Import.upload(cleverTap, Files.write(folder.resolve("users.csv"), lines));

    assertEquals(4_999, summary.accepted());
    assertEquals(1, summary.rejected());
  }
}
