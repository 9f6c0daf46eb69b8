package io.clevertap.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Creates and replaces files that only their owner can read, because they contain user data. */
public final class PrivateFile {

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Writes the content of a file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private PrivateFile() {}

  /** Opens a file to append to it. An existing file keeps its permissions. */
  public static FileChannel append(Path file) throws IOException {
    return open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * Replaces a file atomically, after the new content is on the disk. An existing file keeps its
   * permissions; of a symbolic link, the target is replaced.
   */
  public static void replace(Path file, Content content) throws IOException {
    boolean exists = Files.exists(file);
    Path target = exists ? file.toRealPath() : file;
    Path draft = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(draft);
    try (FileChannel channel =
        open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      if (exists && isPosix(target)) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(target);
        Files.setPosixFilePermissions(draft, permissions);
      }
      OutputStream out = Channels.newOutputStream(channel);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileChannel open(Path file, OpenOption... options) throws IOException {
    return isPosix(file)
        ? FileChannel.open(file, Set.of(options), OWNER_ONLY)
        : FileChannel.open(file, options);
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
