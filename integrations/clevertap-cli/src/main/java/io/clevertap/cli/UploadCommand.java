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
import java.util.regex.Pattern;
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
      "An NDJSON file contains one record in the API's format on each line. A JSON file contains"
          + " an array of records, or the API's request body, {\"d\":[...]}. A CSV file has a header,"
          + " and each row becomes a profile or an event. Each may be compressed with"
          + " gzip.",
      "",
      "Records that are not accepted are named by file, line and column, and written to the file"
          + " of rejected records. FILE.checkpoint stores how far the upload got.",
      "",
      "Examples:",
      "  clevertap upload people.ndjson",
      "  clevertap upload people.csv --type profile --identity id --map since=:date",
      "  clevertap upload people.ndjson.gz",
      "  generate | clevertap upload - --rejected people.rejected",
      ""
    })
final class UploadCommand implements Callable<Integer> {

  /** The format of the file. */
  enum Format {
    NDJSON,
    JSON,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern CSV_NAME = Pattern.compile("(?i)\\.csv(\\.gz)?$");

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
      description =
          "${COMPLETION-CANDIDATES}. Default: csv for *.csv and *.csv.gz, json for an array or an"
              + " object that begins with d, else ndjson.")
  private @Nullable Format format;

  @Option(
      names = "--dry-run",
      description = "Let CleverTap check the records without storing them.")
  private boolean dryRun;

  @Option(
      names = "--resume",
      description =
          "Continue an earlier upload of this file from FILE.checkpoint. No record is lost; records"
              + " that were in flight are sent again. A complete upload is not repeated.")
  private boolean resume;

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description =
          "Write the records that are not accepted to this file, as NDJSON to fix and upload."
              + " Default: FILE.rejected.ndjson; none for the standard input and dry runs.")
  private @Nullable Path rejected;

  @Option(
      names = "--max-errors",
      paramLabel = "N",
      description =
          "Stop when N records were rejected or could not be read. Default: stop only if these are"
              + " the first 1,000 records of the input.")
  private @Nullable Long maxErrors;

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
    Format actual = format(input);
    RecordSource records = records(input, actual);
    if (maxErrors != null && maxErrors < 1) {
      throw usage("--max-errors must be at least 1");
    }
    if (resume && (input.file() == null || dryRun)) {
      throw usage("--resume works only for a file, and not with --dry-run");
    }
    Checkpoint checkpoint =
        input.file() == null || dryRun
            ? null
            : new Checkpoint(
                input.beside(".checkpoint"),
                actual == Format.CSV ? "csv " + csv : actual.toString());
    boolean continued = checkpoint != null && isContinued(checkpoint);
    Path rejectedPath = rejectedPath(input);
    if (rejectedPath != null) {
      check(rejectedPath, continued && !isInput(rejectedPath));
    }
    long skipped = checkpoint == null ? 0 : start(checkpoint, continued, records);
    if (continued && checkpoint.isComplete() && !records.hasNext()) {
      spec.commandLine()
          .getOut()
          .printf("%s: the upload is complete; nothing was uploaded%n", input.name());
      return ExitCode.OK;
    }
    progress.startAt(input.bytesRead());
    if (skipped > 0) {
      progress.message("Resuming after %,d records".formatted(skipped));
    }
    try (SignalStop stop = new SignalStop(input, records);
        RejectedFile rejectedFile = rejectedPath == null ? null : new RejectedFile(rejectedPath)) {
      if (continued && rejectedFile != null) {
        rejectedFile.dropAfter(skipped);
      }
      UploadRun run =
          new UploadRun(input, progress, rejectedFile, checkpoint, records, skipped, maxErrors);
      try {
        UploadSummary summary = run.upload(bulk(client));
        boolean ended = !records.isStopped();
        if (checkpoint != null && ended) {
          checkpoint.write(records.count(), records.digestAt(records.count()), true);
        }
        report(input, summary, run, rejectedFile, progress, ended);
      } catch (UploadStoppedException e) {
        if (e.getCause() instanceof TooManyErrorsException tooMany) {
          boolean startsOver =
              checkpoint != null && maxErrors == null && run.failed() + e.summary().accepted() == 0;
          if (startsOver) {
            checkpoint.delete(); // the next upload, with other options, starts at the beginning
          }
          report(input, e.summary(), run, rejectedFile, progress, startsOver);
          progress.message(tooMany.getMessage());
          return ExitCode.FAILED;
        }
        report(input, e.summary(), run, rejectedFile, progress, false);
        throw e;
      }
      return run.failed() > 0
          ? ExitCode.FAILED
          : run.rejected() > 0 ? ExitCode.REJECTED : ExitCode.OK;
    }
  }

  /** Returns the format of the input; fails if its name and its content do not fit together. */
  private Format format(Input input) throws IOException {
    if (format != null) {
      return format;
    }
    boolean isCsv = CSV_NAME.matcher(input.name()).find();
    String start = input.start();
    boolean isObject = start.startsWith("{");
    boolean isJson = FileStart.isJson(start);
    if (isCsv && (isObject || isJson)) {
      throw usage(input.name() + " contains JSON, not CSV: use --format ndjson or json");
    }
    if (!isCsv && !isObject && !isJson && !start.isEmpty()) {
      throw usage(
          input.name()
              + " contains no JSON object: use --format csv if it is CSV, or --format ndjson to"
              + " upload its other lines");
    }
    return isCsv ? Format.CSV : isJson ? Format.JSON : Format.NDJSON;
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

  private RecordSource records(Input input, Format actual) throws IOException {
    String problem = csv.problem(actual == Format.CSV);
    if (problem != null) {
      throw usage(problem);
    }
    try {
      return switch (actual) {
        case CSV -> new CsvSource(input.lines(), csv);
        case NDJSON -> new NdjsonSource(input.lines());
        case JSON -> input.json();
      };
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  /** Returns whether this upload continues an earlier one. */
  private boolean isContinued(Checkpoint checkpoint) {
    try {
      if (checkpoint.exists() && !resume && !checkpoint.isComplete()) {
        throw usage(
            "An earlier upload of this file did not finish: use --resume to continue it, or remove "
                + checkpoint.file()
                + " to start over");
      }
    } catch (IOException e) {
      throw usage(e.getMessage());
    }
    return checkpoint.exists() && resume;
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
      checkpoint.write(0, records.digestAt(0), false);
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
