package org.carbonaware.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carbonaware.files.FileFailure;
import org.carbonaware.report.CodeCarbonCsv.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A shared file of comma-separated values to which rows are added. While one is added, the file is
 * locked against others that do the same.
 */
final class CsvFile {
  private static final Object ONE_THREAD_AT_A_TIME = new Object();
  private static final int MOST_TRIES = 1000;
  private static final int SHARE = 16;
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private final Path path;

  CsvFile(Path path) {
    this.path = path;
  }

  /**
   * Adds a row.
   *
   * @param columns names and values, in the order of a new file
   * @param key the column that tells rows apart
   * @param force whether to replace the row of the same key, and to move a file with other columns
   *     aside
   */
  Outcome append(Map<String, String> columns, String key, boolean force) {
    ReportFile.requireFile(path);
    try {
      synchronized (ONE_THREAD_AT_A_TIME) { // a lock on a file is one of the whole process
        for (int i = 0; i < MOST_TRIES; i++) {
          Outcome outcome = tryAppend(columns, key, force);
          if (outcome != null) {
            return outcome;
          }
        }
        throw new ReportException(path + " can't be written: it is replaced all the time", null);
      }
    } catch (NoSuchFileException e) {
      throw new ReportException(path + " can't be written: its directory is missing", e);
    } catch (IOException e) {
      throw new ReportException(path + " can't be written: " + FileFailure.reason(e), e);
    }
  }

  /** Null if the file was moved or replaced while this waited for its lock. */
  private @Nullable Outcome tryAppend(Map<String, String> columns, String key, boolean force)
      throws IOException {
    Path file = Files.exists(path) ? path.toRealPath() : path;
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // as it should be, except for the first row
    }
    Object before = fileKey(file);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid() || !before.equals(fileKey(file))) {
        return null;
      }
      requireSmall(channel.size());
      // Byte for byte: whatever the file's encoding is, what is there stays as it is.
      String content = new String(read(channel), StandardCharsets.ISO_8859_1);
      List<Csv.Row> rows = Csv.parse(content);
      if (content.isBlank()) {
        channel.truncate(0);
        write(channel, bytes(columns, List.copyOf(columns.keySet()), "\n", true));
        return Outcome.ADDED;
      }
      List<String> header = rows.isEmpty() ? List.of() : header(rows.get(0));
      if (!isSame(header, columns.keySet())) {
        if (!force) {
          throw new ReportException(otherColumns(header, columns.keySet()), null);
        }
        Files.move(file, aside(file));
        return null;
      }
      String lineEnd = content.startsWith("\r\n", rows.get(0).end() - 2) ? "\r\n" : "\n";
      Csv.Row own = find(rows, header.indexOf(key), columns.getOrDefault(key, ""));
      byte[] line = bytes(columns, header, lineEnd, false);
      if (own == null) {
        boolean isTorn = !content.endsWith("\n");
        write(channel, isTorn ? joined(bytes(lineEnd), line) : line);
        return Outcome.ADDED;
      }
      if (!force) {
        return Outcome.THERE;
      }
      ReportFile.replace(
          file,
          joined(
              bytes(content.substring(0, own.start())), line, bytes(content.substring(own.end()))));
      return Outcome.REPLACED;
    }
  }

  /** It is held several times while a row is added. */
  private void requireSmall(long bytes) {
    long most = Math.min(Integer.MAX_VALUE / 4, Runtime.getRuntime().maxMemory() / SHARE);
    if (bytes > most) {
      throw new ReportException(
          path + " has " + bytes + " bytes, expected at most " + most
              + " for the memory that Java has; choose a new file",
          new IOException("too long"));
    }
  }

  /** What tells a file from another that took its name later; the name where there is no such. */
  private static Object fileKey(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file : key;
  }

  private static byte[] read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
    return buffer.array();
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    channel.position(channel.size());
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  private static List<String> header(Csv.Row row) {
    List<String> header = new ArrayList<>(row.cells());
    if (header.get(0).startsWith(BYTE_ORDER_MARK)) {
      header.set(0, header.get(0).substring(BYTE_ORDER_MARK.length()));
    }
    return header;
  }

  private static boolean isSame(List<String> header, Set<String> names) {
    return header.size() == names.size() && new HashSet<>(header).equals(names);
  }

  private String otherColumns(List<String> header, Set<String> names) {
    Set<String> missing = new LinkedHashSet<>(names);
    header.forEach(missing::remove);
    List<String> unknown = header.stream().filter(name -> !names.contains(name)).toList();
    return path + " has other columns, expected the " + names.size() + " that go there: "
        + (missing.isEmpty() ? "" : "missing " + some(List.copyOf(missing)))
        + (missing.isEmpty() || unknown.isEmpty() ? "" : "; ")
        + (unknown.isEmpty() ? "" : "unknown " + some(unknown))
        + (missing.isEmpty() && unknown.isEmpty() ? "some are there twice" : "");
  }

  private static String some(List<String> names) {
    int shown = Math.min(3, names.size());
    String some = TextLines.plain(String.join(", ", names.subList(0, shown)));
    return names.size() > shown ? some + " and " + (names.size() - shown) + " more" : some;
  }

  private static Csv.@Nullable Row find(List<Csv.Row> rows, int column, String value) {
    for (Csv.Row row : rows.subList(1, rows.size())) {
      if (row.cells().size() > column && row.cells().get(column).equals(value)) {
        return row;
      }
    }
    return null;
  }

  /** The name that CodeCarbon would give it. */
  private static Path aside(Path file) {
    Path aside = file.resolveSibling(file.getFileName() + ".bak");
    for (int i = 0; Files.exists(aside); i++) {
      aside = file.resolveSibling(file.getFileName() + "_" + i + ".bak");
    }
    return aside;
  }

  private static byte[] bytes(
      Map<String, String> columns, List<String> order, String lineEnd, boolean withHeader) {
    List<String> cells =
        order.stream().map(name -> columns.getOrDefault(name, "")).toList();
    String header = withHeader ? Csv.row(order) + lineEnd : "";
    return (header + Csv.row(cells) + lineEnd).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      joined.put(part);
    }
    return joined.array();
  }
}
