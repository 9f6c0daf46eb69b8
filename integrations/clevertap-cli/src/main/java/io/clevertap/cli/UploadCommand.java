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
      "Uploads the records of a file of any size.",
      "",
      "An NDJSON file contains one record in the API's format on each line. A CSV file has a"
          + " header, and each row becomes a profile or an event.",
      "",
      "Records that are not accepted are named by file, line and column, and written to the file"
          + " of rejected records. FILE.checkpoint stores how far the upload got, until it is"
          + " complete.",
      "",
      "Examples:",
      "  clevertap upload people.ndjson",
      "  clevertap upload people.csv --type profile --identity id --map since=:date",
      "  gzip -dc people.ndjson.gz | clevertap upload - --rejected people.rejected",
      ""
    })
final class UploadCommand implements Callable<Integer> {

  /** The format of the file. */
  enum Format {
    NDJSON,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The ratio of the memory for waiting records to the bytes of one batch. */
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

  @Option(
      names = "--dry-run",
      description = "Let CleverTap check the records without storing them.")
  private boolean dryRun;

  @Option(
      names = "--resume",
      description =
          "Continue an earlier upload of this file from FILE.checkpoint. No record is lost; records"
              + " that were in flight are sent again.")
  private boolean resume;

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description =
          "Write the records that are not accepted to this file, as NDJSON to fix and upload."
              + " Default: FILE.rejected.ndjson; none for the standard input and dry runs.")
  private @Nullable Path rejected;

  @Option(
      names = "--progress",
      paramLabel = "STYLE",
      defaultValue = "auto",
      description =
          "${COMPLETION-CANDIDATES}. Default: a bar on a terminal, otherwise plain lines.")
  private Progress.Style style;

  @ArgGroup(validate = false, heading = "%nFor CSV:%n")
  private CsvOptions csv = new CsvOptions();

  @Mixin private Account account;

  @Override
  public Integer call() throws IOException {
    try (Input input = open();
        CleverTap client = account.connect();
        Progress progress = new Progress(spec.commandLine().getErr(), System.err, style)) {
      return upload(input, client, progress);
    }
  }

  private int upload(Input input, CleverTap client, Progress progress) throws IOException {
    Lines lines = input.lines();
    boolean isCsv =
        format == null
            ? file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")
            : format == Format.CSV;
    RecordSource records = records(lines, isCsv);
    if (resume && (input.file() == null || dryRun)) {
      throw usage("--resume works only for a file, and not with --dry-run");
    }
    Checkpoint checkpoint =
        input.file() == null || dryRun
            ? null
            : new Checkpoint(input.beside(".checkpoint"), isCsv ? "csv " + csv : "ndjson");
    boolean continued = checkpoint != null && isContinued(checkpoint);
    Path rejectedPath = rejectedPath(input);
    if (rejectedPath != null) {
      check(rejectedPath, continued && !isInput(rejectedPath));
    }
    long skipped = checkpoint == null ? 0 : start(checkpoint, continued, records);
    progress.startAt(input.bytesRead());
    if (skipped > 0) {
      progress.message("Resuming after %,d records".formatted(skipped));
    }
    try (SignalStop stop = new SignalStop(input, records);
        RejectedFile rejectedFile = rejectedPath == null ? null : new RejectedFile(rejectedPath)) {
      if (continued && rejectedFile != null) {
        rejectedFile.dropAfter(lines.number());
      }
      UploadRun run = new UploadRun(input, progress, rejectedFile, checkpoint, records, skipped);
      try {
        UploadSummary summary = run.upload(bulk(client));
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

  /** Limits the batches so that the waiting records fit into memory. */
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

  /** Fails if the file cannot be written, or already contains records of another upload. */
  private void check(Path rejectedPath, boolean continued) {
    if (Files.exists(rejectedPath) && !continued) {
      throw usage(
          rejectedPath
              + " already exists: upload it, move it away, or name another file with --rejected");
    }
    Path writable =
        Files.exists(rejectedPath) ? rejectedPath : rejectedPath.toAbsolutePath().getParent();
    if (!Files.isWritable(writable)) {
      throw usage("Cannot write " + rejectedPath);
    }
  }

  private boolean isInput(Path path) throws IOException {
    return Files.exists(path) && Files.isSameFile(path, file);
  }

  private RecordSource records(Lines lines, boolean isCsv) throws IOException {
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

  /** Returns whether this upload continues an earlier one. */
  private boolean isContinued(Checkpoint checkpoint) {
    if (checkpoint.exists() && !resume) {
      throw usage(
          "An earlier upload of this file did not finish: use --resume to continue it, or remove "
              + checkpoint.file()
              + " to start over");
    }
    return checkpoint.exists();
  }

  /** Skips the records that earlier uploads completed, and returns their number. */
  private long start(Checkpoint checkpoint, boolean continued, RecordSource records)
      throws IOException {
    if (continued) {
      try {
        long skipped = checkpoint.resume(records);
        records.track();
        return skipped;
      } catch (IOException e) {
        throw usage(e.getMessage());
      }
    }
    records.track();
    try {
      checkpoint.write(0, records.digestAt(0));
    } catch (IOException e) {
      throw usage(
          "Cannot write the checkpoint: "
              + Clevertap.message(e)
              + "; an upload from the standard input (- < FILE) needs none");
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
        rejectedFile == null || rejectedFile.isEmpty() ? "" : " (see " + rejectedFile + ")";
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
                  ? "some of the input may not have been read"
                  : "use --resume to continue it"));
    }
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
