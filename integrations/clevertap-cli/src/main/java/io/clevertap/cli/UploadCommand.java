package io.clevertap.cli;

import io.clevertap.CleverTap;
import io.clevertap.UploadSummary;
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

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file to upload; - is the standard input.")
  private String file;

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
    RecordSource records = records(input);
    if (resume && (input.file() == null || dryRun)) {
      throw usage("--resume is for uploads of a file");
    }
    Path rejectedPath = rejectedPath(input);
    if (!resume && rejectedPath != null && Files.exists(rejectedPath)) {
      throw usage(
          rejectedPath + " is there already: upload it, or move it away, or give --rejected");
    }
    Checkpoint checkpoint = input.file() == null || dryRun ? null : Checkpoint.of(input);
    long skipped = checkpoint == null ? 0 : start(checkpoint);
    for (long i = 0; i < skipped && records.hasNext(); i++) {
      records.next();
    }
    if (skipped > 0) {
      progress.message("Resuming behind %,d records".formatted(skipped));
    }
    try (RejectedFile rejectedFile = rejectedPath == null ? null : new RejectedFile(rejectedPath)) {
      UploadRun run = new UploadRun(input, progress, rejectedFile, checkpoint, skipped);
      UploadSummary summary;
      try {
        summary = run.upload(client.bulk().dryRun(dryRun), records);
      } catch (UploadStoppedException e) {
        progress.close();
        report(input, e.summary(), run, rejectedFile);
        progress.message(
            "The upload was stopped" + (checkpoint == null ? "" : "; --resume goes on from there"));
        throw e;
      }
      if (checkpoint != null) {
        checkpoint.delete();
      }
      progress.close();
      report(input, summary, run, rejectedFile);
      return run.failed() > 0
          ? ExitCode.FAILED
          : run.rejected() > 0 ? ExitCode.REJECTED : ExitCode.OK;
    }
  }

  private Input open() {
    try {
      return Input.open(file);
    } catch (IOException e) {
      throw usage("Cannot read " + file + (Files.exists(Path.of(file)) ? "" : ": no such file"));
    }
  }

  private RecordSource records(Input input) throws IOException {
    boolean isCsv =
        format == null ? file.toLowerCase(Locale.ROOT).endsWith(".csv") : format == Format.CSV;
    String problem = csv.problem(isCsv);
    if (problem != null) {
      throw usage(problem);
    }
    try {
      return isCsv ? new CsvSource(input.lines(), csv) : new NdjsonSource(input.lines());
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  /** Returns how many records to skip. */
  private long start(Checkpoint checkpoint) throws IOException {
    if (resume && checkpoint.exists()) {
      try {
        return checkpoint.read();
      } catch (IOException e) {
        throw usage(e.getMessage());
      }
    }
    if (checkpoint.exists()) {
      throw usage(
          "An earlier upload of this file did not end: --resume goes on, and removing "
              + checkpoint.file()
              + " starts over");
    }
    checkpoint.write(0);
    return 0;
  }

  private @Nullable Path rejectedPath(Input input) {
    return rejected == null && input.file() != null && !dryRun
        ? input.beside(".rejected.ndjson")
        : rejected;
  }

  private void report(
      Input input, UploadSummary summary, UploadRun run, @Nullable RejectedFile rejectedFile) {
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
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
