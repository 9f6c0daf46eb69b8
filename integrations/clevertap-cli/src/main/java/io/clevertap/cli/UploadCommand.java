package io.clevertap.cli;

import io.clevertap.BulkUpload;
import io.clevertap.CleverTap;
import io.clevertap.UploadSummary;
import io.clevertap.client.model.ProfileRecord;
import io.clevertap.exception.UploadStoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code clevertap upload}. */
@Command(
    name = "upload",
    description = {
      "Uploads the records of a file, of any size.",
      "",
      "NDJSON has a record as the API has it on each line. CSV has a header, and each row becomes a"
          + " profile or an event.",
      "",
      "What is not accepted is named by file, line and column, and kept in the file of rejected"
          + " records. How far the upload came is kept in FILE.checkpoint until it is done.",
      "",
      "Examples:",
      "  clevertap upload people.ndjson",
      "  clevertap upload people.csv --type profile --identity id --map since=:date",
      "  gzip -dc people.ndjson.gz | clevertap upload - --rejected people.rejected",
      ""
    })
final class UploadCommand implements Callable<Integer> {

  /** What the file holds. */
  enum Format {
    NDJSON,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How much more memory the records take that wait than the bytes of one batch. */
  private static final long HEAP_TO_BATCH = 512;

  private static final long MIN_BATCH_BYTES = ProfileRecord.MAX_PAYLOAD_BYTES + 1024;
  private static final long MAX_BATCH_BYTES = 4 << 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file to upload; - is the standard input.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: csv for files named *.csv, else ndjson.")
  private @Nullable Format format;

  @Option(names = "--dry-run", description = "Let CleverTap check the records, and store nothing.")
  private boolean dryRun;

  @Option(
      names = "--resume",
      description =
          "Go on where an earlier upload of this file stopped, by FILE.checkpoint. Nothing is lost;"
              + " records that were under way then are sent again.")
  private boolean resume;

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description =
          "Where the records go that are not accepted, as NDJSON that can be fixed and uploaded."
              + " Default: FILE.rejected.ndjson; none for the standard input and dry runs.")
  private @Nullable Path rejected;

  @Option(
      names = "--progress",
      paramLabel = "STYLE",
      defaultValue = "auto",
      description = "${COMPLETION-CANDIDATES}. Default: a bar on a terminal, else plain lines.")
  private Progress.Style style;

  @ArgGroup(validate = false, heading = "%nFor CSV:%n")
  private CsvOptions csv = new CsvOptions();

  @Mixin private Account account;

  @Override
  public Integer call() throws IOException {
    try (Input input = open();
        CleverTap client = account.connect();
        Progress progress = new Progress(spec.commandLine().getErr(), style)) {
      return upload(input, client, progress);
    }
  }

  private int upload(Input input, CleverTap client, Progress progress) throws IOException {
    Lines lines = input.lines();
    RecordSource records = records(lines);
    if (resume && (input.file() == null || dryRun)) {
      throw usage("--resume is for uploads of a file");
    }
    Checkpoint checkpoint = input.file() == null || dryRun ? null : Checkpoint.of(input);
    boolean continued = checkpoint != null && isContinued(checkpoint);
    Path rejectedPath = rejectedPath(input);
    if (rejectedPath != null) {
      check(rejectedPath, continued && !rejectedPath.equals(input.file()));
    }
    long skipped = checkpoint == null ? 0 : start(checkpoint, continued);
    records.skip(skipped);
    progress.startAt(input.bytesRead());
    if (skipped > 0) {
      progress.message("Resuming behind %,d records".formatted(skipped));
    }
    try (SignalStop stop = new SignalStop(records);
        RejectedFile rejectedFile = rejectedPath == null ? null : new RejectedFile(rejectedPath)) {
      if (continued && rejectedFile != null) {
        rejectedFile.dropBehind(lines.number());
      }
      UploadRun run = new UploadRun(input, progress, rejectedFile, checkpoint, skipped);
      try {
        UploadSummary summary = run.upload(bulk(client), records);
        boolean ended = !records.isStopped();
        if (checkpoint != null && ended) {
          checkpoint.delete();
        }
        report(input, summary, run, rejectedFile, progress, ended);
      } catch (UploadStoppedException e) {
        report(input, e.summary(), run, rejectedFile, progress, false);
        throw e;
      }
      return run.failed() > 0
          ? ExitCode.FAILED
          : run.rejected() > 0 ? ExitCode.REJECTED : ExitCode.OK;
    }
  }

  /** Batches that let the records which wait fit into the memory that there is. */
  private BulkUpload bulk(CleverTap client) {
    long bytes = Runtime.getRuntime().maxMemory() / HEAP_TO_BATCH;
    int maxBatchBytes = (int) Math.max(MIN_BATCH_BYTES, Math.min(bytes, MAX_BATCH_BYTES));
    return client.bulk().dryRun(dryRun).maxBatchBytes(maxBatchBytes);
  }

  private Input open() {
    try {
      return Input.open(file);
    } catch (IOException e) {
      throw usage("Cannot read " + Clevertap.message(e));
    }
  }

  /** Refuses a file that cannot be written, or one that holds what is not to be mixed with ours. */
  private void check(Path rejectedPath, boolean continued) {
    if (Files.exists(rejectedPath) && !continued) {
      throw usage(
          rejectedPath + " is there already: upload it, or move it away, or give --rejected");
    }
    Path place =
        Files.exists(rejectedPath) ? rejectedPath : rejectedPath.toAbsolutePath().getParent();
    if (!Files.isWritable(place)) {
      throw usage("Cannot write " + rejectedPath);
    }
  }

  private RecordSource records(Lines lines) throws IOException {
    boolean isCsv =
        format == null
            ? file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")
            : format == Format.CSV;
    String problem = csv.problem(isCsv);
    if (problem != null) {
      throw usage(problem);
    }
    try {
      return isCsv ? new CsvSource(lines, csv) : new NdjsonSource(lines);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  /** Tells whether an earlier upload is to go on. */
  private boolean isContinued(Checkpoint checkpoint) {
    if (checkpoint.exists() && !resume) {
      throw usage(
          "An earlier upload of this file did not end: --resume goes on, and removing "
              + checkpoint.file()
              + " starts over");
    }
    return checkpoint.exists();
  }

  /** Returns how many records to skip. */
  private long start(Checkpoint checkpoint, boolean continued) throws IOException {
    if (continued) {
      try {
        return checkpoint.read();
      } catch (IOException e) {
        throw usage(e.getMessage());
      }
    }
    try {
      checkpoint.write(0);
    } catch (IOException e) {
      throw usage(
          "Cannot keep how far the upload is: "
              + Clevertap.message(e)
              + "; the standard input (- < FILE) does without");
    }
    return 0;
  }

  private @Nullable Path rejectedPath(Input input) {
    return rejected == null && input.file() != null && !dryRun
        ? input.beside(".rejected.ndjson")
        : rejected;
  }

  private void report(
      Input input,
      UploadSummary summary,
      UploadRun run,
      @Nullable RejectedFile rejectedFile,
      Progress progress,
      boolean ended) {
    progress.close();
    String kept =
        rejectedFile == null || rejectedFile.isEmpty() ? "" : ", which are in " + rejectedFile;
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %d %s, %d rejected, %d failed%s%n",
            input.name(),
            summary.accepted(),
            dryRun ? "would be accepted" : "accepted",
            run.rejected(),
            run.failed(),
            kept);
    if (!ended) {
      progress.message(
          "The upload was stopped; "
              + (input.file() == null || dryRun
                  ? "there may be more, which was not read"
                  : "--resume goes on from there"));
    }
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
